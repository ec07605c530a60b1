"""Merged pull requests: what each was asked for by, whether anybody else had a word on it, and which are routine."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import polars as pl

from detectors.facts import Fact
from detectors.history import History
from detectors.past.replay import NEVER, Flags, Ints
from detectors.words import words_of

# A key as trackers write it, in a title. One in the name of a branch only counts where its issue is known: any word
# before a number looks like a key there.
_KEY = re.compile(r"(?<![A-Za-z0-9_-])[A-Z][A-Z0-9_]{1,15}-[1-9]\d{0,8}(?![\w-]*\w)")

# What is merged by routine, by the beginning of its title. Each part stands for one habit of naming.
_ROUTINE = re.compile(
    r"""^\W*(?:
      (?:chore|build|ci)?\W*(?:pre)?-?release\b (?! \s+ notes?\s+\w+\s+for\b)   # Release 2.4.0, chore: release
    | (?:prepare|cut|tag|start|finish|publish|draft)\s+(?:the\s+|for\s+)?(?:next\s+)?(?:pre-?)?(?:release|version)\b
    | (?:chore|build)\(release\)
    | v?\d+\.\d+(?:\.\d+)*\S*\s*$                                               # v1.2.3
    | (?:version|changelog)\b
    | (?:merge|back-?merge|sync|forward-?port|back-?port)\b
    | \[back-?port\b
    | (?:revert|reland|undo|rollback|roll\s+back)\b
    | docs?\b | documentation\b | readme\b
    | (?:update|fix|improve|add|clarify)\s+(?:the\s+|in\s+)?(?:docs?|documentation|readme|changelog|release\s+notes)\b
    | (?:fix|correct)\s+(?:a\s+|some\s+)?typos?\b
    | (?:bump|upgrade)\b
    | \w+\(deps[\w-]*\) | deps\b | (?:update|pin|lock)\s+(?:module\s+|all\s+)?dependenc(?:y|ies)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ROUTINE_LABELS = frozenset(
    {"documentation", "docs", "release", "revert", "backport", "dependencies", "dependency", "security", "renovate"}
)


@dataclass(eq=False, frozen=True, slots=True)
class Merges:
    """The merged pull requests that count, in the order of their merges.

    `is_linked`: an issue had asked for it; `is_discussed`: somebody but its author had a word on it up to its merge.
    """

    issue: Ints
    merged_at: Ints
    merged_by: Ints
    is_linked: Flags
    is_discussed: Flags


@dataclass(eq=False, frozen=True, slots=True)
class _Merged:
    """The pull requests that count, in the order of their merges: when and by whom."""

    issue: Ints
    at: Ints
    by: Ints
    is_discussed: Flags


def merges_of(history: History) -> Merges:
    """All merged pull requests of a project but those of bots, and routine: releases, reverts, documentation."""
    found = _merged(history)
    is_linked = _is_linked(history, found.issue, found.at)
    return Merges(found.issue, found.at, found.by, is_linked, found.is_discussed)


@Fact
def _merged(history: History) -> _Merged:
    merges = history.changes_of("resolution").filter(pl.col("to_value") == "merged")
    issue, first = np.unique(merges["row"].to_numpy(), return_index=True)
    at, by = merges["at"].to_numpy()[first], merges["person"].to_numpy()[first]
    counted = np.flatnonzero(history.of_kind("pull_request")[issue] & ~_is_routine(history, issue))
    counted = counted[np.argsort(at[counted], kind="stable")]
    issue, at, by = issue[counted], at[counted], by[counted]
    return _Merged(issue, at, by, _is_discussed(history, issue, at))


def _is_routine(history: History, issues: Ints) -> Flags:
    """Which pull requests are nobody's wish but upkeep: of a bot, or named or labelled as routine."""
    creators = history.creator[issues]
    routine = (creators >= 0) & history.is_bot[creators] if len(history.is_bot) else np.zeros(len(issues), np.bool_)
    told = history.columns.issues.select("title", "labels")[issues]
    return routine | np.array(
        [
            _ROUTINE.match(title or "") is not None
            or not _ROUTINE_LABELS.isdisjoint(label.casefold() for label in labels or ())
            for title, labels in told.iter_rows()
        ],
        dtype=np.bool_,
    )


def _is_linked(history: History, issues: Ints, merged_at: Ints) -> Flags:
    """Which pull requests close or name an issue, or are named by one, that was there when they were merged.

    An issue of another project counts where it is known, or where the title itself names it: its tracker may be one
    that nobody has connected.
    """
    if not len(issues):
        return np.zeros(0, dtype=np.bool_)
    elsewhere: dict[int, set[str]] = {}
    for issue, other in history.columns.links.select("issue", "other").iter_rows():
        i = history.position.get(issue, -1)
        if i >= 0 and other not in history.position:
            elsewhere.setdefault(i, set()).add(other)
    asked = [(neighbour.history, neighbour.linked) for neighbour in history.neighbours]
    asked.append((history, history.linked))
    there = [~other.of_kind("pull_request") for other, _ in asked]

    def is_linked(i: int, at: int) -> bool:
        if any("#" in name for name in elsewhere.get(i, ())):
            return True
        if not elsewhere.get(i, set()).isdisjoint(_KEY.findall(history.titles[i] or "")):
            return True
        return any(
            bool(wish[j]) and other.created_at[j] <= at
            for (other, linked), wish in zip(asked, there, strict=True)
            for j in linked.get(i, ())
        )

    return np.array([is_linked(i, at) for i, at in zip(issues.tolist(), merged_at.tolist(), strict=True)], np.bool_)


def _is_discussed(history: History, issues: Ints, merged_at: Ints) -> Flags:
    """On which pull requests somebody else than the author spoke up to the merge: a merge by another is a word."""
    words = words_of(history)
    until = np.full(history.size, -NEVER, dtype=np.int64)
    until[issues] = merged_at
    heard = (words.at <= until[words.issue]) & (words.person != history.creator[words.issue])
    discussed = np.zeros(history.size, dtype=np.bool_)
    discussed[words.issue[heard]] = True
    return discussed[issues]
