"""Work is started without a word of the business.

## What it detects
A project in which much of the work of the last 12 weeks was started before anybody of the business had said
anything about it.

## Why it matters
Where the people who must coordinate for a piece of work do talk, its resolution time was 32% shorter on average
(Cataldo, Herbsleb and Carley, "Socio-technical congruence", CMU-ISR-08-104, 2008): consultation pays.

## How it is measured
share = items started in the last 12 weeks without any word of the business up to their start, over all items
started then. A word is a creation, a request, a comment, a transition or a worklog; it counts on the item, on its
parents, on an item that it is linked to (also in another project or tracker), and on its epic while the item stood
in the epic.

## Thresholds
`threshold` 0.40, with at least `items` 5 and the lower bound of the 90% Wilson interval above it. high from 1.5
times, critical from 3 times the threshold.

## What it leaves out on purpose
Bugs, parts of other items, epics themselves, pull requests (they are how work is done), dependency and security
updates, work of bots, items under a goal marked as maintenance, bulk moves. An item on which only people of unknown
side spoke is not counted. Where fewer than 60% of the words have a known side, nothing is judged.

## Questions it raises
For the business: what would you have liked to say before this was built? For IT: what made it natural to start?
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detectors.consultation.known_sides import WINDOW, cannot_judge, in_window, known_share
from detectors.consultation.own_work import is_own_work, starts_of
from detectors.consultation.strategy import maintaining
from detectors.consultation.voices import Voices, everybody, voices_on
from detectors.finding import (
    Finding,
    Judgement,
    Measures,
    Symptom,
    Thresholds,
    severity_by,
    wilson_lower,
)
from detectors.history import History
from detectors.past.replay import NEVER, Flags
from detectors.sides import BUSINESS, UNKNOWN
from detectors.texts import count, day, percent, say, together
from detectors.whole_project import project_subject

NAME = "unconsulted-build"
SYMPTOM: Symptom = "consultation"
THRESHOLDS = {"threshold": 0.4, "items": 5.0}

_FIGURES = ("started", "unconsulted", "share", "lower", "known")


def measure(history: History, moments: Sequence[int]) -> Measures:
    """The share of unconsulted starts of the last 12 weeks, at every moment."""
    measures = Measures.of(moments, [project_subject(history)], [0], _FIGURES)
    voices = voices_of(history)
    for k, moment in enumerate(moments):
        started = voices.of(_window(voices, moment))
        recent = _recent(history, started, moment)
        if not recent.any():
            continue  # nothing was started, so nothing was started unheard
        heard, known = everybody(history, voices, moment), known_share(history, moment)
        because = cannot_judge(known) if (heard == BUSINESS).any() else "no sides known"
        if because is not None:
            measures.cannot(0, k, because)
            continue
        counted, silent = _counted(started, heard)
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


def _window(voices: Voices, moment: int) -> slice:
    """The items that were started in the 12 weeks before a moment: they stand in the order of their starts."""
    first, last = np.searchsorted(voices.started_at, [moment - WINDOW, moment], side="right")
    return slice(int(first), int(last))


def _recent(history: History, voices: Voices, moment: int) -> Flags:
    """Which items were started in the 12 weeks before a moment, are no maintenance, and had not left by then."""
    recent = in_window(voices.started_at, moment) & (history.departed_at[voices.issues] > moment)
    return recent & ~maintaining(history).at(moment)[voices.issues] if recent.any() else recent


def _counted(voices: Voices, side: NDArray[np.int8]) -> tuple[Flags, Flags]:
    """Which items count, and which of them were started without a word of the business."""
    business, unknown = voices.heard(side == BUSINESS), voices.heard(side == UNKNOWN)
    return business | ~unknown, ~business & ~unknown


def voices_of(history: History) -> Voices:
    """Who had spoken on every item that counts, up to its start."""
    return history.once(_voices)


def _voices(history: History) -> Voices:
    started = (history.started_at < NEVER) & is_own_work(history) & ~history.is_bug
    return voices_on(history, np.flatnonzero(started))


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
    voices = voices_of(history)
    recent = _recent(history, voices, judgement.at)
    _, silent = _counted(voices, everybody(history, voices, judgement.at))
    issues, figures, name = voices.issues[recent & silent], judgement.figures, judgement.subject.name
    started, unconsulted = int(figures["started"]), int(figures["unconsulted"])
    what = say("work started before the business had said a word on it")
    evidence = starts_of(history, issues.tolist(), judgement.at, what)
    return Finding(
        NAME,
        SYMPTOM,
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        say(
            "{share} of the new work in {name} started without a word of the business",
            share=percent(figures["share"]),
            name=name,
        ),
        together(
            say(
                "Of {started} on which work started in the 12 weeks before {day}, {unconsulted} ({share}) had no word "
                "of the business up to their start: none on the item, its epic or what it is linked to.",
                started=count(started, "item"),
                day=day(judgement.at),
                unconsulted=unconsulted,
                share=percent(figures["share"]),
            ),
            say("So what is built there rests on how IT alone sees it."),
        ),
        {
            "business": say(
                "Which of these would you have liked to talk about before they were built, and whom could they have "
                "asked?"
            ),
            "it": say(
                "What made it natural to start these right away, and where would a short question have saved work?"
            ),
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
