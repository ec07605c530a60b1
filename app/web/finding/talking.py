"""What people write down about a finding, read from a form and kept, unless something happened meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from app.access.audit import record
from app.access.caller import Caller
from app.database.finding_tables import findings
from app.findings.deciding import Decision, decide, note, project_of
from app.findings.life_cycle import ACKNOWLEDGED, DISMISSED, NOTE, OPEN, REOPENED, RESOLVED
from app.findings.steps import history
from app.instants import DAY, parse_date

LONGEST = 4_000
"""How long a text may be, as in the API."""

ACTS = {"note": NOTE, "acknowledge": ACKNOWLEDGED, "dismiss": DISMISSED, "reopen": REOPENED}
"""What can be done, by the name that the form has for it, and the step that it is."""

_POSSIBLE = {
    OPEN: ("note", "acknowledge", "dismiss"),
    ACKNOWLEDGED: ("note", "dismiss", "reopen"),
    DISMISSED: ("note", "reopen"),
    RESOLVED: ("note", "reopen"),
}
_STATUS = {"acknowledge": ACKNOWLEDGED, "dismiss": DISMISSED, "reopen": OPEN}
_NEED_WORDS = ("note", "dismiss")

Step = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What a form says. `seen` is how many steps whoever filled it in had seen; `until` a day, empty for no end.

    `is_settled` says that with what was agreed the finding is over.
    """

    act: str
    text: str
    until: str = ""
    is_settled: bool = False
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was kept: the name of a sentence, and what happened since the form was shown."""

    because: str
    meanwhile: Sequence[Step] = ()


def acts_of(status: str) -> Sequence[str]:
    """What can be done with a finding of this status."""
    return _POSSIBLE[status]


def said(fields: Mapping[str, str]) -> Said:
    """What the fields of a form say; of an act that there is none, the name as it is."""
    seen = fields.get("seen", "")
    return Said(
        fields.get("act", ""),
        fields.get("text", "").replace("\r\n", "\n").replace("\x00", "").strip(),
        fields.get("until", "").strip(),
        "settled" in fields,
        int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0,
    )


def wrong_with(what: Said, now: int) -> Refused | None:
    """What has to be put right before it can be kept; None where nothing has."""
    if what.act in _NEED_WORDS and not what.text:
        return Refused(f"{what.act}_empty")
    if len(what.text) > LONGEST:
        return Refused("too_long")
    if what.act == "dismiss" and what.until:
        try:
            until = parse_date(what.until)
        except ValueError:
            return Refused("no_day")
        if until < now // DAY * DAY + DAY:
            return Refused("past_day")
    return None


def keep(connection: Connection, identity: str, what: Said, caller: Caller, now: int) -> Refused | None:
    """Keep it within one transaction, with its lines of the audit; why not, where something happened meanwhile.

    A form that is sent twice is kept once. The finding must be there to be seen. Raises NotNow.
    """
    # Of two who write at once, the second sees what the first did.
    connection.execute(select(findings.c.id).where(findings.c.id == identity).with_for_update())
    meanwhile = (history(connection, identity, caller.sight) or [])[what.seen :]
    if _is_done(meanwhile, what, caller):
        return None
    # A note takes nothing from anybody; a decision does.
    if meanwhile and (what.act != "note" or what.is_settled):
        return Refused("meanwhile", meanwhile)
    project = project_of(connection, identity)
    if what.act == "note":
        note(connection, identity, what.text, sight=caller.sight, by=caller.name, now=now)
        record(connection, caller, "noted on a finding", identity, now, project=project)
    status = RESOLVED if what.is_settled else _STATUS.get(what.act)
    if status is not None:
        reason = what.text or None if what.act != "note" else None
        until = parse_date(what.until) if what.act == "dismiss" and what.until else None
        decide(connection, identity, Decision(status, reason, until), sight=caller.sight, by=caller.name, now=now)
        details = {"status": status, "reason": reason}
        record(connection, caller, "decided on a finding", identity, now, project=project, details=details)
    return None


def _is_done(meanwhile: Sequence[Step], what: Said, caller: Caller) -> bool:
    """Whether this very form came before."""
    mine = [(step["step"], step["text"] or "") for step in meanwhile if step["by"] == caller.name]
    return (ACTS[what.act], what.text) in mine and (not what.is_settled or (RESOLVED, "") in mine)
