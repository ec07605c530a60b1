"""A promise was delivered late, or is still open after its day.

## What it detects
Releases, milestones and epics that were delivered after the due date of their baseline or still wait, rows of
sprints that ended with much of what was agreed open, and requests of the business with a due date that nobody
took into a commitment.

## Why it matters
The business plans on dates. Of 64,747 due-dated issues of eight public communities 21 % were late, 11 to 54 % by
community (Choetkiertikul et al., EMSE 2017): how late is late is a project's own, and worth a conversation.

## How it is measured
days_late: working days from the baseline's due date to delivery, or to the moment while undelivered;
calendar_days_late beside it. open_share: the share of the baseline that was not finished when it was due.

## Thresholds
More than `days` 2 working days. low to 5, medium to 15, high to 40, critical beyond; over 25 % of the planned
duration is at least high. A sprint is late with at least `sprint_items` 3 and `sprint_share` 20 % of its baseline
open at its planned end; consecutive late sprints are one finding, on the first.

## What it leaves out on purpose
Up to two working days; due dates that both sides moved together; weekends and public holidays; sprints and epics
whose open items mostly belong to a release that is late itself; bulk closing; what was delivered over 12 weeks
ago; epics that a release carries; promises in which nothing has moved for half a year.

## Questions it raises
For the business: what did the delay cost, and what of it could still wait? For IT: when did it become visible, and
to whom could it have been said?
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detectors.baselines import is_alive, subject_of
from detectors.calendar import WEEK
from detectors.delivery.lateness import (
    Lateness,
    SprintEnd,
    late_sprint_runs,
    lateness_at,
    request_lateness,
    requests,
    sprint_end,
)
from detectors.finding import (
    SEVERITIES,
    Evidence,
    Finding,
    Judgement,
    Measures,
    Severity,
    Subject,
    Symptom,
    Thresholds,
    severity_by,
)
from detectors.history import History
from detectors.replay import Flags, Ints
from detectors.sides import sides_at
from detectors.texts import count, day, percent, say, together
from detectors.views import view_of

NAME = "late-delivery"
SYMPTOM: Symptom = "delivery"
THRESHOLDS = {"days": 2.0, "sprint_items": 3.0, "sprint_share": 0.2}

_FIGURES = (
    "days_late", "calendar_days_late", "committed", "open_at_due", "open_share", "planned_days", "is_delivered",
    "sprints",
)  # fmt: skip


def measure(history: History, moments: Sequence[int]) -> Measures:
    """How late every commitment and every request is at every moment."""
    asked = requests(history)
    commitments = range(len(history.commitments))
    subjects = [subject_of(history, c) for c in commitments] + [_issue_subject(history, i) for i, _ in asked]
    measures = Measures.of(moments, subjects, [*commitments, *(i for i, _ in asked)], _FIGURES)
    for k, moment in enumerate(moments):
        late = _measure_commitments(history, measures, k, moment)
        _measure_sprints(history, measures, k, moment, late)
        for n, (issue, due_at) in enumerate(asked, start=len(history.commitments)):
            _keep(measures, n, k, request_lateness(history, issue, due_at, moment))
    return measures


def _measure_commitments(history: History, measures: Measures, k: int, moment: int) -> Flags:
    """Keep releases, milestones and epics at one moment; gives which commitments are late releases.

    An epic most of whose items a release or milestone carries is left to that one: one cause, one finding.
    """
    late = np.zeros(len(history.commitments), dtype=np.bool_)
    for c, commitment in enumerate(history.commitments):
        if commitment.type == "sprint" or not is_alive(history, c, moment):
            continue
        found = lateness_at(history, c, moment)
        if commitment.type != "epic":
            late[c] = isinstance(found, Lateness) and found.days_late > THRESHOLDS["days"]
        elif view_of(history, c, moment).is_carried_epic[0]:
            continue
        _keep(measures, c, k, found)
    return late


def _measure_sprints(history: History, measures: Measures, k: int, moment: int, late: Flags) -> None:
    for c, commitment in enumerate(history.commitments):
        if commitment.type == "sprint" and is_alive(history, c, moment) and sprint_end(history, c, moment):
            measures.record(c, k, sprints=0)
    runs = late_sprint_runs(history, moment, late, THRESHOLDS["sprint_items"], THRESHOLDS["sprint_share"])
    for run in runs:
        worst = max(run, key=lambda end: len(end.open_items) / max(end.committed, 1))
        measures.record(
            run[0].position,
            k,
            committed=worst.committed,
            open_at_due=len(worst.open_items),
            open_share=len(worst.open_items) / max(worst.committed, 1),
            sprints=len(run),
        )


def _keep(measures: Measures, subject: int, k: int, found: Lateness | str | None) -> None:
    if isinstance(found, str):
        measures.cannot(subject, k, found)
    elif found is not None:
        measures.record(
            subject,
            k,
            days_late=found.days_late,
            calendar_days_late=found.calendar_days_late,
            committed=found.committed,
            open_at_due=len(found.open_at_due),
            open_share=len(found.open_at_due) / found.committed,
            planned_days=found.planned_days if found.planned_days is not None else np.nan,
            is_delivered=found.delivered_at is not None,
        )


def judge(measures: Measures, thresholds: Thresholds) -> list[Judgement]:
    """More working days late than the threshold; sprints with enough of their baseline open."""
    days, sprints = measures.figures["days_late"], measures.figures["sprints"]
    share, still = measures.figures["open_share"], measures.figures["open_at_due"]
    with np.errstate(invalid="ignore"):
        late = days > thresholds["days"]
        row = (sprints >= 1) & (share >= thresholds["sprint_share"]) & (still >= thresholds["sprint_items"])
    found = []
    for s, k in np.argwhere(late | row):
        figures = measures.at(int(s), int(k))
        is_sprint = figures["sprints"] >= 1
        found.append(
            Judgement(
                measures.subjects[s],
                measures.positions[s],
                int(measures.moments[k]),
                figures,
                _sprint_severity(figures, thresholds) if is_sprint else _severity(figures),
                round(min(0.95, 0.8 + 0.05 * figures["sprints"]), 2) if is_sprint else _confidence(figures),
            )
        )
    return found


def _severity(figures: dict[str, float]) -> Severity:
    severity = severity_by(figures["days_late"], 5.5, 15.5, 40.5)
    much = figures["days_late"] > 0.25 * figures["planned_days"]  # False where there is no plan
    return max(severity, "high", key=SEVERITIES.index) if much else severity


def _sprint_severity(figures: dict[str, float], thresholds: Thresholds) -> Severity:
    least = thresholds["sprint_share"]
    return severity_by(figures["open_share"], least, 1.5 * least, 3 * least)


def _confidence(figures: dict[str, float]) -> float:
    """Surer the later it is, and the more of the baseline was really open on the day."""
    return round(0.75 + 0.1 * min(1.0, figures["days_late"] / 10) + 0.1 * min(1.0, 2 * figures["open_share"]), 2)


def explain(history: History, judgement: Judgement) -> Finding:
    """What was promised for when, what was open on that day, and when it came."""
    if judgement.figures["sprints"] >= 1:
        return _explain_sprints(history, judgement)
    subject = judgement.subject
    found = (
        lateness_at(history, judgement.position, judgement.at)
        if subject.kind == "commitment"
        else request_lateness(history, judgement.position, dict(requests(history))[judgement.position], judgement.at)
    )
    if not isinstance(found, Lateness):
        raise ValueError(f"{subject.name} is not late at {judgement.at}")
    days = count(found.days_late, "working day")
    calendar_days = count(found.calendar_days_late, "calendar day")
    if found.delivered_at is not None:
        title = say("{name} came {days} late", name=subject.name, days=days)
        came = say(
            "It was delivered on {day}, {days} ({calendar_days}) after it.",
            day=day(found.delivered_at),
            days=days,
            calendar_days=calendar_days,
        )
    else:
        title = say("{name} is {days} late", name=subject.name, days=days)
        came = say("It is still open, {days} ({calendar_days}) after it.", days=days, calendar_days=calendar_days)
    still = (
        say(
            "On that day {open} of {agreed} ({share}) were open.",
            open=len(found.open_at_due),
            agreed=count(found.committed, "agreed item"),
            share=percent(len(found.open_at_due) / found.committed),
        )
        if subject.kind == "commitment"
        else ""
    )
    return Finding(
        NAME,
        SYMPTOM,
        subject,
        judgement.severity,
        judgement.confidence,
        title,
        together(say("{name} was due on {day}.", name=subject.name, day=day(found.due_at)), came, still),
        {
            "business": say(
                "What did you plan on this date, and which part of it would have helped you most on the day?"
            ),
            "it": say(
                "When did you first see that the date would not hold, and what would have made it easy to say so?"
            ),
        },
        {
            "days_late": found.days_late,
            "calendar_days_late": found.calendar_days_late,
            "committed": found.committed,
            "open_at_due": len(found.open_at_due),
            "open_share": round(len(found.open_at_due) / found.committed, 4),
            "planned_days": found.planned_days,
            "due_on": day(found.due_at),
            "delivered_on": day(found.delivered_at) if found.delivered_at is not None else None,
        },
        {"days_late": float(found.days_late)},
        _evidence(history, found.open_at_due, found.due_at, judgement.at, subject.name),
        judgement.first_visible,
        judgement.at,
    )


def _explain_sprints(history: History, judgement: Judgement) -> Finding:
    late = _measured_late(history, judgement.at)
    runs = late_sprint_runs(history, judgement.at, late, THRESHOLDS["sprint_items"], THRESHOLDS["sprint_share"])
    run: list[SprintEnd] = next(r for r in runs if r[0].position == judgement.position)
    names = [history.commitments[end.position].name for end in run]
    evidence = tuple(
        e
        for end, name in zip(run, names, strict=True)
        for e in _evidence(history, end.open_items, end.due_at, judgement.at, name)
    )
    still, agreed = sum(len(end.open_items) for end in run), sum(end.committed for end in run)
    worst = percent(judgement.figures["open_share"])
    if len(run) == 1:
        title = say("{name} ended with {share} of it open", name=names[0], share=worst)
        summary = say(
            "{open} of {agreed} of {name} were open at its planned end, {day}.",
            open=still,
            agreed=count(agreed, "agreed item"),
            name=names[0],
            day=day(run[0].due_at),
        )
    else:
        title = say(
            "{number} sprints in a row ended with much of them open, from {name} on", number=len(run), name=names[0]
        )
        summary = say(
            "From {first} to {last}, {open} of {agreed} were open at the planned end of their sprint; "
            "at worst {share} of a sprint.",
            first=names[0],
            last=names[-1],
            open=still,
            agreed=count(agreed, "agreed item"),
            share=worst,
        )
    return Finding(
        NAME,
        SYMPTOM,
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        title,
        summary,
        {
            "business": say(
                "Which of the items that stayed open were you waiting for, and did anybody tell you in time?"
            ),
            "it": say(
                "What came between the plan and the work, and what would make the next plan one that you believe in?"
            ),
        },
        {
            "sprints": len(run),
            "committed": agreed,
            "open_at_due": still,
            "open_share": round(still / agreed, 4),
            "worst_open_share": round(judgement.figures["open_share"], 4),
            "weeks": round((run[-1].due_at - run[0].start_at) / WEEK, 1),
        },
        {},
        evidence,
        judgement.first_visible,
        judgement.at,
    )


def _measured_late(history: History, moment: int) -> Flags:
    """Which commitments are late releases or milestones at a moment."""
    late = np.zeros(len(history.commitments), dtype=np.bool_)
    for c, commitment in enumerate(history.commitments):
        if commitment.type in ("release", "milestone") and is_alive(history, c, moment):
            found = lateness_at(history, c, moment)
            late[c] = isinstance(found, Lateness) and found.days_late > THRESHOLDS["days"]
    return late


def _evidence(history: History, issues: Ints, due_at: int, moment: int, name: str) -> tuple[Evidence, ...]:
    """What was open when it was due, with when it was finished after all."""
    sides = sides_at(history, moment)
    rows = []
    for i in issues.tolist():
        finished = int(history.finished_at[i])
        what = (
            say("open when {name} was due, finished on {day}", name=name, day=day(finished))
            if finished <= moment
            else say("open when {name} was due, and still is", name=name)
        )
        asked = sides.name(int(history.creator[i]))
        rows.append(Evidence(history.keys[i], history.urls[i], due_at, asked, what))
    return tuple(rows)


def _issue_subject(history: History, issue: int) -> Subject:
    return Subject(
        "issue", "issue", history.keys[issue], history.titles[issue], history.urls[issue],
        f"issue:{history.ids[issue]}",
    )  # fmt: skip
