"""The projects whose size, way of working and troubles are drawn from the seed of the organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from random import Random

from connectors.demo.plans.plan import (
    WEEKS,
    BudgetPlan,
    Measured,
    Period,
    Planted,
    ProjectPlan,
    ReleasePlan,
    Side,
    Unit,
)

_NAMES = ("1.0", "1.1", "1.2", "1.3", "2.0", "2.1", "2.2", "2.3", "3.0")
_FIRST_WEEK = 3


def drawn(seed: int) -> tuple[ProjectPlan, ...]:
    """The plans that belong to a seed: four projects with symptoms, two that run well."""
    rng = Random(f"{seed}/plans")
    return (_life(rng), _care(rng), _brokers(rng), _interfaces(rng), _documents(rng), _portal(rng))


def _life(rng: Random) -> ProjectPlan:
    """The business gets something else than it asked for, or later, and its wishes change under the work."""
    unit: Unit = rng.choice(("points", "hours", "none"))
    troubles = [
        _plan(planted={"moved-deadline": rng.choice((2, 3, 3, 4))}, late=0),
        _plan(planted={"mismatched": round(rng.uniform(0.28, 0.65), 2)}),
        _plan(planted={"changed-requirement": round(rng.uniform(0.32, 0.8), 2)}),
        _plan(also=("agreed-push",), late=0),
        _plan(also=("typo-edits", "below-threshold")),
    ]
    return ProjectPlan(
        "LVN", "Levensverzekeringen", rng.random() < 0.4, unit, "doel-klant", _row(rng, _mixed(rng, troubles))
    )


def _care(rng: Random) -> ProjectPlan:
    """What was agreed turns out to be larger, more is asked, and the budget does not hold."""
    unit: Unit = rng.choice(("points", "hours", "hours"))
    grown = _plan(planted={"estimate-growth": round(rng.uniform(0.4, 0.95), 2)})
    causes = (
        _plan(growth=round(rng.uniform(0.45, 0.8), 2), growth_until=0.5, items=30),
        _plan(planted={"estimate-growth": round(rng.uniform(0.5, 0.8), 2)}, items=30),
        _plan(
            growth=round(rng.uniform(0.5, 0.6), 2),
            growth_until=0.5,
            items=30,
            planted={"estimate-growth": round(rng.uniform(0.4, 0.5), 2)},
        ),
    )
    spent = rng.choice(causes)
    row = _row(rng, _mixed(rng, [grown, spent, _plan(also=("even-breakdown",)), _plan(), _plan()]))
    number = next(i for i, release in enumerate(row) if release.items == 30 and not release.is_healthy)
    kind: Measured = "points" if unit == "points" else rng.choice(("hours", "money"))
    budget = BudgetPlan(number, kind, round(rng.uniform(0.04, 0.1), 3), is_overrun=True)
    return ProjectPlan("ZRG", "Zorgdeclaraties", False, unit, "doel-efficient", row, budget)


def _brokers(rng: Random) -> ProjectPlan:
    """Much of the work serves nothing that was agreed, questions stay open, and requests wait."""
    share = round(rng.uniform(0.8, 1.0), 2)
    off = [_plan(planted={"off-strategy": share}), _plan(planted={"off-strategy": share})]
    before = [_plan(), _plan(effort=round(rng.uniform(1.35, 1.6), 2), items=29)]
    releases = _row(rng, [*before, *off, _plan(), _plan()] if rng.random() < 0.5 else [_plan(), *off, *before, _plan()])
    dear = next(i for i, release in enumerate(releases) if release.effort > 1)
    asked = rng.choice((8, 26, 44, 58))
    weeks = rng.sample(range(6, WEEKS - 6), 3)
    return ProjectPlan(
        "TPP", "Tussenpersonenportaal", False, "hours", "doel-klant", releases,
        budget=BudgetPlan(dear, "hours", 0.03),
        unanswered=Period(asked, asked + 4, rng.choice((4, 5, 7, 9))),
        asked_by=_side(rng),
        late_requests=tuple(sorted(weeks)),
    )  # fmt: skip


def _interfaces(rng: Random) -> ProjectPlan:
    """Changes are merged that nobody asked for, and the last release goes too slowly to be ready when it is due."""
    unit: Unit = rng.choice(("points", "hours", "none"))
    late = rng.choice((5, 7, 12, 25))
    before = [_plan(late=late), *[_plan()] * rng.choice((3, 4, 5))]
    row = _row(rng, rng.sample(before, len(before)), until=58)
    start = row[-1].due
    due = WEEKS + rng.choice((3, 4, 6))
    slow = ReleasePlan("4.0", start, due, rng.randint(32, 40), late=rng.choice((45, 60, 80)))
    merged = rng.choice((12, 24, 36))
    return ProjectPlan(
        "INT", "Koppelvlakken", False, unit, "doel-efficient", (*row, slow),
        late_requests=(rng.randint(8, 50),),
        has_pull_requests=True,
        unrequested=Period(merged, merged + rng.randint(18, 24), round(rng.uniform(0.65, 0.95), 2)),
    )  # fmt: skip


def _documents(rng: Random) -> ProjectPlan:
    """A project that runs well, in which requirements, deadlines and estimates move as they do everywhere."""
    unit: Unit = rng.choice(("points", "hours"))
    alike = [
        _plan(also=("agreed-push", "rewrite-before-start"), late=0),
        _plan(also=("small-push", "formatting"), late=0),
        _plan(also=("typo-edits", "bulk-reopen", "push-before-start")),
        _plan(also=("template", "tester-bugs")),
        _plan(also=("builder-notes", "even-breakdown", "late-bugs")),
        _plan(also=("late-first-estimate", "below-threshold")),
        _plan(also=("bot-rewrites", "review-bounce", "estimates-in-window")),
    ]
    return ProjectPlan(
        "DOC", "Documenten & archief", rng.random() < 0.5, unit, "doel-wetgeving", _row(rng, _mixed(rng, alike)),
        budget=BudgetPlan(1, unit, 0.3) if unit == "hours" else None,
        has_pull_requests=True,
        also=frozenset(("dependency-bot", "reverts", "documentation", "releases", "named-in-title", "some-unnamed")),
    )  # fmt: skip


def _portal(rng: Random) -> ProjectPlan:
    """A project that runs well, in which people ask and answer, and keep to goals and budgets."""
    alike = [
        _plan(also=("maintenance",)),
        _plan(also=("goal-by-epic",)),
        _plan(also=("goal-by-declared-epic",)),
        _plan(also=("goal-by-release",)),
        _plan(also=("slow-start",)),
        _plan(also=("work-removed",)),
        _plan(also=("some-off-strategy",)),
    ]
    mixed = _mixed(rng, alike)
    near = next(i for i, plan in enumerate(mixed) if not plan.also)
    return ProjectPlan(
        "KPT", "Klantportaal", False, "hours", "doel-klant", _row(rng, mixed),
        budget=BudgetPlan(near, rng.choice(("hours", "money")), None),
        also=frozenset((
            "request-agreed", "same-side-questions", "bot-questions", "answered-in-days", "answered-by-transition",
            "closed-without-answer", "two-open-questions", "links-with-marks",
        )),
    )  # fmt: skip


def _plan(
    *,
    items: int = 0,
    late: int | None = None,
    growth: float = 0.0,
    growth_until: float = 0.6,
    effort: float = 1.0,
    planted: Mapping[Planted, float] | None = None,
    also: Iterable[str] = (),
) -> ReleasePlan:
    """A release whose place in time is not known yet."""
    return ReleasePlan(
        "", 0, 0, items, late, growth, growth_until, effort=effort, planted=planted or {}, also=frozenset(also)
    )


def _mixed(rng: Random, told: list[ReleasePlan]) -> list[ReleasePlan]:
    """In any order, after a release and before a release in which nothing special goes on."""
    return [_plan(), *rng.sample(told, len(told)), _plan()]


def _row(rng: Random, told: list[ReleasePlan], until: int = WEEKS + 4) -> tuple[ReleasePlan, ...]:
    """Releases one after another that fill the weeks until a week."""
    made = []
    # Even numbers of weeks, so that sprints of two weeks fit in.
    bounds = [_FIRST_WEEK + 2 * round(i * (until - _FIRST_WEEK) / len(told) / 2) for i in range(len(told) + 1)]
    for name, plan, start, due in zip(_NAMES, told, bounds, bounds[1:], strict=False):
        items = plan.items or rng.randint(22, 30)
        made.append(replace(plan, name=name, start=start, due=due, items=items))
    return tuple(made)


def _side(rng: Random) -> Side:
    return "it" if rng.random() < 0.5 else "business"
