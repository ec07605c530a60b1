"""What people wrote down of their conversations in a week, without who they are."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.access.sight import Sight
from app.database.finding_tables import finding_steps, findings


@dataclass(frozen=True, slots=True)
class Agreed:
    """A note or a decision on a finding. `step` is what was decided, or `note`; `until` an instant, None for no end."""

    finding: str
    project: str
    at: int
    step: str
    text: str | None
    until: int | None


def agreed_between(connection: Connection, start: int, end: int, sight: Sight) -> list[Agreed]:
    """What was written down from one moment until before another, the last first."""
    steps, known = finding_steps.c, findings.c
    query = (
        select(steps.finding, known.project, steps.at, steps.step, steps.text, steps.until)
        .join(findings, known.id == steps.finding)
        .where(steps.by.is_not(None), steps.at >= start, steps.at < end, sight.of(known.project))
        .order_by(steps.at.desc(), steps.finding, steps.sequence.desc())
    )
    return [Agreed(*row) for row in connection.execute(query)]
