"""Sprints as commitments: from a board, or from an issue's sprint field on either deployment."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from connectors.decoding import decode
from connectors.jira.instants import instant_or_none
from connectors.jira.payloads import Sprint
from connectors.records import Commitment, CommitmentState

_STATES: dict[str, CommitmentState] = {"active": "active", "closed": "delivered", "future": "planned"}
_NAMES = (
    "id|rapidViewId|state|name|startDate|endDate|completeDate|activatedDate|sequence|goal|synced"
    "|autoStartStop|incompleteIssuesDestinationId"
)
# A name may hold commas: a part only ends where another known one begins.
_PART = re.compile(rf"(?:^|,)({_NAMES})=(.*?)(?=,(?:{_NAMES})=|$)", re.DOTALL)


def sprint_commitment(sprint: Sprint, url: str) -> Commitment:
    """A sprint's record; it starts when it was really started. Raises ValueError for an odd date."""
    board = sprint.origin_board_id or sprint.board_id
    return Commitment(
        type="sprint",
        id=str(sprint.id),
        name=sprint.name,
        state=_STATES.get(sprint.state.casefold(), "planned"),
        url=f"{url}/secure/RapidBoard.jspa?rapidView={board}" if board else "",
        start_at=instant_or_none(sprint.activated_date) or instant_or_none(sprint.start_date),
        due_at=instant_or_none(sprint.end_date),
        delivered_at=instant_or_none(sprint.complete_date),
    )


def field_sprints(raw: msgspec.Raw | None) -> list[Sprint]:
    """The sprints in an issue's sprint field: objects on Cloud, texts of a Java object on Data Center.

    Raises msgspec.ValidationError where it is neither.
    """
    if raw is None:
        return []
    entries = [] if bytes(raw) == b"null" else decode(raw, list[Sprint | str])
    return [sprint for entry in entries for sprint in _read(entry)]


def _read(entry: Sprint | str) -> Iterator[Sprint]:
    if isinstance(entry, Sprint):
        yield entry
        return
    inside = entry.partition("[")[2].rstrip("]")
    parts = {name: None if value in ("", "<null>") else value for name, value in _PART.findall(inside)}
    if identity := parts.get("id"):
        yield Sprint(
            id=identity,
            name=parts.get("name") or "",
            state=parts.get("state") or "",
            start_date=parts.get("startDate"),
            end_date=parts.get("endDate"),
            complete_date=parts.get("completeDate"),
            activated_date=parts.get("activatedDate"),
            board_id=parts.get("rapidViewId"),
        )
