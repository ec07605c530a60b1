"""The planted symptoms of a project as labelled episodes, each dated by counting on the generated history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from connectors.demo.measures import Consultation, Growth, started_at, window_ends
from connectors.demo.organisation import SimulatedProject
from connectors.demo.timetable import Release, Sprint
from connectors.demo.working_days import DAY, between, day_of, days_late, instant, shifted
from connectors.records import Issue

Kind = Literal["late", "late-sprints", "scope-growth", "sprint-growth", "unconsulted-build"]
_SYMPTOMS: dict[Kind, str] = {
    "late": "delivery",
    "late-sprints": "delivery",
    "scope-growth": "scope",
    "sprint-growth": "scope",
    "unconsulted-build": "consultation",
}


class Subject(Struct, frozen=True):
    """A subject that is right as well."""

    kind: str
    type: str
    id: str
    name: str
    aliases: tuple[str, ...] = ()


class Episode(Struct, frozen=True):
    """A planted symptom: `visible_at` is the first day (00:00 UTC) on which the definition was met."""

    id: str
    project: str
    symptom: str
    kind: Kind
    subject_kind: str
    subject_type: str
    subject_id: str
    subject_name: str
    subject_aliases: tuple[str, ...]
    project_wide: bool
    starts_at: str
    visible_at: str
    ends_at: str | None
    severity: str | None
    accepts: tuple[Subject, ...]
    related: tuple[str, ...]
    needs: str | None
    measure: float


def episodes(p: SimulatedProject, anchor: date) -> list[Episode]:
    """The symptoms of a project that can be seen at the anchor."""
    told: list[Episode | None] = []
    alone: list[Release] = []
    for release in p.scene.releases:
        if release.start >= anchor:
            continue
        plan = release.plan
        if (plan.late or 0) > 2:
            told.append(_late(p, release, anchor))
        if plan.growth:
            told.append(_grown(p, release, anchor))
        if plan.late_sprints or plan.crowded_sprint is not None:
            inside = [s for s in p.scene.sprints if release.start <= s.start <= release.delivered]
            if plan.late_sprints:
                told.append(_late_sprints(p, release, inside[: plan.late_sprints]))
            if plan.crowded_sprint is not None:
                told.append(_crowded(p, inside[plan.crowded_sprint]))
        if plan.unconsulted:
            alone.append(release)
    if alone:
        told.append(_unconsulted(p, alone, anchor))
    return [episode for episode in told if episode is not None]


def _day(day: date) -> str:
    return f"{day}T00:00:00Z"


def _ever_in(issues: Iterable[Issue], kind: str, identity: str) -> list[Issue]:
    """The issues that stand or stood in a release or sprint."""
    return [
        issue
        for issue in issues
        if (kind, identity) in issue.commitments
        or any(c.field == kind and identity in f"{c.from_value},{c.to_value}".split(",") for c in issue.changes)
    ]


def _related(issues: Iterable[Issue], own: str, by_id: dict[str, Issue]) -> tuple[str, ...]:
    """What stands near: the issues, and the releases, sprints and epics that they are in."""
    near: dict[str, None] = {}
    for issue in issues:
        near |= dict.fromkeys(f"{kind}:{identity}" for kind, identity in issue.commitments)
        if issue.epic in by_id:
            near |= dict.fromkeys((f"epic:{by_id[issue.epic].key}", f"epic:{issue.epic}"))
        near |= dict.fromkeys((f"issue:{issue.key}", f"issue:{issue.id}"))
    near.pop(own, None)
    return tuple(near)


def _commitment(
    p: SimulatedProject,
    kind: Kind,
    subject: Release | Sprint,
    dates: tuple[date, date, date | None],
    *,
    measure: float,
    severity: str,
    others: Iterable[Sprint] = (),
) -> Episode:
    """An episode about a release or sprint; `dates` are when it starts, is visible, and ends."""
    what = "release" if isinstance(subject, Release) else "sprint"
    former = (subject.former_name,) if isinstance(subject, Release) and subject.former_name else ()
    found = {i.id: i for s in (subject, *others) for i in _ever_in(p.issues, what, s.id)}
    starts, visible, ends = dates
    return Episode(
        id=f"{p.project.key}/{kind}/{what}/{subject.id}",
        project=p.project.key,
        symptom=_SYMPTOMS[kind],
        kind=kind,
        subject_kind="commitment",
        subject_type=what,
        subject_id=subject.id,
        subject_name=subject.name,
        subject_aliases=(subject.name, *former),
        project_wide=False,
        starts_at=_day(starts),
        visible_at=_day(visible),
        ends_at=_day(ends) if ends else None,
        severity=severity,
        accepts=tuple(Subject("commitment", "sprint", s.id, s.name) for s in others),
        related=_related(found.values(), f"{what}:{subject.id}", {i.id: i for i in p.issues}),
        needs=None,
        measure=round(measure, 3),
    )


def _late(p: SimulatedProject, release: Release, anchor: date) -> Episode | None:
    visible = shifted(release.due, 3)
    if visible > anchor:
        return None
    delivered = release.delivered if release.delivered < anchor else None
    days = days_late(release.due, delivered or anchor)
    severity = "medium" if days <= 15 else "high" if days <= 40 else "critical"
    if days > 0.25 * len(between(release.start + DAY, release.due)) and severity == "medium":
        severity = "high"
    return _commitment(p, "late", release, (release.start, visible, delivered), measure=days, severity=severity)


def _late_sprints(p: SimulatedProject, release: Release, row: list[Sprint]) -> Episode:
    visible = row[0].end + DAY
    dates = (row[0].start, visible, row[-1].end)
    return _commitment(p, "late-sprints", row[0], dates, measure=len(row), severity="medium", others=row[1:])


def _grown(p: SimulatedProject, release: Release, anchor: date) -> Episode | None:
    window = window_ends(release.start, release.due) + DAY
    growth = Growth(p.issues, "release", release.id, instant(window), p.scene.plan.unit)
    until = min(release.delivered, anchor)
    visible = _first_grown(growth, window, until)
    if visible is None:
        return None
    share = growth.at(instant(until))[0]
    delivered = release.delivered if release.delivered < anchor else None
    dates = (window, visible, delivered)
    return _commitment(p, "scope-growth", release, dates, measure=share, severity=_scope_severity(share))


def _crowded(p: SimulatedProject, sprint: Sprint) -> Episode | None:
    growth = Growth(p.issues, "sprint", sprint.id, instant(sprint.start + DAY), p.scene.plan.unit)
    visible = _first_grown(growth, sprint.start + DAY, sprint.end)
    if visible is None:
        return None
    share = growth.at(instant(sprint.end))[0]
    dates = (sprint.start, visible, sprint.end)
    return _commitment(p, "sprint-growth", sprint, dates, measure=share, severity=_scope_severity(share))


def _first_grown(growth: Growth, day: date, until: date) -> date | None:
    """The first day at whose beginning a quarter, and three items, had come in."""
    while day <= until:
        share, added = growth.at(instant(day))
        if share >= 0.25 and added >= 3:
            return day
        day += DAY
    return None


def _scope_severity(share: float) -> str:
    return "critical" if share >= 1 else "high" if share >= 0.5 else "medium"


def _unconsulted(p: SimulatedProject, alone: list[Release], anchor: date) -> Episode | None:
    """The period of the releases in which IT built without the business."""
    starts, ends = alone[0].start, alone[-1].delivered
    counted = Consultation(p.issues, p.people)
    days = (starts + DAY * i for i in range(min(ends, anchor).toordinal() - starts.toordinal() + 1))
    visible = next((day for day in days if counted.is_visible(day)), None)
    if visible is None:
        return None
    n, without = counted.in_weeks_before(min(ends, anchor))
    built = [i for _, i, consulted in counted.started if not consulted and starts <= _start(i) < ends]
    by_id = {i.id: i for i in p.issues}
    epics = dict.fromkeys(i.epic for i in built if i.epic in by_id)
    accepts = [Subject("commitment", "epic", by_id[e].key, by_id[e].title, (e,)) for e in epics if e]
    accepts += [Subject("commitment", "release", r.id, r.name, (r.name,)) for r in alone]
    return Episode(
        id=f"{p.project.key}/unconsulted-build/project/{p.project.key}",
        project=p.project.key,
        symptom="consultation",
        kind="unconsulted-build",
        subject_kind="project",
        subject_type="project",
        subject_id=p.project.key,
        subject_name=p.project.name,
        subject_aliases=(p.project.id,),
        project_wide=True,
        starts_at=_day(starts),
        visible_at=_day(visible),
        ends_at=_day(ends) if ends < anchor else None,
        severity="high" if without >= 0.6 * n else "medium",
        accepts=tuple(accepts),
        related=_related(built, "", by_id),
        needs=None,
        measure=round(without / n, 3),
    )


def _start(issue: Issue) -> date:
    return day_of(started_at(issue) or 0)
