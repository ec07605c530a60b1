"""The lives of findings, from the steps that are kept: how each stood at a moment, whatever came after."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, or_, select

from app.access.sight import Sight
from app.database.finding_tables import finding_steps, findings
from app.findings.life_cycle import DISMISSED, STANDING
from detectors.finding import SEVERITIES


@dataclass(frozen=True, slots=True)
class Life:
    """One finding's life up to a moment. `at`, `status` and `severity` have an entry a step; `project` is an id."""

    finding: str
    project: str
    symptom: str
    first_visible: int
    at: tuple[int, ...]
    status: tuple[str, ...]
    severity: tuple[str, ...]

    def status_before(self, moment: int) -> str | None:
        """What it was just before a moment; None before its first step."""
        place = bisect_left(self.at, moment) - 1
        return None if place < 0 else self.status[place]

    def standing_before(self, moment: int) -> str | None:
        """The severity with which it stood just before a moment; None where it did not stand."""
        place = bisect_left(self.at, moment) - 1
        return self.severity[place] if place >= 0 and self.status[place] in STANDING else None


def lives(connection: Connection, since: int, end: int, sight: Sight) -> list[Life]:
    """The lives of findings that may be seen, by the steps that were taken before `end`.

    What has been over since before `since` is left out.
    """
    known, steps = findings.c, finding_steps.c
    query = (
        select(steps.finding, known.project, known.symptom, known.first_visible, steps.at, steps.status, steps.severity)
        .join(findings, known.id == steps.finding)
        .where(steps.at < end, sight.of(known.project))
        .where(or_(known.resolved_at.is_(None), known.resolved_at >= since))
        .order_by(steps.finding, steps.sequence)
    )
    rows = connection.execute(query).all()
    found = []
    for _, own in groupby(rows, key=itemgetter(0)):
        finding, project, symptom, visible, at, status, severity = zip(*own, strict=True)
        found.append(Life(finding[0], project[0], symptom[0], visible[0], at, status, severity))
    return found


class Past:
    """The lives of findings, and when the first scan was made: what it found had stood before, as history shows."""

    def __init__(self, lives: Sequence[Life], first: int) -> None:
        self.lives, self._first = lives, first
        self._standing: dict[int, dict[str, list[Life]]] = {}

    def severity(self, life: Life, moment: int) -> str | None:
        """The severity with which a finding stood just before a moment; None where it did not stand."""
        if moment > self._first:
            return life.standing_before(moment)
        # No scan had been made by then: what the first one found counts from when it was visible.
        is_known = life.at[0] <= self._first and life.status[-1] != DISMISSED
        return life.severity[0] if is_known and life.first_visible < moment else None

    def standing(self, moment: int) -> dict[str, list[Life]]:
        """What stood just before a moment, by project's id."""
        if moment not in self._standing:
            found: dict[str, list[Life]] = {}
            for life in self.lives:
                if self.severity(life, moment) is not None:
                    found.setdefault(life.project, []).append(life)
            self._standing[moment] = found
        return self._standing[moment]


def gravity(life: Life) -> tuple[int, int, str]:
    """By what the gravest finding is found: how grave it is at the end, and of those the newest."""
    return SEVERITIES.index(life.severity[-1]), life.first_visible, life.finding
