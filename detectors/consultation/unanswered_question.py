"""Questions from one side to the other stay without an answer.

## What it detects
A project in which questions that the business asked IT, or IT the business, wait for an answer for weeks.

## Why it matters
Who asks across the bridge wants to build, or to get, the right thing. Without an answer either the work waits, and
comes late, or it goes on by a guess, and comes as something else. Where people who must coordinate do talk, its
resolution time was 32% shorter on average (Cataldo, Herbsleb and Carley, "Socio-technical congruence",
CMU-ISR-08-104, 2008).

## How it is measured
A question is a comment with a question mark, or a mention of somebody, that speaks to the other side: by whom it
mentions, else by who spoke last before it; or a status that waits for an answer. It is answered by the other side's
next comment, review or transition on the issue. Waits are counted in working days. Open are the questions of the last
half year that have waited for over 10 working days; the median wait is that of the questions of the last 12 weeks
which were settled or have waited longer than that. Both directions are counted, and shown apart.

## Thresholds
`open` 3 questions, which are at least `share` 5% of all that were asked in the half year: in a large project some
always fall through. Or a median wait over `median` 10 working days, with at least `items` 5 questions. high from 1.5
times, critical from 3 times the threshold, by whichever is further over.

## What it leaves out on purpose
Questions within one side, and those to somebody of unknown side; thanks and mentions for information; replies that
mention whom they answer; question marks in code, quotes and addresses; comments of bots; reviews of code; what is
asked of a closed issue. Who asks again before an answer asks once. A question is over when its issue is done, leaves
the project or waits no longer, and is given up after half a year. Where fewer than 60% of the words have a known
side, nothing is judged.

## Questions it raises
For the business: which of these still matter, and who could answer them? For IT: the same, from the other end.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detectors.calendar import DAY
from detectors.consultation.known_sides import WINDOW, cannot_judge, known_share
from detectors.consultation.questions import Questions, questions_at
from detectors.finding import Evidence, Finding, Judgement, Measures, Symptom, Thresholds, severity_by
from detectors.history import History
from detectors.past.replay import NEVER, Flags, Ints
from detectors.sides import BUSINESS, IT, NAMES, sides_at
from detectors.texts import count, day, decimal, say, together
from detectors.whole_project import project_subject

NAME = "unanswered-question"
SYMPTOM: Symptom = "consultation"
THRESHOLDS = {"open": 3.0, "share": 0.05, "median": 10.0, "items": 5.0}

# An answer within so many working days is usual.
_PATIENCE = 10
# Whatever nobody has come back to for half a year is given up.
_MEMORY = 182 * DAY
_FIGURES = ("asked", "open", "open_by_business", "open_by_it", "longest", "recent", "median", "known")


def measure(history: History, moments: Sequence[int]) -> Measures:
    """How many questions across are open for long, and how long an answer takes, at every moment."""
    measures = Measures.of(moments, [project_subject(history)], [0], _FIGURES)
    for k, moment in enumerate(moments):
        known = known_share(history, moment)
        if np.isnan(known):
            continue  # nobody says anything any more
        because = cannot_judge(known)
        asked = _asked(history, moment)
        if because is not None:
            measures.cannot(0, k, because)
        elif len(asked.at):
            _record(measures, k, asked, _waits(history, asked, moment), moment, known)
    return measures


def _asked(history: History, moment: int) -> Questions:
    return questions_at(history, moment - _MEMORY, moment, sides_at(history, moment))


def _waits(history: History, asked: Questions, moment: int) -> Ints:
    """For how many working days each question has waited, or had when it was settled."""
    return history.working_days.between_each(asked.at, np.minimum(asked.settled_at, moment))


def _is_open(asked: Questions, waits: Ints) -> Flags:
    open_still: Flags = asked.settled_at == NEVER
    return open_still & (waits > _PATIENCE)


def _record(measures: Measures, k: int, asked: Questions, waits: Ints, moment: int, known: float) -> None:
    is_open = _is_open(asked, waits)
    # One that was asked a few days ago and is open tells nothing yet of how long an answer takes.
    recent = (asked.at > moment - WINDOW) & ((asked.settled_at != NEVER) | is_open)
    measures.record(
        0, k, asked=len(asked.at), open=int(is_open.sum()),
        open_by_business=int((is_open & (asked.asked_by == BUSINESS)).sum()),
        open_by_it=int((is_open & (asked.asked_by == IT)).sum()),
        longest=int(waits[is_open].max()) if is_open.any() else 0,
        recent=int(recent.sum()), median=float(np.median(waits[recent])) if recent.any() else np.nan, known=known,
    )  # fmt: skip


def judge(measures: Measures, thresholds: Thresholds) -> list[Judgement]:
    """Several questions are open for long, or most answers take long."""
    figures = measures.figures
    with np.errstate(invalid="ignore"):
        many = (figures["open"] >= thresholds["open"]) & (figures["open"] >= thresholds["share"] * figures["asked"])
        slow = (figures["median"] > thresholds["median"]) & (figures["recent"] >= thresholds["items"])
    found = []
    for s, k in np.argwhere(many | slow):
        own = measures.at(int(s), int(k))
        over = max(
            own["open"] / max(thresholds["open"], 1) if many[s, k] else 0.0,
            own["median"] / max(thresholds["median"], 1) if slow[s, k] else 0.0,
        )
        found.append(
            Judgement(
                measures.subjects[s],
                0,
                int(measures.moments[k]),
                own | {"is_slow": float(slow[s, k])},
                severity_by(over, 1, 1.5, 3),
                round(min(0.95, 0.6 + 0.2 * own["known"] + 0.05 * min(3.0, over)), 2),
            )
        )
    return found


def explain(history: History, judgement: Judgement) -> Finding:
    """The questions that are open, and since when."""
    figures, name = judgement.figures, judgement.subject.name
    asked = _asked(history, judgement.at)
    waits = _waits(history, asked, judgement.at)
    shown = _is_open(asked, waits)
    if figures["is_slow"]:
        # Where answers come, but late, those that took long show it.
        shown |= (asked.at > judgement.at - WINDOW) & (waits > _PATIENCE)
    evidence = tuple(
        _evidence(history, asked, int(q), int(waits[q]))
        for q in np.flatnonzero(shown)[np.argsort(asked.at[shown], kind="stable")]
    )
    summary = together(
        say(
            "On {day}, {open} across the bridge had waited over {days} for an answer: {by_business} asked by the "
            "business, {by_it} asked by IT; the longest for {longest}.",
            day=day(judgement.at),
            open=count(figures["open"], "question"),
            days=count(_PATIENCE, "working day"),
            by_business=int(figures["open_by_business"]),
            by_it=int(figures["open_by_it"]),
            longest=count(figures["longest"], "working day"),
        )
        if figures["open"]
        else "",
        say(
            "In the 12 weeks before, half of {asked} waited for {median} working days or longer.",
            asked=count(figures["recent"], "question"),
            median=decimal(figures["median"]),
        )
        if figures["recent"] >= THRESHOLDS["items"]
        else "",
        say("Work that hangs on an answer waits with it, or goes on by a guess."),
    )
    title = (
        say("{open} in {name} wait for the other side", open=count(figures["open"], "question"), name=name)
        if figures["open"] >= 2
        else say("Answers in {name} take {median} working days", median=decimal(figures["median"]), name=name)
    )
    return Finding(
        NAME,
        SYMPTOM,
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        title,
        summary,
        _questions(figures),
        {
            "asked": int(figures["asked"]),
            "open": int(figures["open"]),
            "open_by_business": int(figures["open_by_business"]),
            "open_by_it": int(figures["open_by_it"]),
            "longest_days": int(figures["longest"]),
            "recent": int(figures["recent"]),
            "median_days": None if np.isnan(figures["median"]) else round(figures["median"], 1),
        },
        {},
        evidence,
        judgement.first_visible,
        judgement.at,
    )


def _questions(figures: dict[str, float]) -> dict[str, str]:
    by_business, by_it = figures["open_by_business"], figures["open_by_it"]
    return {
        "business": say(
            "IT waits for your answer to {questions}: what still hangs on it, and who could give it this week?",
            questions=count(by_it, "question"),
        )
        if by_it
        else say("Which of your questions still matter, and by when would an answer help you?"),
        "it": say(
            "The business waits for your answer to {questions}: what can be said this week, and where would it best "
            "ask the next time?",
            questions=count(by_business, "question"),
        )
        if by_business
        else say("Which of your questions still matter, and what do you assume while you wait?"),
    }


def _evidence(history: History, asked: Questions, q: int, waited: int) -> Evidence:
    issue, days = int(asked.issue[q]), count(waited, "working day")
    is_open, by_business = asked.settled_at[q] == NEVER, asked.asked_by[q] == BUSINESS
    if by_business:
        what = (
            say("the business asked IT; no answer for {days}", days=days)
            if is_open
            else say("the business asked IT; answered after {days}", days=days)
        )
    else:
        what = (
            say("IT asked the business; no answer for {days}", days=days)
            if is_open
            else say("IT asked the business; answered after {days}", days=days)
        )
    return Evidence(history.keys[issue], history.urls[issue], int(asked.at[q]), NAMES[int(asked.asked_by[q])], what)
