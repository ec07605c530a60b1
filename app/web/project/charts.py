"""What js/charts.js draws: series of numbers with their names, and nothing of how they look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.pictures.money import BudgetCourse
from app.pictures.scope import Scope
from app.pictures.voices import VoicesOfWeek

ORIGINS = ("business", "it", "moved", "unknown")
Chart = dict[str, Any]


def scope_chart(scope: Scope, names: Mapping[str, str], locale: str) -> Chart:
    """Areas on one another: agreed, and added by origin; lines over them: done, removed; marks lead to additions.

    What came in on a day is in the numbers of the next one, which are those of its beginning: there its mark stands.
    """
    days = scope.days
    origins = [origin for origin in ORIGINS if any(getattr(day, origin) for day in days)]
    return {
        "locale": locale,
        "days": [day.on for day in days],
        "areas": [
            {"name": names[name], "role": name, "values": [getattr(day, name) for day in days]}
            for name in ("agreed", *origins)
        ],
        "lines": [
            {"name": names[name], "role": name, "values": [getattr(day, name) for day in days]}
            for name in ("done", "removed")
            if any(getattr(day, name) for day in days)
        ],
        "marks": [
            {"on": on, "at": next((day.on for day in days if day.on > on), days[-1].on)}
            for on in sorted({one.on for one in scope.additions})
        ],
        "mark": names["mark"],
    }


def voices_chart(weeks: tuple[VoicesOfWeek, ...], names: Mapping[str, str], locale: str) -> Chart:
    """Bars beside each other: what the business said, and what IT said."""
    sides = [side for side in ("business", "it", "unknown") if any(getattr(week, side) for week in weeks)]
    return {
        "locale": locale,
        "days": [week.on for week in weeks],
        "bars": [
            {"name": names[side], "role": side, "values": [getattr(week, side) for week in weeks]} for side in sides
        ],
    }


def budget_chart(course: BudgetCourse, names: Mapping[str, str], locale: str) -> Chart:
    """Lines: spent, earned, forecast in its interval; and the budget as a level."""
    weeks = course.weeks
    return {
        "locale": locale,
        "days": [week.on for week in weeks],
        "lines": [
            {"name": names[name], "role": name, "values": [getattr(week, name) for week in weeks]}
            for name in ("spent", "earned", "forecast")
            if any(getattr(week, name) is not None for week in weeks)
        ],
        "band": {
            "name": names["interval"],
            "low": [week.low for week in weeks],
            "high": [week.high for week in weeks],
        },
        "level": {"name": names["budget"], "value": course.budget.amount},
    }
