"""Milestones as commitments."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from connectors.decoding import decode
from connectors.github.instants import day_begins, milliseconds_or_none
from connectors.github.payloads import Milestone
from connectors.records import Commitment, Unreadable

PAYLOAD_CHARACTERS = 2000


def commitments(raws: Iterable[msgspec.Raw], url: str) -> tuple[list[Commitment], list[Unreadable]]:
    """The records of milestones of the repository with this page, and those that could not be read."""
    found, odd = [], []
    for raw in raws:
        try:
            found.append(commitment(decode(raw, Milestone), url))
        except (msgspec.MsgspecError, ValueError) as error:
            payload = bytes(raw).decode(errors="replace")[:PAYLOAD_CHARACTERS]
            odd.append(Unreadable("milestone", f"{type(error).__name__}: {error}", payload))
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
