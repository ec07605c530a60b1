"""What people do with a finding: acknowledge, dismiss, resolve and reopen it, and note what the conversation agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, update

from app.access.sight import Sight
from app.database.finding_tables import findings
from app.errors import NotNow
from app.findings.document import Document, decode
from app.findings.life_cycle import ACKNOWLEDGED, DISMISSED, NOTE, OPEN, REOPENED, RESOLVED, decided
from app.findings.rows import columns_of_state, state_of
from app.findings.steps import Taken, history, keep


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody says of a finding. A dismissal has a reason; `until` is an instant, None for no end."""

    status: str
    reason: str | None = None
    until: int | None = None


def decide(
    connection: Connection, identity: str, decision: Decision, *, sight: Sight, by: str, now: int
) -> Document | None:
    """Keep a decision, and give the finding as it then stands; None where there is none of that id.

    Saying the same again changes nothing. Raises NotNow for what the finding's state does not allow.
    """
    row = _row(connection, identity, sight)
    if row is None:
        return None
    if row.status == RESOLVED and decision.status in (ACKNOWLEDGED, DISMISSED):
        raise NotNow(f'finding "{identity}" is over, so it cannot be {decision.status}; reopen it first')
    document = decode(row.document)
    same = decision.status == row.status and decision.until == row.dismissed_until
    if same and decision.reason is None:
        return document
    state = decided(state_of(row), decision.status, by, decision.until)
    columns = columns_of_state(state, document)
    if state.status == RESOLVED:
        columns["resolved_at"] = row.resolved_at or now
    elif row.status == RESOLVED:
        columns |= {"resolved_at": None, "opened_at": now}
    connection.execute(update(findings).where(findings.c.id == identity).values(columns))
    name = REOPENED if decision.status == OPEN else decision.status
    keep(
        connection,
        [Taken(identity, now, name, state.status, row.severity, by, None, decision.reason, decision.until)],
    )
    return document | {"status": state.status}


def note(connection: Connection, identity: str, text: str, *, sight: Sight, by: str, now: int) -> dict[str, Any] | None:
    """Keep what a conversation agreed, and give that step; None where there is no finding of that id."""
    row = _row(connection, identity, sight)
    if row is None:
        return None
    keep(connection, [Taken(identity, now, NOTE, row.status, row.severity, by, text=text)])
    steps = history(connection, identity, sight)
    assert steps  # noqa: S101
    return steps[-1]


def project_of(connection: Connection, identity: str) -> str | None:
    """The id of the project that a finding is of."""
    found = connection.execute(select(findings.c.project).where(findings.c.id == identity)).scalar()
    return None if found is None else str(found)


def _row(connection: Connection, identity: str, sight: Sight) -> Row[Any] | None:
    return connection.execute(select(findings).where(findings.c.id == identity, sight.of(findings.c.project))).first()
