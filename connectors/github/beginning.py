"""What is asked before anything of a repository is read: nothing that happens in between is then missed."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from dataclasses import dataclass

from connectors.github.client import GithubClient
from connectors.github.cursor import Cursor
from connectors.github.events import Touched, touched_since
from connectors.github.head import Glance, glance
from connectors.github.repository import Repository


@dataclass(frozen=True, slots=True)
class Beginning:
    """A repository's newest event and a glance at it, both perhaps still under way; each may raise ConnectorError."""

    _events: Future[Touched]
    _seen: Future[Glance]

    @classmethod
    def asked(cls, client: GithubClient, repository: Repository, pool: Executor) -> Beginning:
        """Ask for both at once."""
        return cls(
            pool.submit(touched_since, client, repository, Cursor()),
            pool.submit(glance, repository, None),
        )

    def answer(self) -> tuple[Touched, Glance]:
        """What was seen, once it is there."""
        return self._events.result(), self._seen.result()
