"""A budget as somebody types it: read from the form, with what is wrong by the field."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.web.setup.forms import Form
from app.web.setup.projects.texts import Texts

UNITS = ("hours", "points", "money")
_LARGEST = 1e12


def read_budget(form: Form, texts: Texts) -> tuple[dict[str, Any] | None, dict[str, str]]:
    """The budget of a form, None for none, and sentences about what is wrong with it."""
    unit, wrong = form.text("unit"), dict[str, str]()
    if unit not in UNITS:
        return None, wrong
    found: dict[str, Any] = {}
    for field, name, needed in (("amount", unit, True), ("rate", "rate", unit == "money")):
        if not needed:
            continue
        value = _number(form.text(field))
        if value is None:
            wrong[field] = texts.no_amount
        else:
            found[name] = value
    days: dict[str, date] = {}
    for field in ("baseline", "until"):
        if text := form.text(field):
            try:
                days[field] = date.fromisoformat(text)
            except ValueError:
                wrong[field] = texts.no_day
    if "baseline" in days and "until" in days and days["until"] <= days["baseline"]:
        wrong["until"] = texts.ends_early
    return found | {name: day.isoformat() for name, day in days.items()}, wrong


def shown_budget(budget: dict[str, Any] | None) -> dict[str, Any]:
    """A budget as the fields of the form have it."""
    budget = budget or {}
    unit = next((name for name in UNITS if name in budget), "")
    numbers = {"amount": budget.get(unit), "rate": budget.get("rate")}
    return {
        "unit": unit,
        **{name: "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".") for name, value in numbers.items()},
        **{name: budget.get(name) or "" for name in ("baseline", "until")},
    }


def _number(text: str) -> float | None:
    """A number above 0 as people write it: 1200, 1.5 or 1,5."""
    try:
        value = float(text.replace(" ", "").replace(",", "."))
    except ValueError:
        return None
    return value if 0 < value <= _LARGEST else None
