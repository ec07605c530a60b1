"""What a project's issues are read with: the site's words, and the boards with their sprints."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import cached_property

import msgspec

from connectors.connector import SourceSettings
from connectors.jira.client import JiraClient
from connectors.jira.commitments import Promised, add_sprints, board_sprints, estimation_field, project_boards
from connectors.jira.facts import Facts
from connectors.jira.payloads import ProjectInfo
from connectors.jira.translate import Vocabulary


class Background:
    """What was asked, with answers that may still be under way; each may raise ConnectorError."""

    def __init__(self, client: JiraClient, facts: Facts, pool: Executor, project: ProjectInfo) -> None:
        self._client = client
        self._facts = facts
        self._pool = pool
        self._boards = pool.submit(project_boards, client, project.key)

    @cached_property
    def _sprints(self) -> list[Future[list[msgspec.Raw]]]:
        return [self._pool.submit(board_sprints, self._client, board) for board in self._boards.result()]

    def ask_sprints(self) -> None:
        """Ask each board for its sprints."""
        _ = self._sprints

    def add_sprints(self, settings: SourceSettings, found: Promised) -> None:
        """Add the sprints of all boards."""
        for sprints in self._sprints:
            add_sprints(settings, sprints.result(), found)

    def words(self) -> Vocabulary:
        """The site's words; with points in the field that a board estimates in, where no field has the usual name."""
        words = self._facts.words
        boards = [] if words.fields.points else self._boards.result()
        found = estimation_field(self._client, boards[0]) if boards else None
        if found is None:
            return words
        return replace(words, fields=words.fields.with_points(found.field_id, found.display_name))
