"""One repository: its queries, answered as raw parts, so that an odd one spoils no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from connectors.connector import NotFound, UnexpectedAnswer
from connectors.decoding import decode
from connectors.github import query
from connectors.github.client import GithubClient
from connectors.github.payloads import GraphqlAnswer, TypeInfo
from connectors.github.query import Schema

_HIDDEN = ("NOT_FOUND", "FORBIDDEN")
"""What is not there, or not to be seen, is simply missing from a part."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an answer by name, and what GitHub says went wrong inside some of them."""

    raws: dict[str, msgspec.Raw]
    damaged: dict[str, str]

    def get(self, name: str) -> msgspec.Raw | None:
        """One part; None where it does not exist. Raises ValueError where GitHub could not give it whole."""
        if name in self.damaged:
            raise ValueError(f"GitHub could not give all of it: {self.damaged[name]}")
        return self.raws.get(name)


class SchemaSource:
    """The schema of a server, asked for when something has to be read, and once."""

    def __init__(self, client: GithubClient) -> None:
        self._client = client

    @cached_property
    def schema(self) -> Schema:
        """What the server knows. Raises ConnectorError."""
        answer = self._client.graphql(query.SCHEMA, {}, "the schema")
        types = {name: decode(raw, TypeInfo) for name in answer.data or {} if (raw := answer.part(name)) is not None}
        try:
            return Schema(
                issue_entries=_entries(types["IssueTimelineItems"]),
                pull_entries=_entries(types["PullRequestTimelineItems"]),
                issue_fields=_fields(types["Issue"]),
                pull_fields=_fields(types["PullRequest"]),
                review_comment_fields=_fields(types["PullRequestReviewComment"]),
            )
        except KeyError as error:
            raise UnexpectedAnswer(f"this API has no {error.args[0]}: its GraphQL is too old to be read") from error


class Repository:
    """Asks about one repository; `url` is its page. May be used by several threads at once."""

    def __init__(self, client: GithubClient, name: str, url: str = "") -> None:
        self._client = client
        self.name = name
        self.url = url
        owner, _, short = name.partition("/")
        self._variables = {"owner": owner, "name": short}

    def ask(self, text: str, variables: Mapping[str, str | int | None] | None = None) -> Parts:
        """The parts of `repository` in an answer; those that do not exist are None. Raises ConnectorError."""
        answer = self._client.graphql(text, {**self._variables, **(variables or {})}, self.name)
        return _repository(answer, self.name)

    def read(self, text: str, name: str, variables: Mapping[str, str | int | None] | None = None) -> msgspec.Raw:
        """One part that must be there. Raises ConnectorError."""
        part = self.ask(text, variables).raws.get(name)
        if part is None:
            raise UnexpectedAnswer(f"{self.name}: the answer has no {name}; check the url")
        return part

    def rest(self, path: str) -> str:
        """A path of the REST API below this repository."""
        return f"repos/{self.name}/{path}"


def numbered(numbers: Sequence[int]) -> dict[str, int]:
    """The variables n0, n1, … of a query about numbers."""
    return {f"n{k}": number for k, number in enumerate(numbers)}


def _repository(answer: GraphqlAnswer, name: str) -> Parts:
    raw = answer.part("repository")
    if raw is None:
        said = "; ".join(error.message for error in answer.errors)
        raise NotFound(f"{name}: no such repository, or it is not visible to this token ({said}); check its name")
    parts = {key: part for key, part in decode(raw, dict[str, msgspec.Raw]).items() if bytes(part) != b"null"}
    inner = [error for error in answer.errors if error.type not in _HIDDEN and len(error.path) > 1]
    return Parts(parts, {str(error.path[1]): error.message for error in inner})


def _fields(info: TypeInfo) -> frozenset[str]:
    return frozenset(field.name for field in info.fields or ())


def _entries(info: TypeInfo) -> dict[str, frozenset[str]]:
    return {kind.name: _fields(kind) for kind in info.possible_types or ()}
