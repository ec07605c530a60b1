"""What is drawn of the time machine: open findings by week, and the way from first visible to deadline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.instants import day_of, start_of
from app.past.deadlines import Ahead
from app.past.weeks import Past
from app.portfolio import SYMPTOMS

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Span:
    """Where a commitment became visible, and where its deadline was, in percents of the width."""

    ahead: Ahead
    visible: float
    deadline: float

    @property
    def start(self) -> float:
        """The left end of what is between."""
        return min(self.visible, self.deadline)

    @property
    def width(self) -> float:
        """How wide it is."""
        return round(abs(self.deadline - self.visible), 2)


@dataclass(frozen=True, slots=True)
class Spans:
    """The first of them as drawings, on one scale of time; the months that stand above, each with its place."""

    drawn: Sequence[Span]
    months: Sequence[tuple[date, float]]


def spans(found: Sequence[Ahead]) -> Spans:
    """Drawings of how long before its deadline each became visible."""
    shown = found[:SHOWN]
    if not shown:
        return Spans((), ())
    ends = [at for one in shown for at in (one.stood.first_visible, one.deadline)]
    first, last = min(ends), max(ends)
    room = max(1, last - first)

    def place(at: int) -> float:
        # A mark at the very edge would be cut off.
        return round(3 + 94 * (at - first) / room, 2)

    return Spans(
        [Span(one, place(one.stood.first_visible), place(one.deadline)) for one in shown], _months(first, last, place)
    )


def open_chart(past: Past, names: Mapping[str, str], locale: str) -> dict[str, Any]:
    """What js/charts.js draws: how much stood in each week, by symptom, on one another."""
    counts = [past.counts(week) for week in past.weeks]
    return {
        "locale": locale,
        "days": [str(day_of(past.moments[week])) for week in past.weeks],
        "bars": [
            {"name": names[symptom], "role": symptom, "values": [count[symptom] for count in counts]}
            for symptom in SYMPTOMS
        ],
    }


def _months(first: int, last: int, place: Any) -> list[tuple[date, float]]:
    month = day_of(first)
    month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    found = []
    while start_of(month) < last:
        found.append((month, place(start_of(month))))
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    step = max(1, -(-len(found) // 6))
    return [(month, at) for month, at in found[::step] if at < 92]
