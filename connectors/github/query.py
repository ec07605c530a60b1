"""The GraphQL queries: what is asked of issues, pull requests and their timelines.

Enterprise Server of an earlier version knows fewer types and fields, and refuses a query that names an unknown
one. So the queries are made for the schema that a server says it has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

SCHEMA = (
    "{"
    + " ".join(
        f'{name}: __type(name: "{name}") {{ name fields {{ name }} possibleTypes {{ name fields {{ name }} }} }}'
        for name in (
            "IssueTimelineItems",
            "PullRequestTimelineItems",
            "Issue",
            "PullRequest",
            "PullRequestReviewComment",
        )
    )
    + "}"
)

# What is asked of an entry of a timeline besides its id, time and actor.
_MORE: Mapping[str, Mapping[str, str]] = {
    "AssignedEvent": {"assignee": "assignee { __typename ...A }"},
    "UnassignedEvent": {"assignee": "assignee { __typename ...A }"},
    "LabeledEvent": {"label": "label { name }"},
    "UnlabeledEvent": {"label": "label { name }"},
    "MilestonedEvent": {"milestoneTitle": "milestoneTitle"},
    "DemilestonedEvent": {"milestoneTitle": "milestoneTitle"},
    "RenamedTitleEvent": {"previousTitle": "previousTitle", "currentTitle": "currentTitle"},
    "ClosedEvent": {"stateReason": "stateReason"},
    "ReviewRequestedEvent": {"requestedReviewer": "requestedReviewer { __typename ...A }"},
    "ReviewRequestRemovedEvent": {"requestedReviewer": "requestedReviewer { __typename ...A }"},
    "CrossReferencedEvent": {"source": "source { ...S }", "willCloseTarget": "willCloseTarget"},
    "ConnectedEvent": {"subject": "subject { ...S }"},
    "DisconnectedEvent": {"subject": "subject { ...S }"},
    "ReferencedEvent": {"isCrossRepository": "isCrossRepository"},
    "ParentIssueAddedEvent": {"parent": "parent { number repository { nameWithOwner } }"},
    "ParentIssueRemovedEvent": {"parent": "parent { number repository { nameWithOwner } }"},
}
# Entries that are no events.
_WORDS: Mapping[str, str] = {
    "IssueComment": "id createdAt author { ...A } authorAssociation body",
    "PullRequestReview": "id createdAt submittedAt author { ...A } authorAssociation body state",
    "PullRequestCommit": "id commit { oid committedDate message author { user { __typename login } } }",
}
_OF_BOTH = {
    "body": "body",
    "closedAt": "closedAt",
    "author": "author { ...A }",
    "authorAssociation": "authorAssociation",
    "labels": "labels(first: 50) { nodes { name } }",
    "assignees": "assignees(first: 20) { nodes { __typename login } }",
    "milestone": "milestone { number }",
}
_OF_ISSUES = {
    "stateReason": "stateReason",
    "issueType": "issueType { name }",
    "parent": "parent { number repository { nameWithOwner } }",
}
_OF_PULLS = {
    "mergedAt": "mergedAt",
    "headRefName": "headRefName",
    "closingIssuesReferences": "closingIssuesReferences(first: 20) { nodes { number repository { nameWithOwner } } }",
    "reviewThreads": "reviewThreads { totalCount }",
}
_ALWAYS = "__typename number title url createdAt updatedAt"
_PEOPLE = "fragment A on Actor { __typename login }"
_REFERENTS = (
    "fragment S on ReferencedSubject { __typename ... on Issue { number repository { nameWithOwner } } "
    "... on PullRequest { number repository { nameWithOwner } } }"
)
TIMELINE_PAGE = 100
THREADS_PAGE = 100
COMMENTS_PAGE = 100
"""As many entries as GitHub gives of a list at once."""

_UPDATED = "nodes { number updatedAt } pageInfo { hasNextPage endCursor } totalCount"
_NEWEST = "first: 1, orderBy: {field: CREATED_AT, direction: DESC}"
_BY_UPDATE = "first: 100, orderBy: {field: UPDATED_AT, direction: DESC}"
_MILESTONES = "pageInfo { hasNextPage endCursor } nodes { number title state dueOn closedAt }"
_OF_REPOSITORY = "$owner: String!, $name: String!"

HEAD = (
    f"query Head({_OF_REPOSITORY}) {{ repository(owner: $owner, name: $name) {{ "
    f"issues({_BY_UPDATE}) {{ {_UPDATED} }} pullRequests({_BY_UPDATE}) {{ {_UPDATED} }} "
    f"newestIssue: issues({_NEWEST}) {{ nodes {{ number }} }} "
    f"newestPull: pullRequests({_NEWEST}) {{ nodes {{ number }} }} "
    f"milestones(first: 100) {{ {_MILESTONES} }} }} }}"
)
MORE_ISSUES = (
    f"query MoreIssues({_OF_REPOSITORY}, $after: String!) {{ repository(owner: $owner, name: $name) {{ "
    f"page: issues({_BY_UPDATE}, after: $after) {{ {_UPDATED} }} }} }}"
)
MORE_PULLS = (
    f"query MorePulls({_OF_REPOSITORY}, $after: String!) {{ repository(owner: $owner, name: $name) {{ "
    f"page: pullRequests({_BY_UPDATE}, after: $after) {{ {_UPDATED} }} }} }}"
)
MORE_MILESTONES = (
    f"query MoreMilestones({_OF_REPOSITORY}, $after: String!) {{ repository(owner: $owner, name: $name) {{ "
    f"milestones(first: 100, after: $after) {{ {_MILESTONES} }} }} }}"
)
TEAM = (
    "query Team($organization: String!, $team: String!, $after: String) { organization(login: $organization) { "
    "team(slug: $team) { members(first: 100, after: $after) { nodes { __typename login } "
    "pageInfo { hasNextPage endCursor } } } } }"
)


def repositories(count: int) -> str:
    """Asks for so many repositories, as r0, r1 and so on, by the variables o0, n0 and so on."""
    variables = ", ".join(f"$o{k}: String!, $n{k}: String!" for k in range(count))
    asked = " ".join(
        f"r{k}: repository(owner: $o{k}, name: $n{k}) {{ databaseId nameWithOwner url name }}" for k in range(count)
    )
    return f"query Repositories({variables}) {{ {asked} }}"


def updates(count: int) -> str:
    """Asks whether so many numbers exist and when they were updated, as n0, n1 and so on, by such variables."""
    return _of_numbers(
        "Updates", count, "{ ... on Issue { number updatedAt } ... on PullRequest { number updatedAt } }"
    )


@dataclass(frozen=True)
class Schema:
    """What a server's schema has: the types of timeline entries, and the fields of types, by their names."""

    issue_entries: Mapping[str, Collection[str]]
    pull_entries: Mapping[str, Collection[str]]
    issue_fields: Collection[str]
    pull_fields: Collection[str]
    review_comment_fields: Collection[str]

    def items(self, count: int) -> str:
        """Asks for so many issues or pull requests whole, as n0, n1 and so on, by variables of these names."""
        return _of_numbers("Items", count, "{ ...I ...P }") + self._fragments

    def more(self, timelines: int, threads: int) -> str:
        """Asks for more of so many timelines (t0, … of number tn0 after ta0) and of threads (r0, … rn0, ra0, rf0)."""
        variables = [
            _OF_REPOSITORY,
            *(f"$tn{k}: Int!, $ta{k}: String!" for k in range(timelines)),
            *(f"$rn{k}: Int!, $ra{k}: String, $rf{k}: Int!" for k in range(threads)),
        ]
        asked = [
            *(
                f"t{k}: issueOrPullRequest(number: $tn{k}) {{ "
                f"... on Issue {{ {self._timeline('Issue', f'$ta{k}')} }} "
                f"... on PullRequest {{ {self._timeline('PullRequest', f'$ta{k}')} }} }}"
                for k in range(timelines)
            ),
            *(
                f"r{k}: pullRequest(number: $rn{k}) {{ reviewThreads(first: $rf{k}, after: $ra{k}) {{ ...R }} }}"
                for k in range(threads)
            ),
        ]
        query = (
            f"query More({', '.join(variables)}) {{ repository(owner: $owner, name: $name) {{ {' '.join(asked)} }} }}"
        )
        parts = [_PEOPLE]
        if timelines:
            parts += [_REFERENTS, self._entries_of("Issue"), self._entries_of("PullRequest")]
        return " ".join([query, *parts, *([self._threads] if threads else [])])

    @cached_property
    def thread(self) -> str:
        """Asks for more comments of one review thread, by its $id, after a cursor."""
        return (
            f"query Thread($id: ID!, $after: String!) {{ node(id: $id) {{ ... on PullRequestReviewThread {{ "
            f"comments(first: {COMMENTS_PAGE}, after: $after) {{ {self._comments} }} }} }} }} {_PEOPLE}"
        )

    @cached_property
    def _threads(self) -> str:
        return (
            "fragment R on PullRequestReviewThreadConnection { totalCount pageInfo { hasNextPage endCursor } "
            f"nodes {{ id comments(first: {COMMENTS_PAGE}) {{ {self._comments} }} }} }}"
        )

    @cached_property
    def _comments(self) -> str:
        # The number outgrew its first field; earlier servers only have that one.
        number = "fullDatabaseId" if "fullDatabaseId" in self.review_comment_fields else "databaseId"
        asked = f"id: {number} createdAt author {{ ...A }} authorAssociation body"
        return f"pageInfo {{ hasNextPage endCursor }} nodes {{ {asked} }}"

    @cached_property
    def _fragments(self) -> str:
        issue = [text for name, text in {**_OF_BOTH, **_OF_ISSUES}.items() if name in self.issue_fields]
        pull = [text for name, text in {**_OF_BOTH, **_OF_PULLS}.items() if name in self.pull_fields]
        return (
            f" fragment I on Issue {{ {_ALWAYS} issueState: state {' '.join(issue)} {self._timeline('Issue')} }}"
            f" fragment P on PullRequest {{ {_ALWAYS} pullState: state {' '.join(pull)}"
            f" {self._timeline('PullRequest')} }}"
            f" {self._entries_of('Issue')} {self._entries_of('PullRequest')} {_PEOPLE} {_REFERENTS}"
        )

    def _timeline(self, of: str, after: str | None = None) -> str:
        types = ", ".join(_item_type(name) for name in sorted(self._entries(of)))
        start = f", after: {after}" if after else ""
        return f"timelineItems(first: {TIMELINE_PAGE}{start}, itemTypes: [{types}]) {{ ...T{of} }}"

    def _entries_of(self, of: str) -> str:
        entries = self._entries(of)
        asked = " ".join(f"... on {name} {{ {_asked(name, fields)} }}" for name, fields in sorted(entries.items()))
        return (
            f"fragment T{of} on {of}TimelineItemsConnection {{ pageInfo {{ hasNextPage endCursor }} "
            f"nodes {{ __typename {asked} }} }}"
        )

    def _entries(self, of: str) -> Mapping[str, Collection[str]]:
        """The entries that can be read: threads of a review are asked for apart, as they have no time of their own."""
        entries = self.issue_entries if of == "Issue" else self.pull_entries
        return {name: fields for name, fields in entries.items() if name in _WORDS or "actor" in fields}


def _asked(name: str, fields: Collection[str]) -> str:
    if name in _WORDS:
        return _WORDS[name]
    more = [text for wanted, text in _MORE.get(name, {}).items() if wanted in fields]
    return " ".join(["id createdAt actor { ...A }", *more])


def _item_type(name: str) -> str:
    """The name by which a type of entries is asked for: ClosedEvent is CLOSED_EVENT."""
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).upper()


def _of_numbers(operation: str, count: int, selection: str) -> str:
    variables = ", ".join(f"$n{k}: Int!" for k in range(count))
    asked = " ".join(f"n{k}: issueOrPullRequest(number: $n{k}) {selection}" for k in range(count))
    return (
        f"query {operation}({_OF_REPOSITORY}, {variables}) {{ repository(owner: $owner, name: $name) {{ {asked} }} }}"
    )
