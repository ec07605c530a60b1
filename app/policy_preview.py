"""What other thresholds would give and take away, on this organisation's own history.

Only detectors whose thresholds would differ are looked at, in the projects in which they would.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row

from app.access.sight import EVERYTHING, Sight
from app.database.engine import reading
from app.declaration.model import Thresholds
from app.declaration.reading_back import Policy, read_policy
from app.detection import Outlook, detectors
from app.findings.document import Document, in_language
from app.histories import Histories
from app.instants import day_of
from app.portfolio import find_project
from app.scan import scannable, thresholds_of, version_of
from app.several_policies import looks_by
from app.times import Time, moments_of, times_of, worst_of
from detectors.detector import Detector

PREVIEW = "preview"
"""What stands in a finding for the scan that did not take place, and for the policy that does not hold."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be gained and lost, each finding once for each time that it would stand or stood.

    `kept` counts the things that are found either way; `weeks` how many stand each week, as it is and as it would be.
    `policy_version` is of the policy that holds.
    """

    since: int
    until: int
    policy_version: str
    gained: tuple[Document, ...]
    lost: tuple[Document, ...]
    kept: int
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
    """Try thresholds, by detector and name, for all projects that may be seen: what a project has of its own stays.

    With a project, by brug's id or the tracker's key, they are tried as that project's own; None where there is none
    to be seen. Nothing is written.
    """
    with reading(engine) as connection:
        wanted = _wanted(connection, project, sight)
        policy = read_policy(connection)
    if wanted is None:
        return None
    moments, histories = moments_of(since, until), Histories(engine, holidays)
    gained: list[Document] = []
    lost: list[Document] = []
    kept, counts = 0, [[0, 0] for _ in moments]
    for row in wanted:
        present = thresholds_of(policy, row.source, row.key)
        then = thresholds_of(_with(policy, thresholds, row if project is not None else None), row.source, row.key)
        if not (different := _different(present, then)):
            continue
        history = histories.of(row.id)
        both = looks_by(history, moments, different, (present, then))
        now_times, then_times = (_by_key(looks) for looks in both)
        keys = {"source": row.source, "project": row.key, "project_id": row.id, "scan": PREVIEW}
        lost += _told(now_times, then_times, keys | {"policy": version_of(policy)})
        gained += _told(then_times, now_times, keys | {"policy": PREVIEW})
        kept += len(now_times.keys() & then_times.keys())
        for k in range(len(moments)):
            for side, looks in enumerate(both):
                counts[k][side] += len(looks[k].seen)
        history.forget()
    weeks = tuple(
        {"on": str(day_of(at)), "now": now, "then": later} for at, (now, later) in zip(moments, counts, strict=True)
    )
    return Preview(since, until, version_of(policy), tuple(gained), tuple(lost), kept, weeks)


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


def _by_key(looks: Sequence[Outlook]) -> dict[tuple[str, str], list[Time]]:
    """The times for which each thing was seen."""
    found: dict[tuple[str, str], list[Time]] = {}
    for time in times_of(looks):
        found.setdefault(time[0][1].key, []).append(time)
    return found


def _told(
    these: dict[tuple[str, str], list[Time]], others: dict[tuple[str, str], list[Time]], keys: dict[str, str]
) -> Iterator[Document]:
    """The documents of the things that are not among others."""
    return (worst_of(time, keys) for key, times in these.items() if key not in others for time in times)
