"""What is read of GitHub's answers: only these fields are decoded.

Maps and lists hold `Raw` where one odd entry must not spoil the others; each is decoded by itself later.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta, Raw, Struct, field

Instant = Annotated[datetime, Meta(tz=True)]


class GraphqlError(Struct, gc=False):
    """What GitHub says is wrong with a query, or with a part of its answer."""

    message: str = ""
    type: str = ""
    path: list[str | int] = []


class GraphqlAnswer(Struct, gc=False):
    """An answer of the GraphQL API; both parts may be there."""

    data: dict[str, Raw] | None = None
    errors: list[GraphqlError] = []
    message: str = ""

    def part(self, name: str) -> Raw | None:
        """One part of the data; None where it does not exist."""
        found = (self.data or {}).get(name)
        return None if found is None or bytes(found) == b"null" else found


class Actor(Struct, gc=False):
    """Somebody who acts: a User, Bot, Organization, Mannequin or Team; a Team has no login."""

    typename: str = field(name="__typename", default="User")
    login: str = ""


class RepositoryName(Struct, rename="camel", gc=False):
    """Which repository something is in."""

    name_with_owner: str = ""


class Referent(Struct, gc=False):
    """Another issue or pull request, in this or another repository."""

    typename: str = field(name="__typename", default="")
    number: int = 0
    repository: RepositoryName | None = None


class Named(Struct, gc=False):
    """Anything with a name."""

    name: str = ""


class Numbered(Struct, gc=False):
    """Anything with a number within its repository."""

    number: int


class PageInfo(Struct, rename="camel", gc=False):
    """Whether a list goes on, and from where."""

    has_next_page: bool = False
    end_cursor: str | None = None


class CommitAuthor(Struct, gc=False):
    """Who wrote a commit, where that is somebody with an account."""

    user: Actor | None = None


class Commit(Struct, rename="camel", gc=False):
    """A commit of a pull request."""

    oid: str
    committed_date: Instant
    message: str = ""
    author: CommitAuthor | None = None


class Event(Struct, rename="camel", gc=False):
    """One entry of a timeline, whatever its type: each type fills the fields that it has."""

    typename: str = field(name="__typename")
    id: str = ""
    created_at: Instant | None = None
    actor: Actor | None = None
    author: Actor | None = None
    author_association: str = ""
    body: str | None = None
    state: str = ""
    submitted_at: Instant | None = None
    commit: Commit | None = None
    label: Named | None = None
    milestone_title: str | None = None
    assignee: Actor | None = None
    requested_reviewer: Actor | None = None
    previous_title: str | None = None
    current_title: str | None = None
    state_reason: str | None = None
    source: Referent | None = None
    subject: Referent | None = None
    parent: Referent | None = None
    will_close_target: bool = False
    is_cross_repository: bool = False


class Timeline(Struct, rename="camel", gc=False):
    """A page of a timeline."""

    nodes: list[Event | None]
    page_info: PageInfo


class ReviewComment(Struct, rename="camel", gc=False):
    """A comment on a line of a pull request."""

    id: str | int
    created_at: Instant
    author: Actor | None = None
    author_association: str = ""
    body: str | None = None


class ReviewComments(Struct, rename="camel", gc=False):
    """A page of the comments of a thread."""

    nodes: list[ReviewComment | None]
    page_info: PageInfo


class ReviewThread(Struct, gc=False):
    """A thread of comments on a line."""

    id: str
    comments: ReviewComments


class ReviewThreads(Struct, rename="camel", gc=False):
    """A page of the threads of a pull request, or only their number."""

    total_count: int = 0
    nodes: list[ReviewThread | None] = []
    page_info: PageInfo = field(default_factory=PageInfo)


class Names(Struct, gc=False):
    """A short list of things with names."""

    nodes: list[Named | None]


class Actors(Struct, gc=False):
    """A short list of people."""

    nodes: list[Actor | None]


class Referents(Struct, gc=False):
    """A short list of issues."""

    nodes: list[Referent | None]


class Item(Struct, rename="camel", gc=False):
    """An issue or a pull request, with the first page of its timeline."""

    typename: str = field(name="__typename")
    number: int
    title: str
    url: str
    created_at: Instant
    updated_at: Instant
    labels: Names | None
    timeline_items: Timeline
    issue_state: str = ""
    pull_state: str = ""
    body: str | None = None
    closed_at: Instant | None = None
    state_reason: str | None = None
    author: Actor | None = None
    author_association: str = ""
    assignees: Actors | None = None
    milestone: Numbered | None = None
    issue_type: Named | None = None
    parent: Referent | None = None
    merged_at: Instant | None = None
    head_ref_name: str = ""
    closing_issues_references: Referents | None = None
    review_threads: ReviewThreads | None = None

    @property
    def state(self) -> str:
        """OPEN, CLOSED or MERGED; the two kinds call it by types of their own, which one query cannot mix."""
        return self.pull_state or self.issue_state


class Continued(Struct, rename="camel", gc=False):
    """More of an item: of its timeline or its threads."""

    timeline_items: Timeline | None = None
    review_threads: ReviewThreads | None = None


class Thread(Struct, gc=False):
    """More of one thread."""

    comments: ReviewComments


class Updated(Struct, rename="camel", gc=False):
    """When an issue or pull request was last updated."""

    number: int
    updated_at: Instant


class UpdatedPage(Struct, rename="camel", gc=False):
    """A page of issues or pull requests by their last update; each is decoded by itself."""

    nodes: list[Raw]
    page_info: PageInfo
    total_count: int = 0


class Milestone(Struct, rename="camel", gc=False):
    """A milestone."""

    number: int
    title: str
    state: str
    due_on: Instant | None = None
    closed_at: Instant | None = None


class MilestonePage(Struct, rename="camel", gc=False):
    """A page of milestones; each is decoded by itself."""

    nodes: list[Raw]
    page_info: PageInfo


class Newest(Struct, gc=False):
    """The newest item of a kind, if there is one."""

    nodes: list[Raw]


class Head(Struct, rename="camel", gc=False):
    """A repository at a glance: enough to see whether anything changed."""

    issues: UpdatedPage
    pull_requests: UpdatedPage
    milestones: MilestonePage
    newest_issue: Newest
    newest_pull: Newest


class RepositoryInfo(Struct, rename="camel", gc=False):
    """A repository, by GraphQL."""

    database_id: int
    name_with_owner: str
    url: str
    name: str = ""


class ListedRepository(Struct, gc=False):
    """A repository, by REST."""

    id: int
    full_name: str
    html_url: str
    name: str = ""


class InstalledRepositories(Struct, gc=False):
    """A page of the repositories that an installed app may see."""

    repositories: list[ListedRepository]


class EventOfRepository(Struct, gc=False):
    """One of all events of a repository, by REST."""

    id: int
    created_at: Instant
    issue: Numbered | None = None


class Elsewhere(Struct, gc=False):
    """Where an issue went, by REST."""

    html_url: str = ""


class InstallationToken(Struct, gc=False):
    """Access that an installed app was given for an hour."""

    token: str
    expires_at: Instant


class TypeInfo(Struct, rename="camel", gc=False):
    """A type of the API's schema."""

    name: str = ""
    fields: list[Named] | None = None
    possible_types: list[TypeInfo] | None = None


class TeamMembers(Struct, gc=False):
    """A page of the members of a team."""

    nodes: list[Actor | None]
    page_info: PageInfo = field(name="pageInfo")


class Team(Struct, gc=False):
    """A team with its members."""

    members: TeamMembers


class Organization(Struct, gc=False):
    """An organisation with the one team that was asked for; None where it has no such team."""

    team: Team | None = None


class RestMessage(Struct, gc=False):
    """What GitHub says beside an error."""

    message: str = ""
    details: Any = None
