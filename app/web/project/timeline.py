"""The time line of a project's commitments: where each begins and ends, as shares of a width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MOST = 12
_AFTER = timedelta(weeks=13)
_ROOM = timedelta(days=10)
# What carries a promise to the business comes before what only orders the work.
_TYPES = ("release", "milestone", "sprint", "epic")


@dataclass(frozen=True, slots=True)
class Bar:
    """One commitment; places are percents of the width, None where there is no such day. `slip` is in calendar days."""

    commitment: Mapping[str, Any]
    start: float
    end: float
    due: float | None
    baseline: float | None
    delivered: float | None
    slip: int | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars, the first of each month with its place, and where today is. `left_out` counts what is only in the table."""

    bars: Sequence[Bar]
    months: Sequence[tuple[date, float]]
    today: float
    left_out: int


def timeline(commitments: Sequence[Mapping[str, Any]], today: date) -> Timeline:
    """What is planned, under way or was delivered in the last 13 weeks, of those that have a due date."""
    alive = [one for one in commitments if _is_alive(one, today)]
    types = {one["type"] for one in alive}
    carrying = [one for one in alive if one["type"] in ("release", "milestone")] or alive
    shown = sorted(carrying, key=_order)[-MOST:]
    if not shown:
        return Timeline((), (), 50.0, 0)
    days = [today, *(_day(one[name]) for one in shown for name in ("due_on", "baseline_due_on", "delivered_on"))]
    known = [day for day in days if day is not None]
    starts = [start for one in shown if (start := _day(one["start_on"])) is not None]
    # A promise that began long ago does not press all others into a corner.
    first = max(min([*known, *starts]), min(known) - timedelta(days=180)) - _ROOM
    last = max(known) + _ROOM

    def place(day: date) -> float:
        return round(min(100.0, max(0.0, 100 * (day - first) / (last - first))), 2)

    bars = [_bar(one, place, first) for one in shown]
    return Timeline(bars, _months(first, last, place), place(today), len(alive) - len(shown) if types else 0)


def _bar(one: Mapping[str, Any], place: Any, first: date) -> Bar:
    due, baseline, delivered = (_day(one[name]) for name in ("due_on", "baseline_due_on", "delivered_on"))
    ends = [day for day in (due, delivered) if day is not None]
    slip = (due - baseline).days if due is not None and baseline is not None else None
    start = _day(one["start_on"]) or min([day for day in (due, baseline, delivered) if day is not None])
    return Bar(
        one,
        place(start),
        place(max(ends)),
        None if due is None else place(due),
        None if baseline is None else place(baseline),
        None if delivered is None else place(delivered),
        slip,
    )


def _months(first: date, last: date, place: Any) -> list[tuple[date, float]]:
    found = []
    month = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    while month < last:
        found.append((month, place(month)))
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    # So many names of months have room on a phone.
    step = max(1, -(-len(found) // 6))
    # A name at the very end would be cut off.
    return [(month, at) for month, at in found[::step] if at < 94]


def _is_alive(one: Mapping[str, Any], today: date) -> bool:
    if one["state"] == "cancelled" or (one["due_on"] is None and one["delivered_on"] is None):
        return False
    if one["state"] != "delivered":
        return True
    ended = _day(one["delivered_on"]) or _day(one["due_on"])
    return ended is not None and ended >= today - _AFTER


def _order(one: Mapping[str, Any]) -> tuple[str, str]:
    return one["due_on"] or one["delivered_on"] or "", one["name"]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
