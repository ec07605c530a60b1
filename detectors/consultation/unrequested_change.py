"""Changes are merged that no issue asked for.

## What it detects
A repository in which many of the pull requests merged in the last 12 weeks belong to no issue, or were merged without a
word of anybody but their author.

## Why it matters
An issue is where the business can see, before it is built, what will change and why. A change without one reaches the
users unannounced, and nobody can tell later what it was for. Where nobody else had a word on it either, two chances to
ask were passed by.

## How it is measured
unlinked = merged pull requests that close or name no issue, over all merged in the last 12 weeks; alone = those of them
on which nobody but the author had a word up to the merge, over all. An issue is named by a reference, or by a key in
the title, the branch or the commits, and counts where it was there at the merge, in this repository or in another
tracker. A word is a comment, a review or the merge itself.

## Thresholds
`unlinked` 0.40, or `alone` 0.25, each with at least `items` 5 and the lower bound of the 90% Wilson interval above it.
high from 1.5 times, critical from 3 times the threshold, by whichever is further over.

## What it leaves out on purpose
Bots and dependency updates, releases and what moves changes between branches, reverts, documentation, work under a
maintenance goal. A key that stands only in the name of a branch counts only where its issue is known: any word before a
number looks like one. Where fewer than 60% of the words have a known side, nothing is judged: then it is not known who
could talk about it.

## Questions it raises
For the business: which of these changes did you notice, and which would you have liked to hear of before? For IT: where
do wishes for such changes come from, and where could they be seen by others?
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detectors.consultation.known_sides import cannot_judge, in_window, known_share
from detectors.consultation.merges import Merges, merges_of
from detectors.consultation.strategy import maintaining
from detectors.finding import (
    Evidence,
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
from detectors.sides import sides_at
from detectors.texts import count, day, percent, say, together
from detectors.whole_project import project_subject

NAME = "unrequested-change"
SYMPTOM: Symptom = "consultation"
THRESHOLDS = {"unlinked": 0.4, "alone": 0.25, "items": 5.0}

_FIGURES = ("merged", "unlinked", "alone", "known")


def measure(history: History, moments: Sequence[int]) -> Measures:
    """How many pull requests were merged in the last 12 weeks, and how many of them nobody had asked for."""
    measures = Measures.of(moments, [project_subject(history)], [0], _FIGURES)
    opened = history.created_at[history.of_kind("pull_request")]
    first_at = int(opened.min()) if len(opened) else int(NEVER)
    merges = _merges(history)
    for k, moment in enumerate(moments):
        if moment < first_at:
            measures.cannot(0, k, "no pull requests")
            continue
        recent = _recent(history, merges, moment)
        merged, known = int(recent.sum()), known_share(history, moment)
        because = cannot_judge(known)
        if merged == 0:
            continue  # nothing was merged, so nothing unasked
        if merged < THRESHOLDS["items"]:
            because = "fewer than 5 pull requests merged in the last 12 weeks"
        if because is not None:
            measures.cannot(0, k, because)
            continue
        unlinked = recent & ~merges.is_linked
        measures.record(
            0, k, merged=merged, unlinked=int(unlinked.sum()), alone=int((unlinked & ~merges.is_discussed).sum()),
            known=known,
        )  # fmt: skip
    return measures


def _merges(history: History) -> Merges:
    return history.once(merges_of)


def _recent(history: History, merges: Merges, moment: int) -> Flags:
    """Which pull requests were merged in the 12 weeks before a moment, and are no maintenance."""
    recent = in_window(merges.merged_at, moment) & (history.departed_at[merges.issue] > moment)
    return recent & ~maintaining(history).at(moment)[merges.issue] if recent.any() else recent


def judge(measures: Measures, thresholds: Thresholds) -> list[Judgement]:
    """One of the two shares is over its threshold, and is no accident of a few pull requests."""
    found = []
    for s, k in np.argwhere(measures.figures["merged"] >= thresholds["items"]):
        figures = measures.at(int(s), int(k))
        shares = {of: figures[of] / figures["merged"] for of in ("unlinked", "alone")}
        lowers = {of: wilson_lower(share, figures["merged"]) for of, share in shares.items()}
        over = [of for of, lower in lowers.items() if lower > thresholds[of]]
        if not over:
            continue
        worst = max(shares[of] / thresholds[of] if thresholds[of] else np.inf for of in over)
        margin = max(lowers[of] - thresholds[of] for of in over)
        figures |= {f"{of}_share": shares[of] for of in shares} | {f"{of}_lower": lowers[of] for of in lowers}
        found.append(
            Judgement(
                measures.subjects[s],
                0,
                int(measures.moments[k]),
                figures,
                severity_by(worst, 1, 1.5, 3),
                round(min(0.95, 0.8 + min(0.15, margin)), 2),
            )
        )
    return found


def explain(history: History, judgement: Judgement) -> Finding:
    """The pull requests that no issue had asked for, and when they were merged."""
    figures, name = judgement.figures, judgement.subject.name
    merges, sides = _merges(history), sides_at(history, judgement.at)
    rows = np.flatnonzero(_recent(history, merges, judgement.at) & ~merges.is_linked)
    evidence = tuple(
        Evidence(
            history.keys[merges.issue[r]],
            history.urls[merges.issue[r]],
            int(merges.merged_at[r]),
            sides.name(int(merges.merged_by[r])),
            say("merged; no issue asked for it")
            if merges.is_discussed[r]
            else say("merged without a word of anybody but its author; no issue asked for it"),
        )
        for r in rows.tolist()
    )
    summary = together(
        say(
            "Of {merged} merged in the 12 weeks before {day}, {unlinked} ({share}) close or name no issue.",
            merged=count(figures["merged"], "pull request"),
            day=day(judgement.at),
            unlinked=int(figures["unlinked"]),
            share=percent(figures["unlinked_share"]),
        ),
        say(
            "On {alone} of those, nobody but the author had a word before the merge.",
            alone=int(figures["alone"]),
        )
        if figures["alone"]
        else "",
        say("What changed there, and why, is told nowhere but in the change itself."),
    )
    return Finding(
        NAME,
        SYMPTOM,
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        say(
            "{share} of the changes merged in {name} had no issue", share=percent(figures["unlinked_share"]), name=name
        ),
        summary,
        {
            "business": say(
                "Which of these {changes} did you notice, and which would you have liked to hear of before?",
                changes=count(figures["unlinked"], "change"),
            ),
            "it": say(
                "Where do the wishes for such changes come from, and what would make it easy to show them to others "
                "before they are built?"
            ),
        },
        {
            "merged": int(figures["merged"]),
            "unlinked": int(figures["unlinked"]),
            "unlinked_share": round(figures["unlinked_share"], 4),
            "unlinked_lower_bound": round(figures["unlinked_lower"], 4),
            "alone": int(figures["alone"]),
            "alone_share": round(figures["alone_share"], 4),
            "alone_lower_bound": round(figures["alone_lower"], 4),
        },
        {},
        evidence,
        judgement.first_visible,
        judgement.at,
    )
