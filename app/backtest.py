"""A backtest: what weekly scans of a period would have found, each with what was known that week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from app.database.engine import reading
from app.declaration.reading_back import read_policy
from app.detection import Outlook, look
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
    standing: list[list[Document]] = []
    histories = Histories(engine, holidays)
    for done, project in enumerate(projects, start=1):
        history = histories.of(project.id)
        looks = look(history, moments, thresholds_of(policy, project.source, project.key))
        keys = {
            "source": project.source,
            "project": project.key,
            "project_id": project.id,
            "policy": version_of(policy),
            "scan": "backtest",
        }
        standing += _times(looks, keys)
        progress(done, len(projects), project.key)
    return Backtest(since, until, tuple(_worst(time) for time in standing), tuple(_weeks(moments, standing)))


def _times(looks: Sequence[Outlook], keys: dict[str, str]) -> list[list[Document]]:
    """For each unbroken time that a finding stood, its documents week by week."""
    open_now: dict[str, list[Document]] = {}
    found: list[list[Document]] = []
    for outlook in looks:
        seen: dict[str, list[Document]] = {}
        for finding in outlook.findings:
            document = as_document(finding, **keys)
            time = open_now.get(document["id"])
            if time is None:
                time = []
                found.append(time)
            time.append(document)
            seen[document["id"]] = time
        open_now = seen
    return found


def _worst(time: list[Document]) -> Document:
    worst = max(time, key=lambda d: (SEVERITIES.index(d["severity"]), d["as_of"]))
    return worst | {"first_visible": time[0]["first_visible"], "last_seen": time[-1]["as_of"]}


def _weeks(moments: Sequence[int], standing: Sequence[list[Document]]) -> list[dict[str, Any]]:
    weeks = []
    names = [rfc3339(m) for m in moments]
    for k, (moment, name) in enumerate(zip(moments, names, strict=True)):
        before = names[k - 1] if k else None
        weeks.append(
            {
                "on": str(day_of(moment)),
                "open": sum(time[0]["as_of"] <= name <= time[-1]["as_of"] for time in standing),
                "new": sum(time[0]["as_of"] == name for time in standing),
                "over": sum(time[-1]["as_of"] == before for time in standing),
            }
        )
    return weeks
