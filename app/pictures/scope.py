"""The scope of a commitment day by day: what was agreed, what came in from where, what went, what is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from app.instants import DAY, day_of
from detectors.history import History
from detectors.past.replay import NEVER, Ints
from detectors.scope.growth import BUSINESS_ASKED, IT_DISCOVERED, MOVED_IN, UNKNOWN_ORIGIN, Growths
from detectors.sides import sides_at
from detectors.views import Views, view_of

ORIGINS = {BUSINESS_ASKED: "business", IT_DISCOVERED: "it", MOVED_IN: "moved", UNKNOWN_ORIGIN: "unknown"}

# Days looked at together are so many that this many cells, of a day and an issue, are held at once.
_CELLS = 400_000
# A scope that stays open for longer than this is shown by its last part.
_DAYS = 3 * 366


@dataclass(frozen=True, slots=True)
class ScopeDay:
    """Items at 00:00 UTC of a day (the last row: at the moment itself): agreed and in it, added by origin, and so on.

    `removed` counts agreed items that are out, `done` those in it that are done.
    """

    on: str
    agreed: int
    business: int
    it: int
    moved: int
    unknown: int
    removed: int
    done: int


@dataclass(frozen=True, slots=True)
class Addition:
    """An item that came in after the planning; `side` is that of whoever made it, as known now."""

    on: str
    issue: str
    title: str
    url: str
    origin: str
    side: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Days that differ from the day before, and the additions, the last one first."""

    days: tuple[ScopeDay, ...]
    additions: tuple[Addition, ...]


def scope_of(history: History, position: int, until: int) -> Scope | None:
    """The scope of a commitment, by its position, since what was agreed; None where nothing was by then."""
    last = view_of(history, position, until)
    if not last.has_baseline[0]:
        return None
    delivered = int(last.delivered_at[0])
    end = until if delivered == NEVER else min(until, delivered + DAY)
    began = -(-int(last.baselines.closes_at[last.baseline[0]]) // DAY) * DAY
    # The last day is seen at its end, or at the moment that is known last.
    days = np.unique(np.append(np.arange(max(began, end - _DAYS * DAY), end + 1, DAY), end))
    seen: list[ScopeDay] = []
    stakes: dict[int, tuple[int, int]] = {}
    at_once = max(1, _CELLS // max(1, len(history.rows_of(position))))
    for start in range(0, len(days), at_once):
        moments = days[start : start + at_once]
        number = len(moments)
        views = Views(history, moments, np.full(number, position, dtype=np.int64), np.arange(number))
        views = views.only(views.has_baseline)
        growths = Growths(views)
        seen += _days(growths)
        stakes |= _added(growths)
    rows = [row for n, row in enumerate(seen) if n == 0 or replace(row, on="") != replace(seen[n - 1], on="")]
    if seen and rows[-1] is not seen[-1]:
        rows.append(seen[-1])
    # What is known last is told of its day, in the place of how that day began.
    if len(rows) > 1 and rows[-2].on == rows[-1].on:
        del rows[-2]
    return Scope(tuple(rows), tuple(_additions(history, stakes, until)))


def _days(growths: Growths) -> Iterator[ScopeDay]:
    added, member = growths.is_added, growths.is_member
    agreed = member & (growths.stakes.in_baseline[growths.stake] | growths.is_agreed)
    is_done = ~growths.history.open_each(growths.issue, growths.moment)
    by_origin = {name: growths.number(added & (growths.origin == code)) for code, name in ORIGINS.items()}
    counted = growths.number(agreed), growths.number(growths.is_removed), growths.number((agreed | added) & is_done)
    for k, moment in enumerate(growths.views.moment.tolist()):
        origins = {name: int(numbers[k]) for name, numbers in by_origin.items()}
        yield ScopeDay(
            on=str(day_of(moment)),
            agreed=int(counted[0][k]),
            removed=int(counted[1][k]),
            done=int(counted[2][k]),
            **origins,
        )


def _added(growths: Growths) -> dict[int, tuple[int, int]]:
    """When each issue came in, and where from: as the last day on which it counts as added saw it."""
    cells: Ints = np.flatnonzero(growths.is_added)
    at = growths.stakes.agreed_at[growths.stake[cells]]
    found = zip(growths.issue[cells].tolist(), at.tolist(), growths.origin[cells].tolist(), strict=True)
    return {issue: (joined, origin) for issue, joined, origin in found}


def _additions(history: History, stakes: dict[int, tuple[int, int]], until: int) -> Iterator[Addition]:
    sides = sides_at(history, until)
    for issue, (at, origin) in sorted(stakes.items(), key=lambda one: (-one[1][0], one[0])):
        yield Addition(
            on=str(day_of(at)),
            issue=history.keys[issue],
            title=history.titles[issue],
            url=history.urls[issue],
            origin=ORIGINS[origin],
            side=sides.name(int(history.creator[issue])),
        )
