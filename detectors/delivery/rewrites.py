"""Requirements that the business rewrote while they were being built: which texts changed, and when."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import polars as pl

from detectors.calendar import DAY
from detectors.facts import Fact
from detectors.history import History
from detectors.past.replay import NEVER, Flags, Floats, Ints

# A rewrite touches at least so large a share of the words of a text, and so many of them.
SHARE, LEAST_WORDS = 0.2, 3
# Somebody who saves again and again within a day writes one text.
_ONE_SITTING = DAY
# The same words put into so many issues by one person in two hours (of the clock, so that no day is split) are a
# template.
_TEMPLATE, _TEMPLATE_TIME = 5, DAY // 12
_WORD = re.compile(r"\w+")


@dataclass(eq=False, frozen=True, slots=True)
class Rewrites:
    """Material changes of requirements after work had started and before it was done, in order of issue and time.

    `share` is of the words of the text; `undone_at` is when the old words were put back (NEVER where they were not).
    """

    issue: Ints
    at: Ints
    person: Ints
    share: Floats
    undone_at: Ints

    def standing(self, moment: int) -> Flags:
        """Which had been made and not undone by a moment."""
        return (self.at <= moment) & (moment < self.undone_at)


def changed_words(before: str, after: str) -> tuple[float, int]:
    """The share of the words that differ between two texts, and how many do; order, case and markup play no part.

    The share is of the longer text, so that an addition as long as the text itself is a half.
    """
    old, new = _WORD.findall(before.casefold()), _WORD.findall(after.casefold())
    kept = (Counter(old) & Counter(new)).total()
    longer = max(len(old), len(new))
    return (longer - kept) / max(longer, 1), longer - kept


@Fact
def rewrites_of(history: History) -> Rewrites:
    """All material rewrites in a project's history, by whomever."""
    rows = _gather(history)
    issue, at, person, undone = (np.array([row[n] for row in rows], dtype=np.int64) for n in range(4))
    return Rewrites(issue, at, person, np.array([row[4] for row in rows], dtype=np.float64), undone)


def _gather(history: History) -> list[tuple[int, int, int, int, float]]:
    """(issue, at, person, undone at, share), one for each sitting in which a text became materially another."""
    texts_of, edits = _edits(history)
    templates = _templates(edits)
    found = []
    for (row, _), texts in texts_of.items():
        started, finished = history.started_at[row], history.finished_at[row]
        sitting: tuple[int, str, str] | None = None  # since when, by whom, and from which text on
        counted, former = False, list[str]()
        for n, edit in enumerate(texts):
            if sitting is None or sitting[1] != edit.by or edit.at - sitting[0] > _ONE_SITTING:
                sitting, counted = (edit.at, edit.by, edit.before), False
            inside = started <= edit.at < finished and sitting[2].strip() != ""
            if counted or not inside or edit.place in templates or any(_is_same(old, edit.after) for old in former):
                continue
            share, words = changed_words(sitting[2], edit.after)
            if share >= SHARE and words >= LEAST_WORDS:
                counted = True
                former.append(sitting[2])
                undone_at = _undone_at(texts[n + 1 :], sitting[2])
                found.append((row, edit.at, history.people.get(edit.by, -1), undone_at, share))
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _Edit:
    place: tuple[int, str, int]  # issue, field, position among the changes
    at: int
    by: str
    before: str
    after: str


def _edits(history: History) -> tuple[dict[tuple[int, str], list[_Edit]], list[_Edit]]:
    """The edits of every text that was touched while it was being built; and those beside what else was done then."""
    edits = history.changes_of("description", "summary").filter(
        pl.col("silent").not_() & pl.col("by").is_not_null() & pl.col("from_text").is_not_null()
    )
    row, at = edits["row"].to_numpy(), edits["at"].to_numpy()
    inside = (history.started_at[row] <= at) & (at < history.finished_at[row])
    edits = edits.with_columns(bucket=pl.col("at") // _TEMPLATE_TIME, inside=pl.Series(inside, dtype=pl.Boolean))
    touched = edits.filter("inside")
    wanted = ("row", "field", "sequence", "at", "by", "from_text", "to_text")

    def listed(frame: pl.DataFrame) -> list[_Edit]:
        return [
            _Edit((row, what, sequence), at, by, before, after or "")
            for row, what, sequence, at, by, before, after in frame.select(*wanted).iter_rows()
        ]

    by_text: dict[tuple[int, str], list[_Edit]] = {}
    for edit in listed(edits.join(touched.select("row", "field").unique(), on=["row", "field"], how="semi")):
        by_text.setdefault(edit.place[:2], []).append(edit)
    beside = edits.join(touched.select("by", "bucket").unique(), on=["by", "bucket"], how="semi")
    # Only who edits so many issues in a short time may put a template into them.
    return by_text, listed(beside.filter(pl.col("row").n_unique().over("by", "bucket") >= _TEMPLATE))


def _undone_at(later: list[_Edit], text: str) -> int:
    """When a text was put back: less differs from it then than would count."""
    return next((edit.at for edit in later if _is_same(text, edit.after)), int(NEVER))


def _is_same(before: str, after: str) -> bool:
    """Whether one text differs from another by less than counts."""
    share, words = changed_words(before, after)
    return share < SHARE or words < LEAST_WORDS


def _templates(edits: list[_Edit]) -> set[tuple[int, str, int]]:
    """The places of edits by which one person put the same words into many issues."""
    alike: dict[tuple[str, int, frozenset[tuple[str, int]]], list[_Edit]] = {}
    for edit in edits:
        added = Counter(_WORD.findall(edit.after.casefold())) - Counter(_WORD.findall(edit.before.casefold()))
        if added:
            alike.setdefault((edit.by, edit.at // _TEMPLATE_TIME, frozenset(added.items())), []).append(edit)
    return {
        edit.place for same in alike.values() if len({edit.place[0] for edit in same}) >= _TEMPLATE for edit in same
    }
