"""GitHub as a source: open it, list its repositories, pull pages since a cursor, check what it can see."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import cached_property

import msgspec

from connectors.connector import NOTHING, Check, Connector, Held, NotFound, Refused, SourceSettings
from connectors.decoding import decode
from connectors.github import query
from connectors.github.beginning import Beginning
from connectors.github.checks import checks
from connectors.github.client import GithubClient
from connectors.github.cursor import read_cursor
from connectors.github.payloads import Actor, InstalledRepositories, ListedRepository, RepositoryInfo
from connectors.github.pull import Pull
from connectors.github.repository import Repository, SchemaSource
from connectors.github.teams import Members, members
from connectors.records import Page, Project

AT_ONCE = 50
REST_PAGE = 100


def open_github(settings: SourceSettings) -> Connector:
    """github.com or an Enterprise Server. Nothing is asked of it yet."""
    return GithubConnector(settings)


class GithubConnector:
    """A GitHub; its schema and the declared teams are asked for once, when first needed."""

    def __init__(self, settings: SourceSettings) -> None:
        self._settings = settings
        self._client = GithubClient(settings)
        self._schema = SchemaSource(self._client)
        self._begun: dict[str, Beginning] = {}

    def projects(self, keys: Collection[str] | None = None) -> list[Project]:
        """The repositories "owner/name" with these keys, or all that the token may see. Raises ConnectorError."""
        if keys is None:
            return sorted(self._listed(), key=lambda project: project.key)
        wanted = [key for key in keys if key.count("/") == 1 and all(key.split("/"))]
        pieces = [wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE)]
        with ThreadPoolExecutor(max(1, self._settings.parallel), thread_name_prefix="github") as pool:
            named = pool.map(self._named, pieces)
            if self._settings.is_new and wanted:
                self._begin(wanted[0], pool)
            return [project for piece in named for project in piece]

    def _begin(self, key: str, pool: Executor) -> None:
        """Ask at once what the pull of the first repository begins with; what goes wrong is told when it is needed."""
        pool.submit(lambda: self._schema.schema)
        self._begun[key] = Beginning.asked(self._client, Repository(self._client, key), pool)

    def pages(self, project: Project, cursor: str | None, held: Held = NOTHING) -> Iterator[Page]:
        """The repository's history from a cursor on; ends with a `last` page. Raises ConnectorError."""
        start = read_cursor(cursor, self._settings.name)
        repository = Repository(self._client, project.key, project.url)
        pull = Pull(
            self._client,
            self._schema,
            repository,
            self._members,
            start,
            begun=self._begun.pop(project.key, None),
            parallel=self._settings.parallel,
        )
        yield from pull.pages(held)

    def check(self) -> list[Check]:
        """What the token can see, and what is missing for which detector. Raises ConnectorError."""
        who = self._who()
        projects = self.projects() if who else []
        return checks(self._client, who, projects, self._settings.groups)

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()

    @cached_property
    def _members(self) -> Members:
        return members(self._client, self._settings.groups)

    def _named(self, keys: Collection[str]) -> list[Project]:
        variables: dict[str, str] = {}
        for k, key in enumerate(keys):
            variables[f"o{k}"], _, variables[f"n{k}"] = key.partition("/")
        answer = self._client.graphql(query.repositories(len(keys)), variables, ", ".join(keys))
        found = []
        for k, key in enumerate(keys):
            raw = answer.part(f"r{k}")
            if raw is not None:
                info = decode(raw, RepositoryInfo)
                # By the name that was asked for: a renamed repository answers to its old one, too.
                found.append(Project(str(info.database_id), key, info.name or key, info.url))
        return found

    def _listed(self) -> Iterator[Project]:
        if not self._client.signs_in:
            raise NotFound(
                f"{self._settings.name}: without a token no list of repositories can be had; "
                "declare a token, and projects if only some are wanted"
            )
        page = 1
        while True:
            if self._settings.app is not None:
                path = "installation/repositories"
                listed = self._client.get(path, InstalledRepositories, per_page=REST_PAGE, page=page).repositories
            else:
                listed = self._client.get("user/repos", list[ListedRepository], per_page=REST_PAGE, page=page)
            for repository in listed:
                yield Project(str(repository.id), repository.full_name, repository.name, repository.html_url)
            if len(listed) < REST_PAGE:
                return
            page += 1

    def _who(self) -> str | None:
        """Who asks: a login, or an app's number; None for a visitor."""
        if self._settings.app is not None:
            self._client.get("rate_limit", msgspec.Raw)
            return f"app {self._settings.app.id}, installation {self._settings.app.installation}"
        try:
            return self._client.get("user", Actor).login
        except Refused:
            if self._settings.token:
                raise
            return None
