"""A planted symptom as a labelled episode: its subject, what stands near it, and its days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from connectors.demo.organisation import SimulatedProject
from connectors.demo.timetable import Release, Sprint
from connectors.demo.working_days import DAY
from connectors.records import Issue

Kind = Literal[
    "late", "late-sprints", "moved-deadline", "forecast-late", "late-request", "mismatched", "changed-requirement",
    "unconsulted-build", "off-strategy", "unrequested-change", "unanswered-question",
    "scope-growth", "sprint-growth", "estimate-growth", "budget-overrun",
]  # fmt: skip
Dates = tuple[date, date, date | None]
"""When an episode starts, is visible, and ends."""
_CONSULTATION = ("unconsulted-build", "off-strategy", "unrequested-change", "unanswered-question")
_SCOPE = ("scope-growth", "sprint-growth", "estimate-growth", "budget-overrun")


def symptom_of(kind: Kind) -> str:
    """The symptom that a kind of episode belongs to."""
    return "consultation" if kind in _CONSULTATION else "scope" if kind in _SCOPE else "delivery"


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


def _day(day: date) -> str:
    return f"{day}T00:00:00Z"


def ever_in(issues: Iterable[Issue], kind: str, identity: str) -> list[Issue]:
    """The issues that stand or stood in a release or sprint."""
    return [
        issue
        for issue in issues
        if (kind, identity) in issue.commitments
        or any(c.field == kind and identity in f"{c.from_value},{c.to_value}".split(",") for c in issue.changes)
    ]


def related(issues: Iterable[Issue], own: str, by_id: dict[str, Issue]) -> tuple[str, ...]:
    """What stands near: the issues, and the releases, sprints and epics that they are in."""
    near: dict[str, None] = {}
    for issue in issues:
        near |= dict.fromkeys(f"{kind}:{identity}" for kind, identity in issue.commitments)
        if issue.epic in by_id:
            near |= dict.fromkeys((f"epic:{by_id[issue.epic].key}", f"epic:{issue.epic}"))
        near |= dict.fromkeys((f"issue:{issue.key}", f"issue:{issue.id}"))
    near.pop(own, None)
    return tuple(near)


def on_commitment(
    p: SimulatedProject,
    kind: Kind,
    subject: Release | Sprint,
    dates: Dates,
    *,
    measure: float,
    severity: str,
    others: Iterable[Sprint] = (),
) -> Episode:
    """An episode about a release or sprint."""
    what = "release" if isinstance(subject, Release) else "sprint"
    former = (subject.former_name,) if isinstance(subject, Release) and subject.former_name else ()
    found = {i.id: i for s in (subject, *others) for i in ever_in(p.issues, what, s.id)}
    return _episode(
        p,
        kind,
        Subject("commitment", what, subject.id, subject.name, (subject.name, *former)),
        dates,
        measure=measure,
        severity=severity,
        accepts=tuple(Subject("commitment", "sprint", s.id, s.name) for s in others),
        near=related(found.values(), f"{what}:{subject.id}", {i.id: i for i in p.issues}),
    )


def on_issue(
    p: SimulatedProject, kind: Kind, issue: Issue, dates: Dates, *, measure: float, severity: str, near: tuple[str, ...]
) -> Episode:
    """An episode about an issue, or about an epic as a commitment."""
    is_epic = issue.kind == "epic"
    subject = Subject(
        "commitment" if is_epic else "issue", "epic" if is_epic else "issue", issue.key, issue.title, (issue.id,)
    )
    return _episode(p, kind, subject, dates, measure=measure, severity=severity, near=near)


def on_project(
    p: SimulatedProject,
    kind: Kind,
    dates: Dates,
    issues: Iterable[Issue],
    *,
    measure: float,
    severity: str,
    releases: Iterable[Release] = (),
) -> Episode:
    """An episode about a project, in which these issues show it; its releases and their epics are right as well."""
    shown = list(issues)
    by_id = {i.id: i for i in p.issues}
    releases = list(releases)
    epics = dict.fromkeys(i.epic for i in shown if i.epic in by_id) if releases else {}
    accepts = [Subject("commitment", "epic", by_id[e].key, by_id[e].title, (e,)) for e in epics if e]
    accepts += [Subject("commitment", "release", r.id, r.name, (r.name,)) for r in releases]
    return _episode(
        p,
        kind,
        Subject("project", "project", p.project.key, p.project.name, (p.project.id,)),
        dates,
        measure=measure,
        severity=severity,
        accepts=tuple(accepts),
        near=related(shown, "", by_id),
    )


def _episode(
    p: SimulatedProject,
    kind: Kind,
    subject: Subject,
    dates: Dates,
    *,
    measure: float,
    severity: str,
    accepts: tuple[Subject, ...] = (),
    near: tuple[str, ...] = (),
) -> Episode:
    starts, visible, ends = dates
    return Episode(
        id=f"{p.project.key}/{kind}/{subject.type}/{subject.id}",
        project=p.project.key,
        symptom=symptom_of(kind),
        kind=kind,
        subject_kind=subject.kind,
        subject_type=subject.type,
        subject_id=subject.id,
        subject_name=subject.name,
        subject_aliases=subject.aliases,
        project_wide=subject.kind == "project",
        starts_at=_day(starts),
        visible_at=_day(visible),
        ends_at=_day(ends) if ends else None,
        severity=severity,
        accepts=accepts,
        related=near,
        needs=None,
        measure=round(measure, 3),
    )


def first_day(starts: date, until: date, is_visible: Callable[[date], bool]) -> date | None:
    """The first day from one until another at whose beginning something could be seen."""
    day = starts
    while day <= until:
        if is_visible(day):
            return day
        day += DAY
    return None
