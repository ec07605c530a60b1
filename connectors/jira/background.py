"""What a project's issues are read with: the site's words, and the boards with their sprints."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace

import msgspec

from connectors.connector import SourceSettings
from connectors.jira.client import JiraClient
from connectors.jira.commitments import Promised, add_sprints, board_sprints, estimation_field, project_boards
from connectors.jira.facts import Facts
from connectors.jira.payloads import EstimationField, ProjectInfo
from connectors.jira.translate import Vocabulary


@dataclass(frozen=True, slots=True)
class Background:
    """What was asked, with answers that may still be under way; each may raise ConnectorError."""

    facts: Facts
    sprints: Sequence[Future[list[msgspec.Raw]]]
    estimation: Future[EstimationField | None] | None

    def add_sprints(self, settings: SourceSettings, found: Promised) -> None:
        """Add the sprints of all boards."""
        for sprints in self.sprints:
            add_sprints(settings, sprints.result(), found)

    def words(self) -> Vocabulary:
        """The site's words; with points in the field that a board estimates in, where no field has the usual name."""
        words = self.facts.words
        found = self.estimation.result() if self.estimation else None
        if found is None:
            return words
        return replace(words, fields=words.fields.with_points(found.field_id, found.display_name))


def ask_background(
    client: JiraClient, facts: Facts, pool: Executor, project: ProjectInfo, with_server: bool
) -> Background:
    """Ask for all of it, as much as possible at once. Raises ConnectorError."""
    asked = pool.submit(project_boards, client, project.key)
    facts.ask(pool, with_server)
    boards = asked.result()
    sprints = [pool.submit(board_sprints, client, board) for board in boards]
    estimates = boards and not facts.fields.points
    return Background(facts, sprints, pool.submit(estimation_field, client, boards[0]) if estimates else None)
