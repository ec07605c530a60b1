"""Building without consultation: work without a word, off the strategy or unasked, and questions without answer."""

from __future__ import annotations

from datetime import date

from connectors.demo.counting.consultation import Consultation, PullRequests, Questions, Strategy
from connectors.demo.counting.facts import started_at
from connectors.demo.episodes.episode import Episode, ever_in, first_day, on_project
from connectors.demo.goals import LABELS
from connectors.demo.organisation import SimulatedProject
from connectors.demo.people import BOT
from connectors.demo.scene import Plant
from connectors.demo.timetable import Release
from connectors.demo.working_days import DAY, day_of


def unconsulted(p: SimulatedProject, alone: list[Release], anchor: date) -> Episode | None:
    """The period of the releases in which IT built without the business."""
    starts, ends = alone[0].start, alone[-1].delivered
    counted = Consultation(p.issues, p.people)
    days = (starts + DAY * i for i in range(min(ends, anchor).toordinal() - starts.toordinal() + 1))
    visible = next((day for day in days if counted.is_visible(day)), None)
    if visible is None:
        return None
    n, without = counted.in_weeks_before(min(ends, anchor))
    built = [i for _, i, consulted in counted.started if not consulted and starts <= day_of(started_at(i) or 0) < ends]
    dates = (starts, visible, ends if ends < anchor else None)
    severity = "high" if without >= 0.6 * n else "medium"
    return on_project(p, "unconsulted-build", dates, built, measure=without / n, severity=severity, releases=alone)


def off_strategy(p: SimulatedProject, away: list[Release], anchor: date) -> Episode | None:
    """The period of the releases whose work serves no goal."""
    starts, ends = away[0].start, away[-1].delivered
    counted = Strategy(p.issues, p.scene.plan.unit, LABELS)
    visible = first_day(starts, min(ends, anchor), counted.is_visible)
    if visible is None:
        return None
    within = [i for release in away for i in ever_in(p.issues, "release", release.id) if not i.labels]
    dates = (starts, visible, ends if ends < anchor else None)
    share = away[0].plan.planted["off-strategy"]
    return on_project(p, "off-strategy", dates, within, measure=share, severity="high", releases=away)


def unanswered(p: SimulatedProject, plant: Plant, anchor: date) -> Episode | None:
    """The weeks in which three questions or more waited for longer than ten working days."""
    asked = [p.records[draft] for draft in plant.issues if draft in p.records and p.records[draft].comments]
    if not asked:
        return None
    counted = Questions(asked, p.people)
    starts = min(asked for asked, _ in counted.spans)
    visible = first_day(starts, anchor, lambda day: counted.open_long(day) >= 3)
    if visible is None:
        return None
    over = first_day(visible, anchor, lambda day: counted.open_long(day) < 3)
    dates = (starts, visible, over)
    most = max(counted.open_long(visible + DAY * i) for i in range((anchor - visible).days + 1))
    return on_project(p, "unanswered-question", dates, asked, measure=most, severity="medium")


def unrequested(p: SimulatedProject, plant: Plant, anchor: date) -> Episode | None:
    """The weeks in which most of what was merged named no issue."""
    period = p.scene.plan.unrequested
    made = [p.records[draft] for draft in plant.issues if draft in p.records]
    if period is None or not made:
        return None
    starts, ends = (p.scene.began + 7 * DAY * week for week in (period.start, period.end))
    counted = PullRequests(p.issues, {BOT.id})
    visible = first_day(starts, min(ends, anchor), counted.is_visible)
    if visible is None:
        return None
    dates = (starts, visible, ends if ends < anchor else None)
    return on_project(p, "unrequested-change", dates, made, measure=period.amount, severity="high")
