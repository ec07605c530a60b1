"""What a connector is: open a source, list its projects, pull pages since a cursor.

A connector from outside plugs in by the entry point `brug.connectors`: its name is the `kind` in `brug.toml`,
its value a function `open(SourceSettings) -> Connector`.

Errors::

    ConnectorError                 what happened, to which source, and what to do
    ├── Unreachable                no answer, or the server is failing: trying again can help
    ├── Refused                    the credentials are wrong, expired, or see too little
    ├── NotFound                   the source answered, but does not have what was asked for
    └── UnexpectedAnswer           something else than the tracker's API answered, a login page for instance
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Protocol

from msgspec import Struct

from connectors.records import Page, Project


class ConnectorError(Exception):
    """Something is wrong with a source; the text says what, to which source or project, and what to do.

    `temporary` says whether trying again can help.
    """

    temporary = False


class Unreachable(ConnectorError):
    """No answer in time, or the server is failing."""

    temporary = True


class Refused(ConnectorError):
    """The credentials are wrong, expired, or see too little."""


class NotFound(ConnectorError):
    """The source answered, but does not have what was asked for."""


class UnexpectedAnswer(ConnectorError):
    """What answered does not speak the tracker's API: a login page, a proxy's error, another program."""


class OAuth(Struct, frozen=True):
    """Access that is granted to an application for a while, and renewed (OAuth 2.0 with rotating refresh tokens).

    Each renewal brings a new refresh token and ends the old one: `keep` stores it, before it is used.
    `token_url` is where renewals are asked for, `api_url` where the sites that were granted are listed.
    """

    client_id: str
    client_secret: str
    refresh_token: str
    keep: Callable[[str], None]
    token_url: str = "https://auth.atlassian.com/oauth/token"  # noqa: S105
    api_url: str = "https://api.atlassian.com"

    def __repr__(self) -> str:
        return f"OAuth(client_id={self.client_id!r})"


class App(Struct, frozen=True):
    """An installed application (a GitHub App): `key` is its private key, as PEM text."""

    id: str
    installation: str
    key: str

    def __repr__(self) -> str:
        return f"App(id={self.id!r}, installation={self.installation!r})"


class SourceSettings(Struct, frozen=True):
    """What a connector is opened with.

    `token` is the secret itself, read from where `brug.toml` refers to, and never part of a repr or an
    error; `oauth` and `app` are other ways in. `is_new` says that nothing of the source was read before: what every
    first pull needs may then be asked for at once. `groups` are the group names that sides are declared by: only
    their members are asked for. `now` is the instant of the run's clock, in milliseconds. `parallel` is how
    many requests may be under way at once. `told` hears why nothing moves for a while, from any thread; the log
    does where it is left out.
    """

    name: str
    url: str
    now: int
    user: str | None = None
    token: str | None = None
    oauth: OAuth | None = None
    app: App | None = None
    groups: tuple[str, ...] = ()
    parallel: int = 8
    is_new: bool = False
    told: Callable[[str], object] | None = None

    def __repr__(self) -> str:
        return f"SourceSettings(name={self.name!r}, url={self.url!r})"


class Check(Struct, frozen=True):
    """One line of `brug doctor` about a source: `ok` or not, what was seen, and what to do about it."""

    ok: bool
    what: str
    advice: str = ""


class Held(Protocol):
    """What brug already holds of a project: by it a connector sees what changed, and what is gone.

    An issue that was set aside as unreadable is held too, as updated at -1: it is worth another try. Departed
    issues are not held.
    """

    def ids(self) -> Collection[str]:
        """The ids of all issues that are held."""
        ...

    def updated_at(self, ids: Collection[str]) -> Mapping[str, int]:
        """When those of these issues that are held were last updated, as the tracker said then."""
        ...

    def set_aside(self) -> Collection[str]:
        """The ids of those that could not be read."""
        ...


class NothingHeld:
    """What is held before a first sync."""

    def ids(self) -> Collection[str]:
        """Nothing."""
        return ()

    def updated_at(self, ids: Collection[str]) -> Mapping[str, int]:
        """Nothing."""
        return {}

    def set_aside(self) -> Collection[str]:
        """Nothing."""
        return ()


NOTHING = NothingHeld()


class Connector(Protocol):
    """An open source. Every method may raise ConnectorError."""

    def projects(self, keys: Collection[str] | None = None) -> list[Project]:
        """The projects with these keys that the credentials can see; all of them for None."""
        ...

    def pages(self, project: Project, cursor: str | None, held: Held = NOTHING) -> Iterator[Page]:
        """The project's history from a cursor on (None: from the beginning); ends with a `last` page.

        From the cursor of a complete pull on, it brings what changed since, and tells as departures which of
        the `held` issues the source no longer lists.

        Pages come in an order that does not depend on chance: whoever starts again from the cursor of a
        page gets exactly the pages after it. People and commitments come with the pages that need them:
        everyone named on a page is in it or in an earlier one.
        """
        ...

    def check(self) -> list[Check]:
        """What the credentials can see, what is missing for which detector, and what to do."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...
