"""A hundred issues at a time: fetched, read, tried again by themselves where odd, or set aside with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Lock

from connectors.connector import NotFound
from connectors.jira.fetch import ODD, Changelogs, Fetcher, Parts
from connectors.jira.instants import instant
from connectors.jira.people import People
from connectors.jira.sprints import sprint_commitment
from connectors.jira.translate import (
    Vocabulary,
    WholeIssue,
    epic_key,
    gather_people,
    issue,
    sprints_of,
)
from connectors.records import Commitment, Issue, Person, Unreadable

CHUNK = 100
"""As many issues as Cloud's issue/bulkfetch gives at once."""

TRIES_ALONE = 5
PAYLOAD_CHARACTERS = 2000


class Chunk:
    """The records of a hundred issues; `sprints` as the issues show them, `carriers` by which issue, by id."""

    def __init__(self, members: Mapping[str, Person]) -> None:
        self.issues: list[Issue] = []
        self.unreadable: list[Unreadable] = []
        self.sprints: dict[str, Commitment] = {}
        self.carriers: dict[str, int] = {}
        self.people = People(members)


class ChunkReader:
    """Reads the issues of one pull, chunk by chunk; may be used by several threads at once.

    `id_of_key` gives the ids of issues by key, as far as the listing told them; epics of elsewhere are
    looked up and added. `settled_at`: what was updated up to this instant was so before anything of the pull was
    read; None where no such moment is known.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        words: Vocabulary,
        id_of_key: dict[str, str],
        members: Mapping[str, Person],
        settled_at: int | None,
    ) -> None:
        self._fetcher = fetcher
        self._words = words
        self._id_of_key = id_of_key
        self._members = members
        self._settled_at = settled_at
        # Making records is work for Python alone: threads that do it side by side only take turns more often.
        self._turn = Lock()

    def read(self, ids: Sequence[int], changelogs: Callable[[], Changelogs]) -> Chunk:
        """The records of these issues, in their order, with the changelogs that are read meanwhile.

        Raises ConnectorError.
        """
        chunk = Chunk(self._members)
        parts = self._fetcher.issues(ids)
        parts.add_changelogs(changelogs())
        wholes = self._wholes(ids, parts)
        if unsettled := [i for i, whole in wholes.items() if self._may_have_changed(whole)]:
            parts.add_changelogs(self._fetcher.changelogs(unsettled))
            wholes |= self._wholes(unsettled, parts)
        self._look_up_epics(wholes)
        odd: dict[int, Exception] = {}
        with self._turn:
            for i, whole in wholes.items():
                try:
                    self._add(whole, chunk)
                except ODD as reason:
                    odd[i] = reason
        for i in ids:
            if i in odd:
                self._read_alone(i, parts, odd[i], chunk)
            elif i not in wholes:
                self._read_again(i, parts, chunk)
        if len(wholes) < len(ids) or odd:
            chunk.issues.sort(key=lambda record: int(record.id))
        return chunk

    def _wholes(self, ids: Sequence[int], parts: Parts) -> dict[int, WholeIssue]:
        return {i: whole for i in ids if (whole := self._tried(i, parts)) is not None}

    def _may_have_changed(self, whole: WholeIssue) -> bool:
        """Whether an issue may have changed after its changelog was read: it would lack that change for good."""
        try:
            return self._settled_at is None or instant(whole.fields.updated) > self._settled_at
        except ValueError:
            return True

    def _tried(self, identity: int, parts: Parts) -> WholeIssue | None:
        try:
            return self._fetcher.whole(identity, parts)
        except ODD:
            return None

    def _read_again(self, identity: int, parts: Parts, chunk: Chunk) -> None:
        """One issue that could not be read; what was asked for it separately may be better now."""
        try:
            self._add(self._fetcher.whole(identity, parts), chunk)
        except ODD as reason:
            self._read_alone(identity, parts, reason, chunk)

    def _read_alone(self, identity: int, parts: Parts, reason: Exception, chunk: Chunk) -> None:
        """Ask for one issue by itself, as what was odd may have been the page; else set it aside."""
        for _ in range(TRIES_ALONE):
            again = self._fetcher.parts([identity])
            try:
                whole = self._fetcher.whole(identity, again)
                self._look_up_epics({identity: whole})
                self._add(whole, chunk)
                return
            except ODD as still:
                reason = still
                if identity in again.issues:
                    parts = again
        payload = parts.payload(identity)[:PAYLOAD_CHARACTERS]
        chunk.unreadable.append(Unreadable(str(identity), _said(reason), payload))

    def _add(self, whole: WholeIssue, chunk: Chunk) -> None:
        """One issue with the people and sprints that it names; all of it, or an error and nothing."""
        record = issue(whole, self._words, self._id_of_key)
        sprints = [sprint_commitment(s, self._words.url) for s in sprints_of(whole, self._words.fields)]
        gather_people(whole, record.changes, chunk.people)
        chunk.sprints.update((sprint.id, sprint) for sprint in sprints)
        chunk.carriers.update((sprint.id, int(whole.id)) for sprint in sprints)
        chunk.issues.append(record)

    def _look_up_epics(self, wholes: Mapping[int, WholeIssue]) -> None:
        keys = {key for whole in wholes.values() if (key := epic_key(whole, self._words.fields))}
        unknown = sorted(keys - self._id_of_key.keys())
        for start in range(0, len(unknown), CHUNK):
            some = unknown[start : start + CHUNK]
            self._id_of_key.update(_found(self._fetcher.ids_of_keys, some))


def _found(look_up: Callable[[Sequence[str]], dict[str, str]], keys: Sequence[str]) -> dict[str, str]:
    """The ids of keys; a key that cannot be looked up keeps standing for itself."""
    try:
        known = look_up(keys)
    except NotFound:
        known = {}
    return {key: known.get(key, key) for key in keys}


def _said(reason: Exception) -> str:
    return f"{type(reason).__name__}: {reason}"
