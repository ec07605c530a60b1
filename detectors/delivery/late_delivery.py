"""A promise was delivered late, or is still open after its day.

## What it detects
Releases, milestones and epics that were delivered after the due date of their baseline or still wait, rows of
sprints that ended with much of what was agreed open, and requests of the business with a due date that nobody
took into a commitment.

## Why it matters
The business plans on dates. Of 64,747 due-dated issues of eight public communities 21% were late, 11 to 54% by
community (Choetkiertikul et al., EMSE 2017): how late is late is a project's own, and worth a conversation.

## How it is measured
days_late: working days from the baseline's due date to delivery, or to the moment while undelivered;
calendar_days_late beside it. open_share: the share of the baseline that was not finished when it was due.

## Thresholds
More than `days` 2 working days. low to 5, medium to 15, high to 40, critical beyond; over 25% of the planned
duration is at least high. A sprint is late with at least `sprint_items` 3 and `sprint_share` 20% of its baseline
open at its planned end; consecutive late sprints are one finding, on the first.

## What it leaves out on purpose
Up to two working days; due dates that both sides moved together; weekends and public holidays; sprints and epics
whose open items mostly belong to a release that is late itself; bulk closing; what was put into a release after its
date, which only writes down where it had come out; what was delivered over 12 weeks ago; epics that a release
carries; promises in which nothing has moved for half a year.

## Questions it raises
For the business: what did the delay cost, and what of it could still wait? For IT: when did it become visible, and
to whom could it have been said?
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detectors.baselines import subjects_of
from detectors.calendar import WEEK, iso_day
from detectors.delivery.lateness import Lateness
from detectors.delivery.requests import late_requests, requests_of
from detectors.delivery.sprint_rows import SprintEnds
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
from detectors.past.replay import NEVER, Flags, Ints
from detectors.sides import NAMES, sides_at
from detectors.texts import count, day, percent, say, together
from detectors.views import Views, view_of, views_of

NAME = "late-delivery"
SYMPTOM: Symptom = "delivery"
THRESHOLDS = {"days": 2.0, "sprint_items": 3.0, "sprint_share": 0.2}

_FIGURES = (
    "days_late", "calendar_days_late", "committed", "open_at_due", "open_share", "planned_days", "is_delivered",
    "sprints",
)  # fmt: skip


def measure(history: History, moments: Sequence[int]) -> Measures:
    """How late every commitment and every request is at every moment."""
    asked = requests_of(history)
    subjects = [*subjects_of(history), *(_issue_subject(history, i) for i in asked.issue.tolist())]
    positions = [*range(len(history.commitments)), *asked.issue.tolist()]
    measures = Measures.of(moments, subjects, positions, _FIGURES)
    views = views_of(history, moments)
    found = _lateness(views)
    _measure_commitments(measures, found)
    _measure_sprints(measures, views, _late_carriers(found))
    _measure_requests(measures, history)
    return measures


def _lateness(views: Views) -> Lateness:
    """How late releases, milestones and epics are; carried epics are left to what carries them."""
    of_sprint = views.promises.is_sprint[views.commitment]
    return Lateness(views.only(~of_sprint & views.has_baseline & ~views.is_carried_epic))


def _late_carriers(found: Lateness) -> Flags:
    """Which releases and milestones are late at each moment: (moment, commitment)."""
    views = found.views
    late = np.zeros((len(views.moments), len(views.history.commitments)), dtype=np.bool_)
    rows = (found.days_late > THRESHOLDS["days"]) & views.promises.carries[views.commitment]
    late[views.column[rows], views.commitment[rows]] = True
    return late


def _measure_commitments(measures: Measures, found: Lateness) -> None:
    views = found.views
    has_due, has_items = found.due_at != NEVER, views.committed > 0
    for rows, because in ((~has_due, "no due date"), (has_due & ~has_items, "no items in the baseline")):
        measures.cannot(views.commitment[rows], views.column[rows], because)
    rows = has_due & has_items
    measures.record(
        views.commitment[rows],
        views.column[rows],
        days_late=found.days_late[rows],
        calendar_days_late=found.calendar_days_late[rows],
        committed=views.committed[rows],
        open_at_due=found.open_at_due[rows],
        open_share=found.open_at_due[rows] / views.committed[rows],
        planned_days=found.planned_days[rows],
        is_delivered=found.is_delivered[rows],
    )


def _measure_sprints(measures: Measures, views: Views, late: Flags) -> None:
    ends = SprintEnds(views.history, views.moments)
    place = np.full(len(views.history.commitments), -1, dtype=np.int64)
    place[ends.sprints] = np.arange(len(ends.sprints))
    alive = views.only(views.promises.is_sprint[views.commitment])
    ended = ends.end_of[place[alive.commitment], alive.column] >= 0
    measures.record(alive.commitment[ended], alive.column[ended], sprints=0)
    rows = ends.late_rows(late, THRESHOLDS["sprint_items"], THRESHOLDS["sprint_share"])
    for k, row in ((k, row) for k, of_moment in enumerate(rows) for row in of_moment):
        worst = int(row[np.argmax(ends.share[row])])
        measures.record(
            int(ends.commitment[row[0]]),
            k,
            committed=int(ends.committed[worst]),
            open_at_due=int(ends.open[worst]),
            open_share=float(ends.share[worst]),
            sprints=len(row),
        )


def _measure_requests(measures: Measures, history: History) -> None:
    """Keep the requests: each is an item by itself."""
    found, asked = late_requests(history, measures.moments), requests_of(history)
    first = len(history.commitments)
    request, column = np.nonzero(found.is_unknown)
    measures.cannot(first + request, column, "the side of who asked is unknown")
    request, column = np.nonzero(found.is_judged)
    issue = asked.issue[request]
    planned = history.working_days.between_each(history.created_at[issue], found.due_at[request, column])
    measures.record(
        first + request,
        column,
        days_late=found.days_late[request, column],
        calendar_days_late=found.calendar_days_late[request, column],
        committed=1,
        open_at_due=1,
        open_share=1.0,
        planned_days=np.where(planned != 0, planned, np.nan),
        is_delivered=found.delivered_at[request, column] != NEVER,
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
    subject, figures = judgement.subject, judgement.figures
    due_at, delivered, still = _course(history, judgement)
    days, calendar = int(figures["days_late"]), int(figures["calendar_days_late"])
    committed, planned = int(figures["committed"]), figures["planned_days"]
    days_said, calendar_days = count(days, "working day"), count(calendar, "calendar day")
    if delivered is not None:
        title = say("{name} came {days} late", name=subject.name, days=days_said)
        came = say(
            "It was delivered on {day}, {days} ({calendar_days}) after it.",
            day=day(delivered),
            days=days_said,
            calendar_days=calendar_days,
        )
    else:
        title = say("{name} is {days} late", name=subject.name, days=days_said)
        came = say("It is still open, {days} ({calendar_days}) after it.", days=days_said, calendar_days=calendar_days)
    was_open = (
        say(
            "On that day {open} of {agreed} ({share}) were open.",
            open=len(still),
            agreed=count(committed, "agreed item"),
            share=percent(len(still) / committed),
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
        together(say("{name} was due on {day}.", name=subject.name, day=day(due_at)), came, was_open),
        {
            "business": say(
                "What did you plan on this date, and which part of it would have helped you most on the day?"
            ),
            "it": say(
                "When did you first see that the date would not hold, and what would have made it easy to say so?"
            ),
        },
        {
            "days_late": days,
            "calendar_days_late": calendar,
            "committed": committed,
            "open_at_due": len(still),
            "open_share": round(len(still) / committed, 4),
            "planned_days": None if np.isnan(planned) else int(planned),
            "due_on": iso_day(due_at),
            "delivered_on": iso_day(delivered) if delivered is not None else None,
        },
        {"days_late": float(days)},
        _evidence(history, still, due_at, judgement.at, subject.name),
        judgement.first_visible,
        judgement.at,
    )


def _course(history: History, judgement: Judgement) -> tuple[int, int | None, Ints]:
    """When what is late was due, when it was delivered (None while open), and what was open on the day."""
    if judgement.subject.kind == "commitment":
        found = Lateness(view_of(history, judgement.position, judgement.at))
        due_at, delivered, still = int(found.due_at[0]), int(found.delivered_at[0]), found.open_items(0)
    else:
        asked, still = requests_of(history), np.array([judgement.position], dtype=np.int64)
        of = asked.issue.tolist().index(judgement.position)
        due_at = int(asked.promised(history, np.array([judgement.at]))[of, 0])
        finished = int(history.finished_at[judgement.position])
        delivered = finished if finished <= judgement.at else int(NEVER)
    return due_at, None if delivered == NEVER else delivered, still


def _explain_sprints(history: History, judgement: Judgement) -> Finding:
    views = views_of(history, [judgement.at])
    ends = SprintEnds(history, views.moments)
    rows = ends.late_rows(_late_carriers(_lateness(views)), THRESHOLDS["sprint_items"], THRESHOLDS["sprint_share"])[0]
    run = next(row for row in rows if ends.commitment[row[0]] == judgement.position).tolist()
    names = [history.commitments[ends.commitment[end]].name for end in run]
    due = [int(ends.due_at[end]) for end in run]
    begun = int(ends.start_at[ends.sprints.tolist().index(judgement.position), 0])
    evidence = tuple(
        e
        for end, due_at, name in zip(run, due, names, strict=True)
        for e in _evidence(history, ends.open_items(end), due_at, judgement.at, name)
    )
    still, agreed = int(ends.open[run].sum()), int(ends.committed[run].sum())
    worst = percent(judgement.figures["open_share"])
    if len(run) == 1:
        title = say("{name} ended with {share} of it open", name=names[0], share=worst)
        summary = say(
            "{open} of {agreed} of {name} were open at its planned end, {day}.",
            open=still,
            agreed=count(agreed, "agreed item"),
            name=names[0],
            day=day(due[0]),
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
            "weeks": round((due[-1] - begun) / WEEK, 1),
        },
        {},
        evidence,
        judgement.first_visible,
        judgement.at,
    )


def _evidence(history: History, issues: Ints, due_at: int, moment: int, name: str) -> tuple[Evidence, ...]:
    """What was open when it was due, with when it was finished after all."""
    asked = sides_at(history, moment).of(history.creator[issues])
    keys, urls, still = history.keys, history.urls, say("open when {name} was due, and still is", name=name)
    return tuple(
        Evidence(
            keys[i],
            urls[i],
            due_at,
            NAMES[side],
            say("open when {name} was due, finished on {day}", name=name, day=day(finished))
            if finished <= moment
            else still,
        )
        for i, side, finished in zip(issues.tolist(), asked, history.finished_at[issues].tolist(), strict=True)
    )


def _issue_subject(history: History, issue: int) -> Subject:
    return Subject(
        "issue", "issue", history.keys[issue], history.titles[issue], history.urls[issue],
        f"issue:{history.ids[issue]}",
    )  # fmt: skip
