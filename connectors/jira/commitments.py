"""What a project has promised: its versions, and the sprints of its boards."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from connectors.connector import NotFound, Refused, SourceSettings, UnexpectedAnswer
from connectors.decoding import decode
from connectors.jira.client import JiraClient
from connectors.jira.failures import QueryRefused
from connectors.jira.paging import paged
from connectors.jira.payloads import Board, BoardConfiguration, EstimationField, Named, ProjectInfo, Sprint, Version
from connectors.jira.site import AGILE, API
from connectors.jira.sprints import sprint_commitment
from connectors.jira.versions import release
from connectors.records import Commitment, Unreadable

Payload = TypeVar("Payload", Version, Sprint)

NO_BOARDS = (NotFound, Refused, QueryRefused)
"""Jira Software is not there, or not for this account: the project then has no sprints that can be read."""


class Promised:
    """The commitments of a project, and those that could not be read."""

    def __init__(self) -> None:
        self.commitments: dict[tuple[str, str], Commitment] = {}
        self.unreadable: list[Unreadable] = []

    def add(self, raw: msgspec.Raw, type_: type[Payload], translate: Callable[[Payload], Commitment]) -> None:
        """One version or sprint of a page; an odd one is set aside, under a name that is no issue's id."""
        try:
            found = translate(decode(raw, type_))
        except (msgspec.MsgspecError, ValueError) as error:
            payload = bytes(raw).decode(errors="replace")[:2000]
            name = f"{type_.__name__.lower()} {_identity(raw) or len(self.unreadable) + 1}"
            self.unreadable.append(Unreadable(name, f"{type(error).__name__}: {error}", payload))
        else:
            self.commitments.setdefault((found.type, found.id), found)

    def listed(self) -> tuple[Commitment, ...]:
        """All commitments, in the order in which the site gives them."""
        return tuple(self.commitments.values())


def add_versions(client: JiraClient, settings: SourceSettings, project: ProjectInfo, found: Promised) -> None:
    """Add a project's versions; they are asked for where the project itself did not tell them."""
    raws = project.versions
    if raws is None:
        raws = client.get(f"{API}/project/{project.key}/versions", list[msgspec.Raw])
    url = settings.url.rstrip("/")
    for raw in raws:
        found.add(raw, Version, lambda version: release(version, project.key, url, settings.now))


def add_sprints(settings: SourceSettings, raws: Iterable[msgspec.Raw], found: Promised) -> None:
    """Add the sprints of a board."""
    url = settings.url.rstrip("/")
    for raw in raws:
        found.add(raw, Sprint, lambda sprint: sprint_commitment(sprint, url))


def project_boards(client: JiraClient, project_key: str) -> list[Board]:
    """The boards of a project that have sprints; none where boards cannot be read. Raises ConnectorError."""
    try:
        raws = list(paged(client, f"{AGILE}/board", projectKeyOrId=project_key))
    except NO_BOARDS:
        return []
    try:
        boards = [decode(raw, Board) for raw in raws]
    except msgspec.DecodeError as error:
        raise UnexpectedAnswer(f"{project_key}: a board reads otherwise than expected: {error}") from error
    return [board for board in boards if board.type != "kanban"]


def estimation_field(client: JiraClient, board: Board) -> EstimationField | None:
    """The field that a board estimates in, where it has one. Raises ConnectorError."""
    try:
        configuration = client.get(f"{AGILE}/board/{board.id}/configuration", BoardConfiguration)
    except NO_BOARDS:
        return None
    found = configuration.estimation.field if configuration.estimation else None
    return found if found and found.field_id.startswith("customfield_") else None


def board_sprints(client: JiraClient, board: Board) -> list[msgspec.Raw]:
    """The sprints of a board, undecoded; none where it has none. Raises ConnectorError."""
    try:
        return list(paged(client, f"{AGILE}/board/{board.id}/sprint"))
    except NO_BOARDS:
        return []


def _identity(raw: msgspec.Raw) -> str | None:
    """The id of what is otherwise odd."""
    try:
        return str(decode(raw, Named).id)
    except msgspec.MsgspecError:
        return None
