"""A backtest: what weekly scans of a period would have found, each with what was known that week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from app.database.engine import reading
from app.declaration.reading_back import read_policy
from app.detection import Outlook, Seen, look
from app.findings.document import Document, as_document
from app.histories import Histories
from app.instants import day_of, rfc3339
from app.scan import Progress, scannable, silent, thresholds_of, version_of
from detectors.calendar import weekly_moments
from detectors.finding import SEVERITIES


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


def backtest(engine: Engine, since: int, until: int, *, holidays: str = "NL", progress: Progress = silent) -> Backtest:
    """Scan every Monday of a period, and its end. Nothing is written."""
    moments = [*(m for m in weekly_moments(since, until) if m < until), until]
    with reading(engine) as connection:
        projects = scannable(connection)
        policy = read_policy(connection)
    spans: list[tuple[int, int]] = []
    found: list[Document] = []
    histories = Histories(engine, holidays)
    for done, project in enumerate(projects, start=1):
        history = histories.of(project.id)
        times = _times(look(history, moments, thresholds_of(policy, project.source, project.key)))
        keys = {
            "source": project.source,
            "project": project.key,
            "project_id": project.id,
            "policy": version_of(policy),
            "scan": "backtest",
        }
        found += [_worst(time, keys) for time in times]
        spans += [(time[0][0].at, time[-1][0].at) for time in times]
        history.forget()
        progress(done, len(projects), project.key)
    return Backtest(since, until, tuple(found), tuple(_weeks(moments, spans)))


# An unbroken time for which something stood, week by week.
_Time = list[tuple[Outlook, Seen]]


def _times(looks: Sequence[Outlook]) -> list[_Time]:
    """Each unbroken time for which each thing was seen."""
    open_now: dict[tuple[str, str], _Time] = {}
    found: list[_Time] = []
    for outlook in looks:
        seen: dict[tuple[str, str], _Time] = {}
        for one in outlook.seen:
            time = open_now.get(one.key)
            if time is None:
                time = []
                found.append(time)
            time.append((outlook, one))
            seen[one.key] = time
        open_now = seen
    return found


def _worst(time: _Time, keys: dict[str, str]) -> Document:
    """The document of the week in which it was worst; only that one is told in words."""
    outlook, one = max(time, key=lambda week: (SEVERITIES.index(week[1].judgement.severity), week[0].at))
    document = as_document(outlook.finding(one), **keys)
    first_visible = rfc3339(time[0][1].judgement.first_visible)
    return document | {"first_visible": first_visible, "last_seen": rfc3339(time[-1][0].at)}


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
