"""What of a scan's news is told to whom at once. Pure.

At once comes what is of medium severity or worse: what is new, what grew, and that it is over, to those who heard it.
Nobody hears the same twice, and what comes and goes from week to week waits for the weekly digest. More than a few
pieces of news for one receiver are one message.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.alerts.receivers import Receiver
from app.findings.life_cycle import GONE, NEW
from app.findings.rows import RANK
from app.findings.taking_in import News
from app.instants import DAY

SEVERAL, DIGEST = "several", "digest"
KINDS = ("new", "worse", "over", SEVERAL, DIGEST)

_AT_ONCE = RANK["medium"]
# More pieces of news than this from one scan are one message: a storm is no reason for a storm of messages.
_FEW = 3
# What comes back so soon after "it is over" has not been over: it waits for the digest.
_FLICKER = 28 * DAY


@dataclass(frozen=True, slots=True)
class Told:
    """What a receiver last heard of a finding: `what` is new, worse or over; `at` an instant."""

    what: str
    rank: int
    at: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be written: to whom, of what kind, about which news."""

    to: Receiver
    kind: str
    news: tuple[News, ...]

    @property
    def project(self) -> str | None:
        """The id of the project that all of it is about; None where there are several or none."""
        ids = {one.project for one in self.news}
        return ids.pop() if len(ids) == 1 else None


def decide(
    news: Sequence[News], receivers: Iterable[Receiver], told: Mapping[tuple[str, str], Told], now: int
) -> list[Letter]:
    """The messages that a scan gives at once; `told` is by target and finding."""
    by_target: dict[str, list[tuple[Receiver, News]]] = {}
    by_project: dict[str, list[News]] = {}
    for one in news:
        by_project.setdefault(one.project, []).append(one)
    for receiver in receivers:
        if receiver.portfolio:
            continue
        wanted = by_target.setdefault(receiver.target, [])
        already = {one.finding for _, one in wanted}
        # Most receivers have one project of many.
        some = by_project if receiver.projects is None else sorted(receiver.projects & by_project.keys())
        for one in (one for project in some for one in by_project[project]):
            before = told.get((receiver.target, one.finding))
            if one.finding not in already and is_told_at_once(one, receiver, before, now):
                wanted.append((receiver, one))
    return [letter for wanted in by_target.values() for letter in _letters(wanted)]


def is_told_at_once(one: News, receiver: Receiver, before: Told | None, now: int) -> bool:
    """Whether a receiver hears of a piece of news at once, given what it last heard of that finding."""
    if one.what == GONE:
        return before is not None and before.what != GONE and before.rank >= _AT_ONCE
    if one.rank < _AT_ONCE or not receiver.covers(one.project, one.symptom, one.rank):
        return False
    if before is None:
        return True
    if before.what == GONE:
        return one.what == NEW and now - before.at > _FLICKER
    return one.rank > before.rank


def _letters(wanted: Sequence[tuple[Receiver, News]]) -> list[Letter]:
    if len(wanted) <= _FEW:
        return [Letter(receiver, one.what, (one,)) for receiver, one in wanted]
    first = wanted[0][0]
    return [Letter(first, SEVERAL, tuple(one for _, one in wanted))]
