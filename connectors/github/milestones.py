"""Milestones as commitments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import msgspec

from connectors.decoding import decode
from connectors.github.instants import day_begins, milliseconds_or_none
from connectors.github.payloads import Milestone, Numbered
from connectors.records import Commitment, Departure, Unreadable

PAYLOAD_CHARACTERS = 2000
NAME = "milestone"
"""What is set aside of them is named by this word and the number: no issue has such an id."""


def commitments(raws: Iterable[msgspec.Raw], url: str) -> tuple[list[Commitment], list[Unreadable]]:
    """The records of milestones of the repository with this page, and those that could not be read."""
    found, odd = [], []
    for place, raw in enumerate(raws, start=1):
        try:
            found.append(commitment(decode(raw, Milestone), url))
        except (msgspec.MsgspecError, ValueError) as error:
            payload = bytes(raw).decode(errors="replace")[:PAYLOAD_CHARACTERS]
            name = f"{NAME} {_number(raw) or f'in place {place}'}"
            odd.append(Unreadable(name, f"{type(error).__name__}: {error}", payload))
    return found, odd


def commitment(milestone: Milestone, url: str) -> Commitment:
    """A milestone's record. GitHub dates neither its start nor the changes of its due date."""
    closed = milestone.state.upper() == "CLOSED"
    return Commitment(
        type="milestone",
        id=str(milestone.number),
        name=milestone.title,
        state="delivered" if closed else "active",
        url=f"{url}/milestone/{milestone.number}" if url else "",
        due_at=day_begins(milestone.due_on) if milestone.due_on else None,
        delivered_at=milliseconds_or_none(milestone.closed_at) if closed else None,
    )


def readable_again(set_aside: Collection[str], odd: Iterable[Unreadable]) -> Iterator[Departure]:
    """What was set aside of milestones, and can be read now or is there no more."""
    still = {record.id for record in odd}
    for name in set_aside:
        if name.partition(" ")[0] == NAME and name not in still:
            yield Departure(name, "readable again")


def _number(raw: msgspec.Raw) -> int | None:
    """The number of what is otherwise odd."""
    try:
        return decode(raw, Numbered).number
    except msgspec.MsgspecError:
        return None
