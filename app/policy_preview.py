"""What other thresholds would give and take away, on this organisation's own history.

Only detectors whose thresholds would differ are looked at, in the projects in which they would. What they measured is
kept, so that whoever moves a threshold again and again waits for it once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, Row

from app.access.sight import EVERYTHING, Sight
from app.database.engine import reading
from app.declaration.model import Thresholds
from app.declaration.reading_back import Policy, read_policy
from app.detection import Outlook, Seen, detectors
from app.findings.document import Document, in_language
from app.histories import Histories
from app.instants import day_of
from app.measures import made_of
from app.measuring_once import MeasuringOnce, measured_weekly, seen_by
from app.portfolio import find_project
from app.scan import scannable, thresholds_of, version_of
from app.times import Time, moments_of, times_of, worst_of
from detectors.detector import Detector
from detectors.finding import SEVERITIES, Measures
from detectors.history import History

Key = tuple[str, str]
"""What a thing is the same by: see `Seen.key`."""

PREVIEW = "preview"
"""What stands in a finding for the scan that did not take place, and for the policy that does not hold."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be gained and lost, each finding once for each time that it would stand or stood.

    `kept` counts the things that are found either way, and `regraded` those of them that would be graver or milder at
    their worst; `weeks` how many stand each week, as it is and as it would be. `policy_version` is of the policy that
    holds.
    """

    since: int
    until: int
    policy_version: str
    gained: tuple[Document, ...]
    lost: tuple[Document, ...]
    kept: int
    regraded: int
    weeks: tuple[dict[str, Any], ...]

    def as_document(self, language: str = "en") -> Document:
        """What other programs read, with its texts in one language."""
        return {
            "from": str(day_of(self.since)),
            "until": str(day_of(self.until)),
            "policy_version": self.policy_version,
            "gained": [in_language(document, language) for document in self.gained],
            "lost": [in_language(document, language) for document in self.lost],
            "kept": self.kept,
            "weeks": list(self.weeks),
        }


class Trials:
    """Tries thresholds on the projects of a database; what was measured for one trial is kept for the next."""

    def __init__(self, engine: Engine, holidays: str = "NL") -> None:
        self._engine, self._holidays = engine, holidays
        self._measuring = MeasuringOnce()

    def preview(
        self,
        thresholds: Thresholds,
        since: int,
        until: int,
        *,
        project: str | None = None,
        sight: Sight = EVERYTHING,
    ) -> Preview | None:
        """Try thresholds, by detector and name, for all projects that may be seen: what a project has of its own stays.

        With a project, by brug's id or the tracker's key, they are tried as that project's own; None where there is
        none to be seen. Nothing is written.
        """
        with reading(self._engine) as connection:
            wanted = _wanted(connection, project, sight)
            policy = read_policy(connection)
        if wanted is None:
            return None
        moments, histories = moments_of(since, until), Histories(self._engine, self._holidays)
        gained: list[Document] = []
        lost: list[Document] = []
        kept, regraded, counts = 0, 0, [[0, 0] for _ in moments]
        for row in wanted:
            present = thresholds_of(policy, row.source, row.key)
            then = thresholds_of(_with(policy, thresholds, row if project is not None else None), row.source, row.key)
            if not (different := _different(present, then)):
                continue
            measured = self._measured(row, different, moments, histories)
            both = [seen_by(one, measured, moments) for one in (present, then)]
            before, after = (_worst(seen) for seen in both)
            kept += len(before.keys() & after.keys())
            regraded += sum(before[key] != after[key] for key in before.keys() & after.keys())
            for k in range(len(moments)):
                for side, seen in enumerate(both):
                    counts[k][side] += len(seen[k])
            if before.keys() == after.keys():
                continue
            history = histories.of(row.id)
            times = [_by_key(_outlooks(moments, seen, history)) for seen in both]
            keys = {"source": row.source, "project": row.key, "project_id": row.id, "scan": PREVIEW}
            lost += _told(times[0], times[1], keys | {"policy": version_of(policy)})
            gained += _told(times[1], times[0], keys | {"policy": PREVIEW})
            history.forget()
        weeks = tuple(
            {"on": str(day_of(at)), "now": now, "then": later} for at, (now, later) in zip(moments, counts, strict=True)
        )
        return Preview(since, until, version_of(policy), tuple(gained), tuple(lost), kept, regraded, weeks)

    def _measured(
        self, row: Row[Any], wanted: Sequence[Detector], moments: Sequence[int], histories: Histories
    ) -> list[tuple[Detector, Measures]]:
        """What some detectors measured of a project; its history is read only where something was not measured yet."""
        with reading(self._engine) as connection:
            parts = (tuple(moments), *made_of(connection, row, self._holidays))
        read: list[History] = []

        def measure(detector: Detector) -> Measures:
            read[:] = read or [histories.of(row.id)]
            return measured_weekly(detector, read[0], moments)

        found = [(one, self._measuring.of(row.id, one, parts, partial(measure, one))) for one in wanted]
        for history in read:
            history.forget()
        return found


def preview(
    engine: Engine,
    thresholds: Thresholds,
    since: int,
    until: int,
    *,
    project: str | None = None,
    sight: Sight = EVERYTHING,
    holidays: str = "NL",
) -> Preview | None:
    """One trial by itself: see `Trials.preview`."""
    return Trials(engine, holidays).preview(thresholds, since, until, project=project, sight=sight)


def _wanted(connection: Connection, project: str | None, sight: Sight) -> list[Row[Any]] | None:
    if project is None:
        return scannable(connection, sight=sight)
    row = find_project(connection, project, sight)
    return None if row is None else [row]


def _with(policy: Policy, thresholds: Thresholds, project: Row[Any] | None) -> Policy:
    """A policy with other thresholds in it: for all, or for one project."""
    if project is None:
        return Policy(PREVIEW, _over(policy.thresholds, thresholds), policy.projects)
    source = policy.projects.get(project.source, {})
    own = source | {project.key: _over(source.get(project.key, {}), thresholds)}
    return Policy(PREVIEW, policy.thresholds, policy.projects | {project.source: own})


def _over(before: Thresholds, after: Thresholds) -> Thresholds:
    return before | {detector: before.get(detector, {}) | own for detector, own in after.items()}


def _different(present: dict[str, dict[str, float]], then: dict[str, dict[str, float]]) -> list[Detector]:
    """The detectors that would judge by other thresholds."""
    return [
        detector
        for detector in detectors()
        if {**detector.THRESHOLDS, **present.get(detector.NAME, {})}
        != {**detector.THRESHOLDS, **then.get(detector.NAME, {})}
    ]


def _worst(seen: Sequence[tuple[Seen, ...]]) -> dict[Key, int]:
    """The worst severity of each thing in any of the moments, by its place among severities."""
    found: dict[Key, int] = {}
    for one in (one for at_once in seen for one in at_once):
        found[one.key] = max(found.get(one.key, 0), SEVERITIES.index(one.judgement.severity))
    return found


def _outlooks(moments: Sequence[int], seen: Sequence[tuple[Seen, ...]], history: History) -> list[Outlook]:
    return [Outlook(at, at_once, (), history) for at, at_once in zip(moments, seen, strict=True)]


def _by_key(looks: Sequence[Outlook]) -> dict[Key, list[Time]]:
    """The times for which each thing was seen."""
    found: dict[Key, list[Time]] = {}
    for time in times_of(looks):
        found.setdefault(time[0][1].key, []).append(time)
    return found


def _told(these: dict[Key, list[Time]], others: dict[Key, list[Time]], keys: dict[str, str]) -> Iterator[Document]:
    """The documents of the things that are not among others."""
    return (worst_of(time, keys) for key, times in these.items() if key not in others for time in times)
