"""How people sign in through OpenID Connect: at which provider, as which client, and who of them may do what."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.errors import SettingError
from app.loopback import is_loopback
from app.secrets import REFERENCE

Given = Callable[[str], str | None]
"""What is given for a setting by its name without `BRUG_`, in lower case; None for nothing."""


@dataclass(frozen=True, slots=True)
class OpenIdSettings:
    """One provider. `client_secret` is a reference; the patterns are over e-mail addresses and `group:NAME`."""

    issuer: str
    client_id: str
    client_secret: str
    admins: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people know the provider by: the host of its address."""
        return urlsplit(self.issuer).hostname or self.issuer


def read_openid(given: Given) -> OpenIdSettings | None:
    """The settings of OpenID Connect, None where none is given. Raises SettingError where they are wrong or not all."""
    issuer, client_id, secret = given("oidc_issuer"), given("oidc_client_id"), given("oidc_client_secret")
    admins, writers, readers = given("oidc_admins"), given("oidc_writers"), given("oidc_readers")
    if not any((issuer, client_id, secret, admins, writers, readers)):
        return None
    if issuer is None or client_id is None or secret is None:
        missing = [
            name
            for name, text in (("ISSUER", issuer), ("CLIENT_ID", client_id), ("CLIENT_SECRET", secret))
            if text is None
        ]
        names = " and ".join(f"BRUG_OIDC_{name}" for name in missing)
        raise SettingError(f"signing in through OpenID Connect needs {names}, too")
    if not any((admins, writers, readers)):
        raise SettingError(
            "signing in through OpenID Connect lets nobody in: set BRUG_OIDC_ADMINS, BRUG_OIDC_WRITERS or "
            "BRUG_OIDC_READERS, such as *@acme.example or group:pmo"
        )
    if not REFERENCE.fullmatch(secret):
        # The text is not repeated: it may be the secret itself.
        raise SettingError("BRUG_OIDC_CLIENT_SECRET is no reference; valid is env:NAME or file:PATH")
    return OpenIdSettings(
        _issuer(issuer),
        client_id,
        secret,
        _patterns("ADMINS", admins),
        _patterns("WRITERS", writers),
        _patterns("READERS", readers),
    )


def read_url(variable: str, text: str) -> str:
    """An address under which brug is reached: scheme, host and port."""
    valid = "the address under which people reach brug, such as https://brug.acme.example"
    if not re.fullmatch(r"https?://[^\s/?#@]+/?", text) or _port_is_wrong(text):
        raise SettingError(f'{variable} is "{text}"; valid is {valid}')
    return text.rstrip("/")


def _issuer(text: str) -> str:
    valid = "the https:// address that the provider calls itself by, without a query"
    if not re.fullmatch(r"https?://[^\s?#@]+", text) or _port_is_wrong(text):
        raise SettingError(f'BRUG_OIDC_ISSUER is "{text}"; valid is {valid}')
    # What the provider says of itself, its keys too, is only as true as the way there is safe.
    if text.startswith("http://") and not is_loopback(urlsplit(text).hostname or ""):
        raise SettingError(f'BRUG_OIDC_ISSUER is "{text}"; valid is {valid} (http:// on this machine only)')
    return text


def _port_is_wrong(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.port == 0 or not parts.hostname
    except ValueError:
        return True


def _patterns(name: str, text: str | None) -> tuple[str, ...]:
    found = tuple(part.strip() for part in (text or "").split(",") if part.strip())
    for pattern in found:
        kind, separator, group = pattern.partition(":")
        if (separator and (kind != "group" or not group)) or not (separator or "@" in pattern or pattern == "*"):
            raise SettingError(
                f'BRUG_OIDC_{name} holds "{pattern}"; valid are e-mail addresses, *@acme.example, or group:NAME'
            )
    return found
