"""What is drawn of the time machine: open findings by week, and how long before deadlines they showed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.instants import day_of
from app.past.deadlines import Ahead
from app.past.weeks import Past
from app.portfolio import SYMPTOMS

SHOWN = 12
_STEPS, _TICKS = (5, 10, 20, 50, 100, 200), 5


@dataclass(frozen=True, slots=True)
class Span:
    """One commitment: where it became visible, in percents of the width."""

    ahead: Ahead
    visible: float


@dataclass(frozen=True, slots=True)
class Spans:
    """The first of them as drawings beside each other, with their deadlines above one another.

    `deadline` is the place of all deadlines in percents of the width; `ticks` are numbers of working days before it,
    each with its place.
    """

    drawn: Sequence[Span]
    deadline: float
    ticks: Sequence[tuple[int, float]]


def spans(found: Sequence[Ahead]) -> Spans:
    """Drawings of how long before its deadline each became visible."""
    shown = found[:SHOWN]
    longest = max((one.days for one in shown), default=0)
    longest, latest = max(0, longest), min((one.days for one in shown), default=0)
    room = max(1, longest - min(0, latest))

    def place(days: int) -> float:
        # A mark at the very edge would be cut off.
        return round(3 + 94 * (longest - days) / room, 2)

    step = next((one for one in _STEPS if longest / one <= _TICKS), _STEPS[-1])
    ticks = [(days, place(days)) for days in range(step, longest + 1, step)]
    return Spans([Span(one, place(one.days)) for one in shown], place(0), ticks)


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
