"""Opening sources: the connector that a kind names, with the secret that a reference points at.

Secrets are read here, at opening, and nowhere else: they are never in the database, in a log or in an error.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from pathlib import Path

from sqlalchemy import Row

from app.errors import SourceError, nearest
from connectors.connector import Connector, SourceSettings

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
    source: Row[tuple[object, ...]],
    now: int,
    groups: tuple[str, ...] = (),
    openers: Mapping[str, Opener] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Connector:
    """The connector of a row of the table sources, open. `openers` go before the installed ones.

    Raises SourceError for an unknown kind or a token that is not there; ConnectorError as the connector does.
    """
    values = source._mapping
    name, kind = str(values["name"]), str(values["kind"])
    opening = openers[kind] if openers and kind in openers else opener(kind, name)
    reference = values["token_reference"]
    return opening(
        SourceSettings(
            name=name,
            url=str(values["url"]),
            now=now,
            user=None if values["user"] is None else str(values["user"]),
            token=None if reference is None else read_token(name, str(reference), environment),
            groups=groups,
        )
    )


def read_token(source: str, reference: str, environment: Mapping[str, str] | None = None) -> str:
    """The secret that `env:NAME` or `file:PATH` refers to; raises SourceError where there is none."""
    environment = os.environ if environment is None else environment
    scheme, _, place = reference.partition(":")
    if scheme == "env":
        token = environment.get(place, "").strip()
        if not token:
            raise SourceError(f"source {source}: the variable {place} is not set; put the token in it")
        return token
    if scheme != "file":
        raise SourceError(f"source {source}: token must be a reference, env:NAME or file:PATH")
    try:
        token = Path(place).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise SourceError(f"source {source}: cannot read the token from {place}: {reason}") from error
    if not token:
        raise SourceError(f"source {source}: the file {place} is empty; put the token in it")
    return token
