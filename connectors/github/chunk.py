"""Some dozens of issues at a time: fetched, read, tried again by themselves where odd, or set aside with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

from connectors.github.client import TooMuch
from connectors.github.fetch import Fetched, Fetcher
from connectors.github.milestones import PAYLOAD_CHARACTERS
from connectors.github.people import People
from connectors.github.translate import WholeItem, gather_people, issue
from connectors.records import Issue, Person, Unreadable

CHUNK = 60
"""So many whole items a query: over a hundred and GitHub often gives up, below thirty and requests double."""

TRIES_ALONE = 5


class Chunk:
    """The records of some numbers; `missing` are those that do not exist."""

    def __init__(self, members: Mapping[str, Person]) -> None:
        self.issues: list[Issue] = []
        self.unreadable: list[Unreadable] = []
        self.missing: list[int] = []
        self.people = People(members)


class ChunkReader:
    """Reads the items of one pull, chunk by chunk; may be used by several threads at once."""

    def __init__(self, fetcher: Fetcher, repository: str, members: Mapping[str, Person]) -> None:
        self._fetcher = fetcher
        self._repository = repository
        self._members = members
        # Making records is work for Python alone: threads that do it side by side only take turns more often.
        self._turn = Lock()

    def read(self, numbers: Sequence[int]) -> Chunk:
        """The records of these numbers, in their order. Raises ConnectorError."""
        chunk = Chunk(self._members)
        fetched = self._fetch(numbers)
        chunk.missing += fetched.missing
        odd = fetched.odd
        with self._turn:
            for number, whole in fetched.whole.items():
                try:
                    self._add(whole, chunk)
                except (ValueError, OverflowError) as error:
                    odd[number] = (error, "")
        for number in sorted(odd):
            self._read_alone(number, *odd[number], chunk)
        if odd:
            chunk.issues.sort(key=lambda record: int(record.id))
        return chunk

    def _fetch(self, numbers: Sequence[int]) -> Fetched:
        """All of them at once, or in halves where that is more than GitHub answers in its time."""
        try:
            return self._fetcher.fetch(numbers)
        except TooMuch:
            if len(numbers) == 1:
                raise
        middle = len(numbers) // 2
        one, other = self._fetch(numbers[:middle]), self._fetch(numbers[middle:])
        return Fetched({**one.whole, **other.whole}, {**one.odd, **other.odd}, [*one.missing, *other.missing])

    def _read_alone(self, number: int, reason: Exception, payload: str, chunk: Chunk) -> None:
        """Ask for one item by itself, as what was odd may have been the page; else set it aside."""
        for _ in range(TRIES_ALONE):
            again = self._fetcher.fetch([number])
            if number in again.whole:
                try:
                    self._add(again.whole[number], chunk)
                    return
                except (ValueError, OverflowError) as error:
                    reason = error
            elif number in again.odd:
                reason, payload = again.odd[number]
            else:
                chunk.missing.append(number)
                return
        said = f"{type(reason).__name__}: {reason}"
        chunk.unreadable.append(Unreadable(str(number), said, payload[:PAYLOAD_CHARACTERS]))

    def _add(self, whole: WholeItem, chunk: Chunk) -> None:
        """One item with the people that it names; all of it, or an error and nothing."""
        record = issue(whole, self._repository)
        gather_people(whole, chunk.people)
        chunk.issues.append(record)
