"""Questions between two sides: who asked whom, when, and when the other side answered."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from detectors.consultation.asking import Names, Reading, is_waiting
from detectors.facts import Fact
from detectors.history import History
from detectors.past.course import Keys
from detectors.past.replay import NEVER, Flags, Ints
from detectors.sides import BUSINESS, IT, Sides
from detectors.words import COMMENTED, CREATED, MOVED, REVIEWED, words_of


@dataclass(eq=False, frozen=True, slots=True)
class _Next:
    """The next event on the same issue after an instant."""

    by: Keys
    keys: Ints
    at: Ints

    @classmethod
    def of(cls, issue: Ints, at: Ints) -> _Next:
        by = Keys(at)
        keys = by.of(issue, at)
        if (keys[1:] >= keys[:-1]).all():
            return cls(by, keys, at)
        order = np.argsort(keys, kind="stable")
        return cls(by, keys[order], at[order])

    def after(self, issue: Ints, at: Ints) -> Ints:
        """When it came, for each issue and instant; NEVER where none did."""
        found = np.full(len(issue), NEVER, dtype=np.int64)
        place = np.searchsorted(self.keys, self.by.of(issue, at), side="right")
        within = place < len(self.keys)
        within[within] = self.keys[place[within]] < (issue[within] + 1) * self.by.width
        found[within] = self.at[place[within]]
        return found


@dataclass(eq=False, slots=True)
class Asked:
    """All that may be a question, in order of time: (issue, at, person), and when the matter was over by itself.

    `people[starts[k]:starts[k+1]]` are asked by the k-th; where `of_side` it is the other side as a whole.
    """

    issue: Ints
    at: Ints
    person: Ints
    over_at: Ints
    of_side: Flags
    people: Ints
    starts: Ints
    known: dict[bytes, tuple[Flags, Ints]] = field(default_factory=dict, init=False)


@dataclass(eq=False, frozen=True, slots=True)
class Questions:
    """Questions across, as known at a moment: (issue, at), of which side, and when settled (NEVER: still open)."""

    issue: Ints
    at: Ints
    asked_by: Ints
    settled_at: Ints


def questions_at(history: History, since: int, moment: int, sides: Sides) -> Questions:
    """The questions from one side to the other that were asked after an instant and not after another.

    Who asks again before an answer asks the same question. A question is settled by the other side's next word on
    the issue, or when the issue is done, leaves the project, or waits no longer.
    """
    asked = _asked(history)
    rows = slice(*np.searchsorted(asked.at, [since, moment], side="right"))
    across, settled = _settle(history, asked, sides)
    keep = across[rows] & (history.departed_at[asked.issue[rows]] > moment)
    settled_at = settled[rows][keep]
    return Questions(
        asked.issue[rows][keep],
        asked.at[rows][keep],
        sides.of(asked.person[rows][keep]).astype(np.int64),
        np.where(settled_at <= moment, settled_at, NEVER),
    )


def _settle(history: History, asked: Asked, sides: Sides) -> tuple[Flags, Ints]:
    """Which questions go across to the other side for the first time, and when each was settled."""
    key = sides.side.tobytes()
    if key not in asked.known:
        own = sides.of(asked.person)
        other = np.where(own == BUSINESS, IT, BUSINESS)
        meant = np.repeat(np.arange(len(asked.at)), np.diff(asked.starts))
        hits = sides.of(asked.people) == other[meant]
        across = np.bincount(meant[hits], minlength=len(asked.at)) > 0
        across = (across | asked.of_side) & ((own == BUSINESS) | (own == IT))
        words = words_of(history)
        # In order of issue and time, as they are asked for.
        answers = words.by_issue[np.isin(words.kind[words.by_issue], [COMMENTED, REVIEWED, MOVED])]
        spoken_by = sides.of(words.person[answers])
        settled = asked.over_at.copy()
        for side in (BUSINESS, IT):
            mine = answers[spoken_by == side]
            after = _Next.of(words.issue[mine], words.at[mine]).after(asked.issue, asked.at)
            settled = np.where(other == side, np.minimum(settled, after), settled)
        order = np.lexsort((asked.at, own, asked.issue))
        order = order[across[order]]
        again = np.zeros(len(order), dtype=np.bool_)
        again[1:] = (
            (asked.issue[order][1:] == asked.issue[order][:-1])
            & (own[order][1:] == own[order][:-1])
            & (settled[order][:-1] > asked.at[order][1:])
        )
        across[order[again]] = False
        asked.known[key] = across, settled
    return asked.known[key]


@Fact
def _asked(history: History) -> Asked:
    """Whatever may be a question, whoever's side they were on."""
    rows = [*_in_comments(history), *_in_statuses(history)]
    rows.sort(key=lambda row: (row[1], row[0]))
    issue = np.array([row[0] for row in rows], dtype=np.int64)
    at = np.array([row[1] for row in rows], dtype=np.int64)
    over = _Next.of(
        np.concatenate([history.done.issue, history.resolved.issue]),
        np.concatenate([history.done.from_at, history.resolved.from_at]),
    ).after(issue, at)
    return Asked(
        issue,
        at,
        np.array([row[2] for row in rows], dtype=np.int64),
        np.minimum(over, np.array([row[3] for row in rows], dtype=np.int64)),
        np.array([row[4] is None for row in rows], dtype=np.bool_),
        np.array([person for row in rows for person in row[4] or ()], dtype=np.int64),
        np.concatenate([[0], np.cumsum([len(row[4] or ()) for row in rows])]).astype(np.int64),
    )


# (issue, when, who, when it is over by itself, whom; None: the other side)
_Row = tuple[int, int, int, int, tuple[int, ...] | None]


def _in_comments(history: History) -> list[_Row]:
    comments = history.columns.comments.filter(
        (pl.col("kind").fill_null("comment") == "comment") & pl.col("text").str.contains("[?？؟@]")
    )
    names = Names(history)
    speakers = _Speakers(history)
    issues, people_of = history.rows_of_issues(comments["issue"]), history.rows_of_people(comments["by"])
    known = (issues >= 0) & (people_of >= 0)
    # What is asked of a closed issue is a remark: nobody waits there for an answer.
    known[known] = history.open_each(issues[known], comments["at"].to_numpy()[known])
    if len(history.is_bot):
        known &= ~history.is_bot[people_of]
    asked = comments.select("at", "text")[np.flatnonzero(known)]
    found: list[_Row] = []
    for i, person, (at, text) in zip(issues[known].tolist(), people_of[known].tolist(), asked.iter_rows(), strict=True):
        people = tuple(Reading(names, text).addressees(person, speakers.last(i, at, person)))
        if people:
            found.append((i, at, person, int(NEVER), people))
    return found


class _Speakers:
    """Who made and commented on each issue, in order of time."""

    def __init__(self, history: History) -> None:
        words = words_of(history)
        order = words.by_issue[np.isin(words.kind[words.by_issue], [CREATED, COMMENTED, REVIEWED])]
        self._at, self._person = words.at[order], words.person[order]
        self._bounds = np.searchsorted(words.issue[order], np.arange(history.size + 1))

    def last(self, issue: int, at: int, other_than: int) -> int:
        """Who spoke last before an instant, other than somebody; -1 where nobody did."""
        start, end = self._bounds[issue], self._bounds[issue + 1]
        until = start + int(np.searchsorted(self._at[start:end], at))
        before = self._person[start:until]
        others = before[before != other_than]
        return int(others[-1]) if len(others) else -1


def _in_statuses(history: History) -> list[_Row]:
    moves = history.changes_of("status").select(
        "row", "at", "by", "silent", "to_text", left_at=pl.col("at").shift(-1).over("row")
    )
    waiting = {status for status in moves["to_text"].unique().to_list() if is_waiting(status)}
    found: list[_Row] = []
    for row, at, by, silent, _, left_at in moves.filter(pl.col("to_text").is_in(list(waiting))).iter_rows():
        person = history.people.get(by or "", -1)
        if row >= 0 and person >= 0 and not silent:
            found.append((row, at, person, int(NEVER) if left_at is None else left_at, None))
    return found
