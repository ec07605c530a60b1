"""Work is started without a word of the business.

## What it detects
A project in which much of the work of the last 12 weeks was started before anybody of the business had said
anything about it.

## Why it matters
Where the people who must coordinate for a piece of work do talk, its resolution time was 32 % shorter on average
(Cataldo, Herbsleb and Carley, "Socio-technical congruence", CMU-ISR-08-104, 2008): consultation pays.

## How it is measured
share = items started in the last 12 weeks without any word of the business up to their start, over all items
started then. A word is a creation, a request, a comment, a transition or a worklog; it counts on the item, on its
parents, on an item that it is linked to (also in another project or tracker), and on its epic while the item stood
in the epic.

## Thresholds
`threshold` 0.40, with at least `items` 5 and the lower bound of the 90 % Wilson interval above it. high from 1.5
times, critical from 3 times the threshold.

## What it leaves out on purpose
Bugs, parts of other items, epics themselves, pull requests (they are how work is done), dependency and security
updates, work of bots, items under a goal marked as maintenance, bulk moves. An item on which only people of unknown
side spoke is not counted. Where fewer than 60 % of the words have a known side, nothing is judged.

## Questions it raises
For the business: what would you have liked to say before this was built? For IT: what made it natural to start?
"""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from detectors.calendar import DAY
from detectors.commitments import on
from detectors.consultation.voices import Voices, everybody, voices_on
from detectors.finding import (
    Evidence,
    Finding,
    Judgement,
    Measures,
    Subject,
    Symptom,
    Thresholds,
    severity_by,
    wilson_lower,
)
from detectors.history import History
from detectors.replay import NEVER, Flags
from detectors.sides import BUSINESS, UNKNOWN, sides_at
from detectors.texts import count, percent
from detectors.words import words_of

NAME = "unconsulted-build"
SYMPTOM: Symptom = "consultation"
THRESHOLDS = {"threshold": 0.4, "items": 5.0}

WINDOW = 84 * DAY
KNOWN_SIDES = 0.6
_UPDATES = frozenset({"dependencies", "dependency", "security", "renovate", "dependabot"})
_FIGURES = ("started", "unconsulted", "share", "lower", "known")

_kept: WeakKeyDictionary[History, Voices] = WeakKeyDictionary()


def measure(history: History, moments: Sequence[int]) -> Measures:
    """The share of unconsulted starts of the last 12 weeks, at every moment."""
    measures = Measures.of(moments, [_subject(history)], [0], _FIGURES)
    voices, words = voices_of(history), words_of(history)
    for k, moment in enumerate(moments):
        sides = sides_at(history, moment)
        heard = everybody(history, voices, moment)
        recent = _recent(history, voices, moment)
        spoken = sides.of(words.person[words.between(moment - WINDOW + 1, moment)])
        if not recent.any():
            continue  # nothing was started, so nothing was started unheard
        known = float((spoken != UNKNOWN).mean()) if len(spoken) else 0.0
        if known < KNOWN_SIDES or not (heard == BUSINESS).any():
            measures.cannot(
                0,
                k,
                "no sides known" if not (heard == BUSINESS).any() else "too few words with a known side",
            )
            continue
        counted, silent = _counted(voices, heard)
        n = int((recent & counted).sum())
        if n < THRESHOLDS["items"]:
            measures.cannot(0, k, "fewer than 5 items started in the last 12 weeks")
            continue
        unconsulted = int((recent & silent).sum())
        measures.record(
            0, k, started=n, unconsulted=unconsulted, share=unconsulted / n,
            lower=wilson_lower(unconsulted / n, n), known=known,
        )  # fmt: skip
    return measures


def _recent(history: History, voices: Voices, moment: int) -> Flags:
    """Which items were started in the 12 weeks before a moment, and had not left the project by then."""
    started = (voices.started_at > moment - WINDOW) & (voices.started_at <= moment)
    return started & (history.departed_at[voices.issues] > moment)


def _counted(voices: Voices, side: NDArray[np.int8]) -> tuple[Flags, Flags]:
    """Which items count, and which of them were started without a word of the business."""
    business, unknown = voices.heard(side == BUSINESS), voices.heard(side == UNKNOWN)
    return business | ~unknown, ~business & ~unknown


def voices_of(history: History) -> Voices:
    """Who had spoken on every item that counts, up to its start."""
    if history not in _kept:
        started = np.flatnonzero((history.started_at < NEVER) & _is_own_work(history))
        _kept[history] = voices_on(history, started)
    return _kept[history]


def _is_own_work(history: History) -> Flags:
    """Which issues are work of their own that somebody could be asked about first."""
    own = ~history.of_kind("bug", "subtask", "epic", "pull_request") & (history.parent < 0) & ~history.is_clone
    creators = history.creator
    if len(history.is_bot):
        own &= ~((creators >= 0) & history.is_bot[creators])
    labels = history.columns.issues["labels"].to_list()
    quiet = {label.casefold() for g in history.declared.goals if g.maintenance for label in g.labels} | _UPDATES
    own &= np.array([not quiet.intersection(x.casefold() for x in (ls or [])) for ls in labels], dtype=np.bool_)
    maintained = {key for goal in history.declared.goals if goal.maintenance for key in goal.epics}
    names = {name for goal in history.declared.goals if goal.maintenance for name in goal.commitments}
    for c, commitment in enumerate(history.commitments):
        epic_key = history.keys[history.position[commitment.id]] if commitment.type == "epic" else ""
        if epic_key in maintained or {commitment.id, commitment.name} & names:
            rows = history.rows_of(c)
            own[history.members.issue[rows]] = False
    return own


def judge(measures: Measures, thresholds: Thresholds) -> list[Judgement]:
    """A share over the threshold that is no accident of a few items."""
    figures = measures.figures
    threshold = thresholds["threshold"]
    with np.errstate(invalid="ignore"):
        flagged = (figures["lower"] > threshold) & (figures["started"] >= thresholds["items"])
    found = []
    for s, k in np.argwhere(flagged):
        own = measures.at(int(s), int(k))
        severity = severity_by(own["share"], threshold, 1.5 * threshold, 3 * threshold)
        confidence = round(min(0.95, 0.6 + 0.2 * own["known"] + min(0.15, own["lower"] - threshold)), 2)
        found.append(Judgement(measures.subjects[s], 0, int(measures.moments[k]), own, severity, confidence))
    return found


def explain(history: History, judgement: Judgement) -> Finding:
    """The items that were started unheard, and when."""
    voices, sides = voices_of(history), sides_at(history, judgement.at)
    recent = _recent(history, voices, judgement.at)
    _, silent = _counted(voices, everybody(history, voices, judgement.at))
    issues, figures, name = voices.issues[recent & silent], judgement.figures, judgement.subject.name
    started, unconsulted = int(figures["started"]), int(figures["unconsulted"])
    by = dict(history.starts.select("row", "by").iter_rows())
    evidence = tuple(
        Evidence(
            history.keys[i],
            history.urls[i],
            int(history.started_at[i]),
            sides.name(history.people.get(by[i] or "", -1)),
            "work started before the business had said a word on it",
        )
        for i in issues.tolist()
    )
    return Finding(
        NAME,
        SYMPTOM,
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        f"{percent(figures['share'])} of the new work in {name} started without a word of the business",
        f"Of {count(started, 'item')} on which work started in the 12 weeks before {on(judgement.at)}, {unconsulted} "
        f"({percent(figures['share'])}) had no word of the business up to their start: none on the item, its epic "
        f"or what it is linked to.",
        {
            "business": "Which of these would you have liked to talk about before they were built, and whom could "
            "they have asked?",
            "it": "What made it natural to start these right away, and where would a short question have saved work?",
        },
        {
            "started": started,
            "unconsulted": unconsulted,
            "share": round(figures["share"], 4),
            "lower_bound": round(figures["lower"], 4),
            "known_sides": round(figures["known"], 4),
        },
        {},
        evidence,
        judgement.first_visible,
        judgement.at,
    )


def _subject(history: History) -> Subject:
    return Subject("project", "project", history.project, history.name or history.project, history.url, "project")
