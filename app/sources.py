"""Opening sources: the connector that a kind names, with the secrets that its references point at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from typing import Any

from sqlalchemy import Row

from app.declaration.model import AppReferences, Credentials, DeclaredSource, OAuthReferences
from app.declaration.sources import as_declared
from app.errors import SourceError, nearest
from app.secrets import KeptSecret, read_secret, read_token
from connectors.connector import App, Connector, OAuth, SourceSettings

Opener = Callable[[SourceSettings], Connector]

GROUP = "brug.connectors"


def kinds() -> list[str]:
    """The kinds of source that are installed, in order."""
    return sorted({entry.name for entry in entry_points(group=GROUP)})


def opener(kind: str, source: str) -> Opener:
    """What opens sources of a kind; raises SourceError where no installed package does."""
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    if kind not in found:
        raise SourceError(
            f'source {source}: unknown kind "{kind}"{nearest(kind, found)} installed are: {", ".join(sorted(found))}'
        )
    try:
        loaded: Opener = found[kind].load()
    except (ImportError, AttributeError) as error:
        raise SourceError(f'source {source}: the connector of kind "{kind}" cannot be loaded: {error}') from error
    return loaded


def open_source(
    source: Row[Any],
    now: int,
    groups: tuple[str, ...] = (),
    openers: Mapping[str, Opener] | None = None,
    environment: Mapping[str, str] | None = None,
    told: Callable[[str], object] | None = None,
    *,
    is_new: bool = False,
) -> Connector:
    """The connector of a row of the table sources, open: see `open_declared`."""
    return open_declared(as_declared(source), now, groups, openers, environment, told, is_new=is_new)


def open_declared(
    source: DeclaredSource,
    now: int,
    groups: tuple[str, ...] = (),
    openers: Mapping[str, Opener] | None = None,
    environment: Mapping[str, str] | None = None,
    told: Callable[[str], object] | None = None,
    *,
    is_new: bool = False,
) -> Connector:
    """The connector of a source, open. `openers` go before the installed ones.

    `told` hears why nothing moves for a while; `is_new` says that nothing of the source was read before.
    Raises SourceError for an unknown kind or a secret that is not there; ConnectorError as the connector does.
    """
    name, kind = source.name, source.kind
    opening = openers[kind] if openers and kind in openers else opener(kind, name)
    credentials = source.credentials or Credentials()
    return opening(
        SourceSettings(
            name=name,
            url=source.url,
            now=now,
            user=source.user,
            token=None if source.token is None else read_token(name, source.token, environment),
            oauth=_oauth(name, credentials.oauth, environment),
            app=_app(name, credentials.app, environment),
            groups=groups,
            told=told,
            is_new=is_new,
        )
    )


def _oauth(source: str, given: OAuthReferences | None, environment: Mapping[str, str] | None) -> OAuth | None:
    if given is None:
        return None
    kept = KeptSecret(source, given.refresh_token.removeprefix("file:"), what="refresh token")
    addresses = {"token_url": given.token_url, "api_url": given.api_url}
    return OAuth(
        client_id=read_secret(source, given.client_id, environment, what="client id"),
        client_secret=read_secret(source, given.client_secret, environment, what="client secret"),
        refresh_token=read_secret(source, given.refresh_token, environment, what="refresh token"),
        keep=kept.replace,
        **{name: address for name, address in addresses.items() if address is not None},
    )


def _app(source: str, given: AppReferences | None, environment: Mapping[str, str] | None) -> App | None:
    if given is None:
        return None
    key = read_secret(source, given.key, environment, what="private key")
    return App(id=given.id, installation=given.installation, key=key)
