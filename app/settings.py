"""What brug is told by its environment, each value checked before anything starts."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import TypeVar

import platformdirs
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from app.errors import SettingError, nearest
from app.instants import parse_instant
from app.languages import LANGUAGES
from app.openid_settings import OpenIdSettings, read_openid, read_url
from app.secrets import REFERENCE

T = TypeVar("T")
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run. `now` is the instant that the clock stands at, None where it runs."""

    # May hold a password, so it stays out of every repr, log and traceback.
    database_url: str = field(repr=False)
    host: str = "127.0.0.1"
    port: int = 8080
    holidays: str = "NL"
    language: str = "en"
    dask_scheduler: str | None = None
    log: str = "console"
    now: int | None = None
    now_file: Path | None = None
    """The file that holds that instant, read anew at each look; None where it stands still."""
    rate: int = 6_000
    """How many requests a minute one key may make; 0 for no limit."""
    url: str = "http://127.0.0.1:8080"
    """Where people reach brug: scheme, host and port."""
    openid: OpenIdSettings | None = None
    mail: str | None = field(default=None, repr=False)
    """The mail server that messages leave by: an address such as mailtos://…, or a reference to one."""
    private_targets: tuple[str, ...] = ()
    """Networks and host names inside that messages may go to; `*` for all."""


def default_database_url() -> str:
    """A SQLite file in the user's data directory."""
    return f"sqlite:///{Path(platformdirs.user_data_dir('brug', appauthor=False)) / 'brug.sqlite'}"


def read_settings(environment: Mapping[str, str] | None = None, **options: str | int | None) -> Settings:
    """The settings of an environment (default: the process's own), under options that go before it.

    An option is named as its variable without `BRUG_`, in lower case (`database_url=`, `lang=`); None and
    empty values count as not given. Raises SettingError for the first wrong value.
    """
    environment = os.environ if environment is None else environment

    def given(name: str) -> str | None:
        option = options.get(name)
        text = environment.get(f"BRUG_{name.upper()}") if option is None else str(option)
        return text.strip() or None if text is not None else None

    def read(name: str, check: Callable[[str, str], T], default: D) -> T | D:
        text = given(name)
        return default if text is None else check(f"BRUG_{name.upper()}", text)

    openid = read_openid(given)
    instant = read("now", _now, None)
    now, now_file = instant if instant is not None else (None, None)
    host, port = read("host", _host, "127.0.0.1"), read("port", _port, 8080)
    return Settings(
        database_url=read("database_url", _database_url, None) or default_database_url(),
        host=host,
        port=port,
        holidays=read("holidays", _country, "NL"),
        language=read("lang", _language, "en"),
        dask_scheduler=read("dask_scheduler", _scheduler, None),
        log=read("log", _log, "console"),
        now=now,
        now_file=now_file,
        rate=read("rate", _rate, 6_000),
        url=read("url", read_url, None) or _own_address(host, port, is_shown=openid is not None),
        openid=openid,
        mail=read("mail", _mail, None),
        private_targets=read("private_targets", _private_targets, ()),
    )


def _wrong(variable: str, text: str, valid: str) -> SettingError:
    return SettingError(f'{variable} is "{text}"; valid is {valid}')


def _database_url(variable: str, text: str) -> str:
    valid = "sqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        # The text is not repeated: there may be a password in it.
        raise SettingError(f"{variable} is no database URL; valid is {valid}") from None
    # The short names mean the same drivers, and are what other programs hand out.
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise SettingError(f'{variable} names the database "{url.drivername}"; valid is {valid}')
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise SettingError(f"{variable} names no file; valid is {valid}")
    return url.render_as_string(hide_password=False)


def _host(variable: str, text: str) -> str:
    if any(c.isspace() or c in "/?#@" for c in text):
        raise _wrong(variable, text, "a host name or an IP address")
    return text


def _own_address(host: str, port: int, *, is_shown: bool) -> str:
    """Where people reach brug if nothing says otherwise: where it listens."""
    if is_shown and host in ("0.0.0.0", "::"):  # noqa: S104
        raise SettingError(
            f"brug listens on {host}, which is no address to come back to from signing in; let BRUG_URL say where "
            "people reach brug, such as https://brug.acme.example"
        )
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _port(variable: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65_535):
        raise _wrong(variable, text, "a number from 1 to 65535")
    return int(text)


def _rate(variable: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise _wrong(variable, text, "a number of requests a minute, 0 for no limit")
    return int(text)


def _country(variable: str, text: str) -> str:
    # Knowing all countries takes a while to import: only whoever sets another one waits for it.
    if text.upper() == "NL":
        return "NL"
    from holidays import list_supported_countries  # noqa: PLC0415

    countries = list_supported_countries(include_aliases=True)
    if text.upper() not in countries:
        raise _wrong(variable, text, f"a country code such as NL, BE or DE{nearest(text, countries)}")
    return text.upper()


def _language(variable: str, text: str) -> str:
    if text.lower() not in LANGUAGES:
        raise _wrong(variable, text, " or ".join(LANGUAGES))
    return text.lower()


def _log(variable: str, text: str) -> str:
    if text.lower() not in ("console", "json"):
        raise _wrong(variable, text, "console or json")
    return text.lower()


def _scheduler(variable: str, text: str) -> str:
    kind, separator, address = text.partition("://")
    if not (separator and kind and address) or any(c.isspace() for c in text):
        raise _wrong(variable, text, "an address such as tcp://HOST:8786")
    return text


def _mail(variable: str, text: str) -> str:
    if REFERENCE.fullmatch(text) or re.match(r"mailtos?://[^\s]+\Z", text):
        return text
    # The text is not repeated: there may be a password in it.
    raise SettingError(
        f"{variable} is no mail server; valid is mailtos://USER:PASSWORD@HOST:587?from=ADDRESS, env:NAME or file:PATH"
    )


def _private_targets(variable: str, text: str) -> tuple[str, ...]:
    given = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    for part in given:
        if "/" in part:
            try:
                ip_network(part)
            except ValueError:
                raise _wrong(
                    variable, text, "networks and host names such as 10.0.0.0/8, hooks.internal; * for all"
                ) from None
        elif any(c.isspace() for c in part) or "://" in part:
            raise _wrong(variable, text, "networks and host names such as 10.0.0.0/8, hooks.internal; * for all")
    return given


def _now(variable: str, text: str) -> tuple[int, Path | None]:
    file = Path(text.removeprefix("file:")) if text.startswith("file:") else None
    try:
        return parse_instant(text if file is None else file.read_text(encoding="utf-8").strip()), file
    except OSError as error:
        raise SettingError(f"{variable} names {file}, which cannot be read: {error.strerror}") from error
    except ValueError:
        valid = "an ISO instant such as 2026-06-01T06:00:00Z"
        if file is None:
            raise _wrong(variable, text, f"{valid}, or file:PATH with one in it") from None
        raise SettingError(f"{variable} names {file}, which holds no instant; let it hold {valid}") from None
