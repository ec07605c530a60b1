"""What findings about a budget say: amounts, causes, questions, and the items behind each cause."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from detectors.finding import Evidence
from detectors.history import History
from detectors.past.replay import Floats
from detectors.scope.agreements import agreements_of
from detectors.scope.causes import Causes, Items, shares_of
from detectors.scope.reestimates import reestimates_of
from detectors.scope.spending import Spending
from detectors.sides import IT, NAMES, sides_at
from detectors.texts import Said, count, say

Cause = Literal["scope", "estimates", "effort"]

# Of each cause the items that weigh most are shown.
_SHOWN = 10


def amount(value: float, unit: str) -> Said:
    """An amount in the unit of a budget."""
    if unit == "money":
        return say("{amount} in money", amount=f"{value:.0f}")
    return count(value, "point") if unit == "points" else count(value, "hour")


def mostly_of(causes: Causes, least_creep: float) -> Cause:
    """What carries an excess: effort, or the greater of scope and estimates where both carry enough together."""
    if causes.creep < least_creep:
        return "effort"
    return "scope" if causes.scope >= causes.estimates else "estimates"


def split_said(causes: Causes, budget: float, unit: str) -> Said:
    """The three causes in one sentence."""
    values = {
        "scope": amount(causes.scope, unit),
        "estimates": amount(causes.estimates, unit),
        "effort": amount(causes.effort, unit),
    }
    if causes.planned > budget:
        return say(
            "By cause: {scope} for work added after it was agreed, {estimates} for larger estimates of what was "
            "agreed, and {effort} because more was agreed than the budget holds or took more effort than estimated.",
            **values,
        )
    return say(
        "By cause: {scope} for work added after it was agreed, {estimates} for larger estimates of what was agreed, "
        "and {effort} for more effort than estimated on the same work.",
        **values,
    )


def questions_about(mostly: Cause) -> dict[str, str]:
    """A question for each side, by what carries the excess."""
    if mostly == "effort":
        return {
            "business": say("What did you hear about how the work was going, and what would you decide with it?"),
            "it": say("What took more effort than estimated, and what would make it visible to both of you earlier?"),
        }
    if mostly == "estimates":
        return {
            "business": say("Which of the agreed items are still worth it at their new size?"),
            "it": say("What became known about these items on the way, and how could the business hear of it sooner?"),
        }
    return {
        "business": say("Which of the additions are worth more to you than staying within the budget?"),
        "it": say("What did the additions cost, and where could both of you see that while deciding on them?"),
    }


# What is said of an item by its cause: of what was spent so far, and of what it will have taken.
_SO_FAR: dict[Cause, Callable[[str], Said]] = {
    "scope": lambda more: say("added after it was agreed, {amount} so far", amount=more),
    "estimates": lambda more: say("its estimate grew, {amount} more so far", amount=more),
    "effort": lambda more: say("{amount} more spent on it than estimated", amount=more),
}
_WHEN_DONE: dict[Cause, Callable[[str], Said]] = {
    "scope": lambda more: say("added after it was agreed, {amount} when it is done", amount=more),
    "estimates": lambda more: say("its estimate grew, {amount} more when it is done", amount=more),
    "effort": lambda more: say("{amount} more than estimated when it is done", amount=more),
}


def evidence_of(
    history: History, spending: Spending, items: Items, moment: int, *, when_done: bool = False
) -> tuple[Evidence, ...]:
    """The items that weigh most in each cause, dated by when they came, were estimated anew, or were worked on.

    when_done: the items are told with what they will have taken.
    """
    said = _WHEN_DONE if when_done else _SO_FAR
    _, scope, estimates, effort = shares_of(items)
    moments, column = np.array([moment], dtype=np.int64), np.zeros(len(items.issues), dtype=np.int64)
    agreed_at = agreements_of(history, spending, moments, column, items.issues).agreed_at
    sides = sides_at(history, moment)
    unit = spending.budget.unit
    rows: list[tuple[int, int, str, str]] = []
    for k in _largest(scope):
        issue = int(items.issues[k])
        side = NAMES[int(sides.of(history.creator[issue : issue + 1])[0])]
        what = said["scope"](amount(scope[k], unit))
        rows.append((int(agreed_at[k]), issue, side, what))
    changes = reestimates_of(history)
    for k in _largest(estimates):
        issue = int(items.issues[k])
        last = np.flatnonzero((changes.issue == issue) & (changes.at <= moment))[-1:]
        when, by = int(agreed_at[k]), -1
        if len(last):
            when, by = int(changes.at[last[0]]), int(changes.person[last[0]])
        what = said["estimates"](amount(estimates[k], unit))
        rows.append((when, issue, sides.name(by), what))
    until = int(np.searchsorted(spending.at, spending.until(moment)))
    for k in _largest(effort):
        issue = int(items.issues[k])
        at = int(spending.at[:until][spending.issue[:until] == issue].max(initial=spending.start_at))
        what = said["effort"](amount(effort[k], unit))
        rows.append((at, issue, NAMES[IT], what))
    return tuple(
        Evidence(history.keys[i], history.urls[i], at, side, what) for at, i, side, what in sorted(rows) if at <= moment
    )


def _largest(parts: Floats) -> list[int]:
    """The positions of the largest parts that make at least one unit."""
    order = np.argsort(-parts, kind="stable")[:_SHOWN]
    return [int(k) for k in order if parts[k] >= 1]
