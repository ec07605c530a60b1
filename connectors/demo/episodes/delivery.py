"""Late or mismatched delivery: releases, sprints, epics and requests that come late, or as something else."""

from __future__ import annotations

from datetime import date

from connectors.demo.counting.delivery import Pace, Returns, Rewrites
from connectors.demo.counting.facts import done_at, speaks_for_business, started_at, value_at
from connectors.demo.episodes.episode import Episode, first_day, on_commitment, on_issue, related
from connectors.demo.organisation import SimulatedProject
from connectors.demo.scene import Plant
from connectors.demo.timetable import Release, Sprint
from connectors.demo.working_days import DAY, between, day_of, days_late, instant, shifted


def late(p: SimulatedProject, release: Release, anchor: date) -> Episode | None:
    """A release that came too late, or is overdue."""
    visible = shifted(release.due, 3)
    if visible > anchor:
        return None
    delivered = release.delivered if release.delivered < anchor else None
    days = days_late(release.due, delivered or anchor)
    severity = _severity(days)
    if days > 0.25 * len(between(release.start + DAY, release.due)) and severity == "medium":
        severity = "high"
    return on_commitment(p, "late", release, (release.start, visible, delivered), measure=days, severity=severity)


def late_sprints(p: SimulatedProject, release: Release, row: list[Sprint]) -> Episode:
    """A row of sprints that ended with much open."""
    visible = row[0].end + DAY
    dates = (row[0].start, visible, row[-1].end)
    return on_commitment(p, "late-sprints", row[0], dates, measure=len(row), severity="medium", others=row[1:])


def forecast_late(p: SimulatedProject, release: Release, anchor: date) -> Episode | None:
    """A release that is not due yet and goes so slowly that it will be late."""
    if shifted(release.due, 3) <= anchor:
        return None
    pace = Pace(p.issues, release.id)
    visible = first_day(
        release.start, anchor, lambda day: pace.is_hopeless(day, release.window_ends + DAY, release.due)
    )
    if visible is None:
        return None
    dates = (release.start, visible, None)
    return on_commitment(p, "forecast-late", release, dates, measure=release.plan.late or 0, severity="high")


def moved_deadline(p: SimulatedProject, plant: Plant, anchor: date) -> Episode | None:
    """An epic whose day was pushed twice, or far, without a word."""
    release = plant.release
    if plant.epic is None or release is None or plant.epic not in p.records:
        return None
    epic = p.records[plant.epic]
    pushes = [c for c in epic.changes if c.field == "due"]
    members = [i for i in p.issues if i.epic == epic.id or any(c.field == "epic" for c in i.changes)]
    starts = [at for i in members if (at := started_at(i)) and value_at(i, "epic", i.epic, at) == epic.id]
    if not pushes or not starts:
        return None
    first_due = date.fromisoformat(pushes[0].from_value or "")
    planned = len(between(day_of(min(starts)) + DAY, first_due))

    def is_moved(day: date) -> bool:
        made = [c for c in pushes if c.at < instant(day)]
        if not made:
            return False
        moved = len(between(first_due + DAY, date.fromisoformat(made[-1].to_value or "")))
        return len(made) >= 2 or (moved > 5 and moved > 0.2 * planned)

    visible = first_day(release.start, anchor, is_moved)
    if visible is None:
        return None
    delivered = release.delivered if release.delivered < anchor else None
    near = related([i for i in members if i.epic == epic.id], f"epic:{epic.key}", {})
    dates = (release.start, visible, delivered)
    return on_issue(p, "moved-deadline", epic, dates, measure=len(pushes), severity="high", near=near)


def late_request(p: SimulatedProject, plant: Plant, anchor: date) -> Episode | None:
    """A request of the business, in no commitment, that was done too late."""
    if plant.issues[0] not in p.records:
        return None
    request = p.records[plant.issues[0]]
    if request.due_on is None or shifted(request.due_on, 3) > anchor:
        return None
    done = done_at(request)
    delivered = day_of(done) if done else None
    days = days_late(request.due_on, delivered or anchor)
    dates = (day_of(request.created_at), shifted(request.due_on, 3), delivered)
    near = (f"project:{p.project.key}", f"project:{p.project.id}")
    return on_issue(p, "late-request", request, dates, measure=days, severity=_severity(days), near=near)


def mismatched(p: SimulatedProject, release: Release, anchor: date) -> Episode | None:
    """A release of which much came back."""
    back = Returns(p.issues, release.id, _business(p))
    visible = first_day(release.start, anchor, back.is_visible)
    if visible is None:
        return None
    n, came_back = back.at(instant(anchor))
    ends = shifted(release.delivered, 8)
    dates = (release.start, visible, ends if ends < anchor else None)
    return on_commitment(p, "mismatched", release, dates, measure=came_back / n, severity="high")


def changed_requirement(p: SimulatedProject, release: Release, anchor: date) -> Episode | None:
    """A release of which much was written anew while it was being built."""
    baseline_at = instant(release.window_ends + DAY)
    rewritten = Rewrites(p.issues, release.id, baseline_at, p.scene.plan.unit, _business(p))
    visible = first_day(release.window_ends + DAY, anchor, rewritten.is_visible)
    if visible is None:
        return None
    share = release.plan.planted["changed-requirement"]
    dates = (release.start, visible, release.delivered if release.delivered < anchor else None)
    severity = "critical" if share >= 0.6 else "high" if share >= 0.3 else "medium"
    return on_commitment(p, "changed-requirement", release, dates, measure=share, severity=severity)


def _business(p: SimulatedProject) -> set[str]:
    return {person.id for person in p.people if speaks_for_business(person)}


def _severity(days: int) -> str:
    return "low" if days <= 5 else "medium" if days <= 15 else "high" if days <= 40 else "critical"
