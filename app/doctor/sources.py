"""What doctor says of a source: what its credentials can see, and how the last sync ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from app.doctor.report import Line
from app.errors import SourceError
from app.instants import rfc3339
from app.sources import Opener, open_source
from connectors.connector import ConnectorError
from detectors.texts import sentence_list


def source_lines(
    source: Row[Any],
    projects: Sequence[Row[Any]],
    now: int,
    groups: tuple[str, ...],
    openers: Mapping[str, Opener] | None,
    told: Callable[[str], object] | None,
    *,
    is_overdue: bool = False,
) -> Iterator[Line]:
    """What can be seen of a source now, and what was read of it; `projects` are the rows of those that are read.

    `is_overdue` says that it was not synced for two periods of its schedule.
    """
    yield from _seen(source, now, groups, openers, told)
    yield from _read(source, projects)
    if is_overdue:
        yield Line(
            False,
            "not synced for two periods of its schedule",
            "keep brug serve or brug worker running, or run: brug sync",
        )


def _seen(
    source: Row[Any],
    now: int,
    groups: tuple[str, ...],
    openers: Mapping[str, Opener] | None,
    told: Callable[[str], object] | None,
) -> Iterator[Line]:
    try:
        connector = open_source(source, now, groups, openers, told=told)
        try:
            for check in connector.check():
                yield Line(check.ok, check.what, check.advice)
        finally:
            connector.close()
    except (ConnectorError, SourceError) as error:
        # The error names the source, and so does the group that it stands in.
        text = str(error).removeprefix(f"{source.name}: ").removeprefix(f"source {source.name}: ")
        yield Line(False, text, fatal=True)


def _read(source: Row[Any], projects: Sequence[Row[Any]]) -> Iterator[Line]:
    if source.last_error:
        yield Line(False, f"the last sync failed: {source.last_error}", "put that right, and run: brug sync")
    elif source.synced_at is None:
        yield Line(False, "never synced to its end", "run: brug sync")
    else:
        yield Line(True, f"synced at {rfc3339(source.synced_at)}")
    known = {project.key for project in projects}
    missing = [key for key in source.projects or () if key not in known]
    if missing and source.synced_at is not None:
        yield Line(
            False,
            f"declared and not read under this key: {sentence_list(missing)}",
            "run: brug sync; it says which key is another now, or what the account may not see",
        )
