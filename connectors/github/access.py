"""Getting in: with a token, as an installed GitHub App, or as a visitor."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Protocol

import jwt
from jwt.exceptions import PyJWTError

from connectors.connector import App, Refused, SourceSettings
from connectors.github.payloads import InstallationToken

_EARLY_SECONDS = 300.0
"""A token is renewed so long before it ends: a long request must not outlive it."""

_JWT_SECONDS = 540
"""GitHub takes an app's own signature for ten minutes at most."""

_CLOCK_DRIFT_SECONDS = 60


class Access(Protocol):
    """What a request is signed with."""

    def header(self) -> str | None:
        """The Authorization header; None for a visitor. Raises ConnectorError."""
        ...

    def renew(self, refused: str | None) -> bool:
        """Whether a refused header was replaced by another that is worth a try."""
        ...


class TokenAccess:
    """A personal access token, or none at all."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def header(self) -> str | None:
        """The token as a bearer."""
        return f"Bearer {self._token}" if self._token else None

    def renew(self, refused: str | None) -> bool:
        """A personal token cannot be renewed from here."""
        return False


class AppAccess:
    """An installed app: signs for itself, is given a token for an hour, and renews it in time.

    `grant` asks for a token, given the app's signature. May be used by several threads at once: one renews,
    the others wait for it.
    """

    def __init__(self, source: str, app: App, grant: Callable[[str], InstallationToken]) -> None:
        self._source = source
        self._app = app
        self._grant = grant
        self._lock = threading.Lock()
        self._token: str | None = None
        self._ends_at = 0.0

    def header(self) -> str | None:
        """The installation's token as a bearer, asked for anew where it is about to end. Raises ConnectorError."""
        with self._lock:
            if self._token is None or time.time() > self._ends_at - _EARLY_SECONDS:
                self._ask()
            return f"Bearer {self._token}"

    def renew(self, refused: str | None) -> bool:
        """Drop the refused token, if it is still the one in use."""
        with self._lock:
            if refused == f"Bearer {self._token}":
                self._token = None
        return True

    def _ask(self) -> None:
        now = int(time.time())
        claims = {"iat": now - _CLOCK_DRIFT_SECONDS, "exp": now + _JWT_SECONDS, "iss": self._app.id}
        try:
            signature = jwt.encode(claims, self._app.key, algorithm="RS256")
        except (PyJWTError, ValueError, TypeError) as error:
            # What the key is made of must not reach any text.
            raise Refused(
                f"{self._source}: the private key of app {self._app.id} cannot be read "
                f"({type(error).__name__}); download it anew from the app's settings, as PEM"
            ) from None
        granted = self._grant(signature)
        self._token, self._ends_at = granted.token, granted.expires_at.timestamp()


def access_of(settings: SourceSettings, grant: Callable[[str], InstallationToken]) -> Access:
    """How the settings say to get in."""
    if settings.app is not None:
        return AppAccess(settings.name, settings.app, grant)
    return TokenAccess(settings.token)
