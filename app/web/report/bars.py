"""The trend of the weeks as bars with their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.instants import day_of

WIDTH, HEIGHT, FOOT, HEAD = 360, 84, 14, 14
_GAP = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: where its bar stands in the drawing, its number, and its Monday."""

    x: float
    y: float
    width: float
    height: float
    number: int
    monday: date
    by_symptom: Mapping[str, int]

    @property
    def middle(self) -> float:
        """Where its number and its name stand."""
        return round(self.x + self.width / 2, 1)

    @property
    def week(self) -> int:
        """The number that calendars give the week."""
        return self.monday.isocalendar().week


def bars(trend: Sequence[tuple[int, Mapping[str, int]]]) -> list[Bar]:
    """A bar for each week, from its Monday and the numbers by symptom."""
    numbers = [sum(own.values()) for _, own in trend]
    width = WIDTH / max(1, len(trend))
    scale = (HEIGHT - FOOT - HEAD) / max(1, *numbers) if numbers else 1
    found = []
    for place, ((at, own), number) in enumerate(zip(trend, numbers, strict=True)):
        height = round(number * scale, 1)
        found.append(
            Bar(
                round(place * width + _GAP / 2, 1), round(HEIGHT - FOOT - height, 1), round(width - _GAP, 1), height,
                number, day_of(at), own,
            )
        )  # fmt: skip
    return found
