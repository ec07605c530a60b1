"""What the plan of a release names is planted in it."""

from __future__ import annotations

from collections.abc import Callable

from connectors.demo.delivery import Delivery
from connectors.demo.plans.plan import Planted
from connectors.demo.planting import deadlines, estimates, returns, rewrites, scope
from connectors.demo.scene import Confounder, Scene
from connectors.demo.working_days import instant

_SYMPTOMS: dict[Planted, Callable[[Delivery, float], None]] = {
    "moved-deadline": deadlines.moved,
    "mismatched": returns.mismatched,
    "changed-requirement": rewrites.changed_requirement,
}
_LOOK_ALIKES: dict[str, Callable[[Delivery], None]] = {
    "planning-window": scope.planning_window,
    "net-zero-swap": scope.swap,
    "bulk-edit": scope.bulk_edit,
    "breakdown": scope.breakdown,
    "bot": scope.bot,
    "rework-bugs": scope.rework,
    "rebaseline-agreed": scope.agreed,
    "work-removed": scope.removed,
    "agreed-push": deadlines.agreed,
    "small-push": deadlines.small,
    "tester-bugs": returns.tester_bugs,
    "bulk-reopen": returns.bulk_reopen,
    "rewrite-before-start": rewrites.before_start,
    "typo-edits": rewrites.typo_edits,
    "formatting": rewrites.formatting,
    "template": rewrites.template,
    "bot-rewrites": rewrites.by_bot,
    "late-bugs": returns.late_bugs,
    "review-bounce": returns.review_bounce,
    "push-before-start": deadlines.before_start,
    "estimates-in-window": estimates.in_window,
    "below-threshold": rewrites.some,
    "builder-notes": rewrites.builder_notes,
    "even-breakdown": estimates.even_breakdown,
}
_NOTED_ELSEWHERE = {"consulted-in-epic", "moved-between-projects", "agreed-push", "small-push", "push-before-start"}


def plant(delivery: Delivery) -> None:
    """Plant what the release's plan names. What its dates and names already show is only noted."""
    plan = delivery.plan
    for kind in sorted(plan.also):
        if kind in _LOOK_ALIKES:
            _LOOK_ALIKES[kind](delivery)
        if kind not in _NOTED_ELSEWHERE:
            at = instant(delivery.release.start)
            delivery.scene.confounders.append(Confounder(kind, at, release=delivery.release))
    for planted, amount in plan.planted.items():
        if planted in _SYMPTOMS:
            _SYMPTOMS[planted](delivery, amount)
    if not plan.planted and not {"bulk-reopen", "tester-bugs", "late-bugs"} & plan.also:
        returns.ordinary(delivery)
    rewrites.ordinary(delivery)


def budgeted(scene: Scene) -> None:
    """Note a budget that is spent to its end, and one that is overspent because work took longer than thought."""
    plan = scene.plan.budget
    if plan is None or plan.is_overrun:
        return
    release = scene.releases[plan.release]
    if release.plan.effort > 1:
        scene.confounders.append(Confounder("effort-overrun", instant(release.start)))
    elif plan.room is None:
        scene.confounders.append(Confounder("budget-nearly-spent", instant(release.start)))
