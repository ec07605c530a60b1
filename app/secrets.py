"""Secrets behind references, `env:NAME` or `file:PATH`: read at opening, and one of them replaced while in use.

They stand nowhere else: not in the database, in a log or in an error.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from app.errors import BrugError, SettingError, SourceError

REFERENCE = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|file:.+", re.DOTALL)
# JSON Web Tokens with many claims are the longest.
_LONGEST_TOKEN = 8_000


def read_secret(
    source: str, reference: str, environment: Mapping[str, str] | None = None, *, what: str = "token"
) -> str:
    """The secret that a reference points at; raises SourceError where there is none. `what` names it in errors."""
    return _read(f"source {source}", reference, environment, what, SourceError)


def read_token(source: str, reference: str, environment: Mapping[str, str] | None = None) -> str:
    """The token that a reference points at; raises SourceError where there is none, or where it is more than a token.

    What is longer than a line is some other file, and is sent nowhere.
    """
    token = read_secret(source, reference, environment)
    if len(token.splitlines()) > 1 or len(token) > _LONGEST_TOKEN:
        raise SourceError(f"source {source}: what {reference} holds is no token: it has more than one line")
    return token


def read_setting_secret(variable: str, reference: str, environment: Mapping[str, str] | None = None) -> str:
    """The secret that a setting refers to; raises SettingError, which names the variable, where there is none."""
    return _read(variable, reference, environment, "secret", SettingError)


def _read(owner: str, reference: str, environment: Mapping[str, str] | None, what: str, wrong: type[BrugError]) -> str:
    environment = os.environ if environment is None else environment
    scheme, _, place = reference.partition(":")
    if scheme == "env":
        secret = environment.get(place, "").strip()
        if not secret:
            raise wrong(f"{owner}: the variable {place} is not set; put the {what} in it")
        return secret
    if scheme != "file":
        raise wrong(f"{owner}: {what} must be a reference, env:NAME or file:PATH")
    try:
        secret = Path(place).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise wrong(f"{owner}: cannot read the {what} from {place}: {_reason(error)}") from error
    if not secret:
        raise wrong(f"{owner}: the file {place} is empty; put the {what} in it")
    return secret


class KeptSecret:
    """A secret in a file that is replaced while in use, so that whoever reads next gets the newest.

    `place` is a path. Raises SourceError where it could not be replaced later: a secret that ends with its use must
    not be used before that is known.
    """

    def __init__(self, source: str, place: str, *, what: str) -> None:
        self._source = source
        self._place = place
        self._what = what
        # Behind a symbolic link stands what others read: the link stays, and leads to the new secret.
        self._path = Path(place).expanduser().resolve()
        if not os.access(self._path.parent, os.W_OK):
            raise SourceError(
                f"source {source}: the {what} in {place} is renewed with each use, and its directory cannot be "
                "written; let the account that brug runs as write there"
            )

    def replace(self, secret: str) -> None:
        """Put a new secret in the file's place, readable by its owner only: the old one whole, or the new one.

        Raises SourceError where that fails; the file is then as it was.
        """
        try:
            self._write(secret)
        except OSError as error:
            raise SourceError(
                f"source {self._source}: cannot write the new {self._what} to {self._place}: {_reason(error)}; "
                "make room for it or let brug write there, and grant access anew if the old one is refused"
            ) from error

    def _write(self, secret: str) -> None:
        # mkstemp makes a file that only its owner can read; renaming within a directory happens whole or not at all.
        handle, name = tempfile.mkstemp(prefix=f".{self._path.name}.", dir=self._path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(f"{secret}\n")
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            raise
        self._settle()

    def _settle(self) -> None:
        """Let the new name outlast a power cut, where the system knows how."""
        with suppress(OSError):
            directory = os.open(self._path.parent, os.O_RDONLY)
            try:
                os.fsync(directory)
            finally:
                os.close(directory)


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return error.strerror or type(error).__name__ if isinstance(error, OSError) else "it is no text"
