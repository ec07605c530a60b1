"""The life of a finding: open, acknowledged, dismissed, resolved, and what leads from one to the other. Pure.

Scans open findings, see them again and see that they are over. People acknowledge, dismiss until a day, resolve and
reopen. What a person decided holds until the finding grows a severity, until the day that was said, or until it was
over and comes back; then it is open again by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

OPEN, ACKNOWLEDGED, DISMISSED, RESOLVED = "open", "acknowledged", "dismissed", "resolved"
STATUSES = (OPEN, ACKNOWLEDGED, DISMISSED, RESOLVED)
STANDING = (OPEN, ACKNOWLEDGED)

# Steps of scans.
OPENED, CHANGED, REOPENED, AGAIN, OVER = "opened", "changed", "reopened", "again", "over"
# Those of people, beside REOPENED.
NOTE = "note"


@dataclass(frozen=True, slots=True)
class State:
    """Where a finding is in its life.

    `rank` is that of its severity, `answered_rank` what it was when a person decided. `resolved_by` is the person who
    said that it is over; None once a scan saw so. `dismissed_until` is an instant, None for no end.
    """

    status: str
    rank: int
    answered_rank: int | None = None
    dismissed_until: int | None = None
    resolved_by: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What happened: a step's name and, where it needs one, the reason in words."""

    name: str
    reason: str | None = None


NEW, WORSE, GONE = "new", "worse", "over"
"""What there can be to tell of a finding after a scan."""


def seen(before: State, rank: int, as_of: int) -> tuple[State, Step | None]:
    """After a scan at `as_of` that sees the finding with this severity; the step is None where nothing happened."""
    grew = before.answered_rank is not None and rank > before.answered_rank
    if before.status == OPEN:
        return State(OPEN, rank), None if rank == before.rank else Step(CHANGED)
    if before.status == RESOLVED and before.resolved_by is None:
        return _back(before, rank, as_of, grew)
    if grew:
        return State(OPEN, rank), Step(REOPENED, "its severity grew")
    if before.status == DISMISSED and before.dismissed_until is not None and as_of >= before.dismissed_until:
        return State(OPEN, rank), Step(REOPENED, "the day until which it was dismissed has come")
    decided = State(before.status, rank, before.answered_rank, before.dismissed_until, before.resolved_by)
    return decided, None if rank == before.rank else Step(CHANGED)


def unseen(before: State) -> tuple[State, Step | None]:
    """After a scan that could judge, and does not see the finding any more."""
    if before.status == RESOLVED and before.resolved_by is None:
        return before, None
    # What was dismissed until a day stays so when it comes back before that.
    until = before.dismissed_until if before.status == DISMISSED else None
    answered = before.answered_rank if until is not None else None
    return State(RESOLVED, before.rank, answered, until), Step(OVER)


def news(before: State | None, after: State, step: Step) -> str | None:
    """What a scan's step gives to tell: NEW, WORSE, GONE (it is over), or None. What is dismissed stays quiet."""
    if step.name == OVER:
        return GONE if before is not None and before.status != DISMISSED else None
    if after.status not in STANDING:
        return None
    # What was over counts anew, however grave it was then.
    is_new = before is None or step.name == AGAIN or (step.name == REOPENED and after.rank <= before.rank)
    if is_new:
        return NEW
    return WORSE if before is not None and after.rank > before.rank else None


def decided(before: State, status: str, by: str, until: int | None = None) -> State:
    """After a person says what it is."""
    if status == OPEN:
        return State(OPEN, before.rank)
    return State(status, before.rank, before.rank, until, by if status == RESOLVED else None)


def _back(before: State, rank: int, as_of: int, grew: bool) -> tuple[State, Step]:
    until = before.dismissed_until
    if until is not None and as_of < until and not grew:
        return State(DISMISSED, rank, before.answered_rank, until), Step(AGAIN, "it is dismissed still")
    return State(OPEN, rank), Step(AGAIN, "it was over, and came back")
