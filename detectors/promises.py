"""All commitments of a project as columns: what was declared of each, and when anything moved in it.

Functions here answer for many commitments at as many moments at once; nothing dated after a moment counts for it.
An instant that does not exist is NEVER.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detectors.calendar import DAY
from detectors.facts import Fact
from detectors.history import History
from detectors.past.cells import Set, counted, greatest
from detectors.past.commitments import Commitment
from detectors.past.course import Course
from detectors.past.replay import NEVER, Flags, Ints
from detectors.past.timeline import Timeline

# A finding about a commitment stands until 12 weeks after its delivery: then the conversation is history.
AFTERMATH = 84 * DAY
# A commitment in which nothing has moved for half a year is nobody's promise any more.
QUIET = 182 * DAY
# A released version whose members are still being finished is open until that has stopped for four weeks.
SETTLING = 28 * DAY
_PLANNED, _CANCELLED, _OTHER = 1, 2, 0


class Promises:
    """The commitments of a history; arguments and answers are arrays with an entry a question."""

    def __init__(self, history: History) -> None:
        self._history = history
        kinds = np.array([c.type for c in history.commitments], dtype=object)
        self.type: Ints = np.unique(kinds.astype(str), return_inverse=True)[1]
        self.is_sprint: Flags = kinds == "sprint"
        self.is_epic: Flags = kinds == "epic"
        self.is_release: Flags = kinds == "release"
        # What carries the items of sprints and epics, and is told of in their place.
        self.carries: Flags = self.is_release | (kinds == "milestone")
        self.due = self._instants(lambda c: c.due)
        self.declared_start = self._instants(lambda c: c.start)
        self._delivered = self._instants(lambda c: c.delivered)
        states = [[(at, _as_state(state)) for at, state in c.states.entries] for c in history.commitments]
        self._state = _course(states, _OTHER)

    def _instants(self, of: Callable[[Commitment], Timeline[int | None]]) -> Course:
        courses = [of(commitment).entries for commitment in self._history.commitments]
        never = int(NEVER)
        return _course([[(at, never if value is None else value) for at, value in one] for one in courses], never)

    @property
    def first_start(self) -> Ints:
        """The first start of work on an issue that was a member of each commitment at that instant."""
        return _signs_of(self._history).first_start

    def start(self, commitment: Ints, moment: Ints) -> tuple[Ints, Flags]:
        """When each had started by its moment, and whether that is derived from the work on its members."""
        declared = self.declared_start.at(commitment, moment)
        is_derived = declared == NEVER
        start = np.where(is_derived, self.first_start[commitment], declared)
        # A planned sprint's start is an intention, not an activation.
        intended = ~is_derived & self.is_sprint[commitment] & (self._state.at(commitment, moment) == _PLANNED)
        return np.where((start <= moment) & ~intended, start, NEVER), is_derived

    def is_cancelled(self, commitment: Ints, moment: Ints) -> Flags:
        """Which were cancelled at their moment."""
        cancelled: Flags = self._state.at(commitment, moment) == _CANCELLED
        return cancelled

    def delivered(self, commitment: Ints, moment: Ints) -> Ints:
        """When each was delivered; NEVER while it is open at its moment.

        A released version counts from its release date, or, where over 10% of what was in it then was first finished
        later, from when the last of those was: many teams leave the planned date standing when they release. What was
        put into it after that date only writes down where it had come out.
        """
        said = self.said_delivered(commitment, moment)
        found = np.where(said <= moment, said, NEVER)
        # The day itself is not over; a delivery on it is known when it is.
        released = self.is_release[commitment] & (said <= moment)
        found[released & (said + DAY > moment)] = NEVER
        tidied_up = np.flatnonzero(released & (said + DAY <= moment) & (self._last_finish[commitment] > said + DAY))
        found[tidied_up] = self._really_delivered(commitment[tidied_up], moment[tidied_up], said[tidied_up])
        return found

    def said_delivered(self, commitment: Ints, moment: Ints) -> Ints:
        """When the tracker says that each was delivered, as seen at its moment; NEVER where it does not."""
        return self._delivered.at(commitment, moment)

    def _really_delivered(self, commitment: Ints, moment: Ints, said: Ints) -> Ints:
        history, size = self._history, len(commitment)
        owner, row = history.rows_of_each(commitment)
        members = history.members
        at = moment[owner]
        issue = members.issue[row]
        in_time = members.from_at[row] <= said[owner] + DAY
        held = (members.from_at[row] <= at) & (at < members.until_at[row]) & ~history.silently_finished[issue]
        # Who is in it by a later stay may have been in it before.
        again = np.flatnonzero(held & ~in_time)
        before = in_time & np.isin(issue, issue[again])
        held[again] = Set(owner[before], issue[before], history.size).has(owner[again], issue[again])
        owner, at, finished = owner[held], at[held], history.finished_at[issue[held]]
        number = np.bincount(owner, minlength=size)
        later = finished > said[owner] + DAY
        known = later & (finished <= at)
        last = np.maximum(greatest(owner[known], finished[known], size, 0), said)
        is_open = (counted(owner, finished > at, size) > 0) & (moment - last < SETTLING)
        late = counted(owner, later, size) > 0.1 * number
        found = np.where(counted(owner, known, size) > 0.1 * number, last, said)
        return np.where(late & is_open, NEVER, np.where(late, found, said))

    @property
    def _last_finish(self) -> Ints:
        """When the last item that ever belonged to each commitment was finished; NEVER where one never was."""
        return _signs_of(self._history).last_finish

    def is_alive(self, commitment: Ints, moment: Ints) -> Flags:
        """Which are worth a word: started, not cancelled, not long delivered, not long quiet."""
        return self.living(commitment, moment)[0]

    def living(self, commitment: Ints, moment: Ints) -> tuple[Flags, Ints]:
        """Which are worth a word, and when each of those was delivered: NEVER while it is open."""
        alive: Flags = (self.start(commitment, moment)[0] != NEVER) & ~self.is_cancelled(commitment, moment)
        said = self.said_delivered(commitment, moment)
        # Nothing can have been delivered later than the last thing in it was finished.
        alive &= (said > moment) | (moment - np.maximum(said, self._last_known(commitment, moment)) <= AFTERMATH)
        rows = np.flatnonzero(alive)
        commitment, moment = commitment[rows], moment[rows]
        delivered = self.delivered(commitment, moment)
        is_open = delivered == NEVER
        alive[rows[~is_open]] = (moment - delivered)[~is_open] <= AFTERMATH
        alive[rows[is_open]] = (moment - self._last_sign(commitment, moment))[is_open] <= QUIET
        delivered_at = np.full(len(alive), NEVER, dtype=np.int64)
        delivered_at[rows] = delivered
        return alive, delivered_at

    def _last_known(self, commitment: Ints, moment: Ints) -> Ints:
        """The last time by a moment that an item that ever belonged to each commitment was finished."""
        return self._finishes.at(commitment, moment)

    @cached_property
    def _finishes(self) -> Course:
        signs = _signs_of(self._history)
        return Course(signs.finisher, signs.finished_at, signs.finished_at, 0)

    def _last_sign(self, commitment: Ints, moment: Ints) -> Ints:
        """The last time by a moment that a member came, went, was started or finished, or that the due date was."""
        due = self.due.at(commitment, moment)
        return np.maximum(self._signs.at(commitment, moment), np.where(due <= moment, due, 0))

    @cached_property
    def _signs(self) -> Course:
        signs = _signs_of(self._history)
        return Course(signs.commitment, signs.at, signs.at, 0)


def _course(entries: Sequence[Iterable[tuple[int, int]]], missing: int) -> Course:
    """From the (instant, value) entries of each commitment."""
    rows = [(k, at, value) for k, own in enumerate(entries) for at, value in own]
    thing, at, values = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return Course(thing, at, values, missing)


@dataclass(eq=False, frozen=True, slots=True)
class _Signs:
    """When a member came, went, was started or finished: (commitment, at), in order, each instant once.

    (finisher, finished_at) are the commitments and instants at which members were finished alone, alike. With an entry
    a commitment: the first start of work on a member, and the last finish of one.
    """

    commitment: Ints
    at: Ints
    finisher: Ints
    finished_at: Ints
    first_start: Ints
    last_finish: Ints


@Fact
def _signs_of(history: History) -> _Signs:
    members, commitments = history.members, len(history.commitments)
    started, finished = history.started_at[members.issue], history.finished_at[members.issue]
    inside = (members.from_at <= started) & (started < members.until_at)
    first_start = np.full(commitments, NEVER, dtype=np.int64)
    np.minimum.at(first_start, members.commitment[inside], started[inside])
    signs = [members.from_at, members.until_at, started, finished]
    last_finish = greatest(members.commitment, finished, commitments, 0)
    every = np.tile(members.commitment, len(signs)), np.concatenate(signs)
    return _Signs(*_marks(*every), *_marks(members.commitment, finished), first_start, last_finish)


def _marks(thing: Ints, at: Ints) -> tuple[Ints, Ints]:
    """(thing, at) in order, each once, of what ever was."""
    rows = np.flatnonzero(at < NEVER)
    rows = rows[np.lexsort((at[rows], thing[rows]))]
    thing, at = thing[rows], at[rows]
    is_new = np.ones(len(rows), dtype=np.bool_)
    is_new[1:] = (thing[1:] != thing[:-1]) | (at[1:] != at[:-1])
    return thing[is_new], at[is_new]


def _as_state(state: str) -> int:
    return {"planned": _PLANNED, "cancelled": _CANCELLED}.get(state, _OTHER)


def promises_of(history: History) -> Promises:
    """The commitments of a history as columns."""
    return history.once(Promises)
