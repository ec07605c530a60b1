"""How many findings stood at the end of each of the last weeks, by project and symptom: counted by the database."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, and_, case, func, or_, select

from app.access.sight import Sight
from app.database.finding_tables import findings
from app.findings.life_cycle import DISMISSED
from app.instants import DAY

WEEKS = 12
Trends = Mapping[tuple[str, str], list[int]]


def trends(connection: Connection, until: int, sight: Sight) -> Trends:
    """By (project's id, symptom): the numbers of the last 12 weeks that end at an instant, the oldest first.

    Dismissed findings do not count; what has none is left out.
    """
    ends = [until - week * 7 * DAY for week in range(WEEKS - 1, -1, -1)]
    numbers = [
        func.sum(
            case(
                (
                    and_(
                        findings.c.first_visible <= end,
                        or_(findings.c.resolved_at.is_(None), findings.c.resolved_at > end),
                    ),
                    1,
                ),
                else_=0,
            )
        )
        for end in ends
    ]
    by = (findings.c.project, findings.c.symptom)
    wanted = (findings.c.status != DISMISSED, sight.of(findings.c.project))
    rows = connection.execute(select(*by, *numbers).where(*wanted).group_by(*by))
    return {(project, symptom): [int(number) for number in found] for project, symptom, *found in rows}
