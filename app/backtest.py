"""A backtest: what weekly scans of a period would have found, each with what was known that week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from app.access.sight import EVERYTHING, Sight
from app.database.engine import reading
from app.declaration.reading_back import read_policy
from app.detection import look
from app.findings.document import Document
from app.histories import Histories
from app.instants import day_of
from app.scan import Progress, scannable, silent, thresholds_of, version_of
from app.times import moments_of, times_of, worst_of


@dataclass(frozen=True, slots=True)
class Backtest:
    """Findings, each once for each time that it stood, and the counts of every week."""

    since: int
    until: int
    findings: tuple[Document, ...]
    weeks: tuple[dict[str, Any], ...]

    def as_document(self) -> Document:
        """The document of the contract."""
        return {
            "from": str(day_of(self.since)),
            "until": str(day_of(self.until)),
            "findings": list(self.findings),
            "weeks": list(self.weeks),
        }


def backtest(
    engine: Engine,
    since: int,
    until: int,
    *,
    sight: Sight = EVERYTHING,
    holidays: str = "NL",
    progress: Progress = silent,
) -> Backtest:
    """Scan every Monday of a period, and its end, in the projects that may be seen. Nothing is written."""
    moments = moments_of(since, until)
    with reading(engine) as connection:
        projects = scannable(connection, sight=sight)
        policy = read_policy(connection)
    spans: list[tuple[int, int]] = []
    found: list[Document] = []
    histories = Histories(engine, holidays)
    for done, project in enumerate(projects, start=1):
        history = histories.of(project.id)
        times = times_of(look(history, moments, thresholds_of(policy, project.source, project.key)))
        keys = {
            "source": project.source,
            "project": project.key,
            "project_id": project.id,
            "policy": version_of(policy),
            "scan": "backtest",
        }
        found += [worst_of(time, keys) for time in times]
        spans += [(time[0][0].at, time[-1][0].at) for time in times]
        history.forget()
        progress(done, len(projects), project.key)
    return Backtest(since, until, tuple(found), tuple(_weeks(moments, spans)))


def _weeks(moments: Sequence[int], spans: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    return [
        {
            "on": str(day_of(moment)),
            "open": sum(first <= moment <= last for first, last in spans),
            "new": sum(first == moment for first, _ in spans),
            "over": sum(last == before for _, last in spans),
        }
        for before, moment in zip([None, *moments], moments, strict=False)
    ]
