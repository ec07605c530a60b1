"""What is read of Jira's answers: only these fields are decoded.

Lists hold `Raw` where one odd entry must not spoil the others; each is decoded by itself later.
"""

from __future__ import annotations

from typing import Any

from msgspec import Raw, Struct, field


class ServerInfo(Struct, rename="camel"):
    """GET serverInfo."""

    version: str
    deployment_type: str = "Server"
    server_time: str | None = None


class AccessToken(Struct):
    """What a grant gives for `expires_in` seconds, with the refresh token that goes on from there."""

    access_token: str
    refresh_token: str | None = None
    expires_in: float = 3600

    def __repr__(self) -> str:
        return "AccessToken()"


class Resource(Struct):
    """A site that a grant opens."""

    id: str
    url: str


class User(Struct, rename="camel"):
    """A person: with an account id on Cloud, with a name and mostly a key on Data Center."""

    account_id: str | None = None
    key: str | None = None
    name: str | None = None
    display_name: str | None = None
    email_address: str | None = None
    account_type: str | None = None
    time_zone: str | None = None


class Named(Struct):
    """Anything with an id and a name."""

    id: str | int
    name: str = ""


class StatusCategory(Struct):
    """The three columns that every workflow is made of: new, indeterminate, done."""

    key: str = ""


class Status(Struct, rename="camel"):
    """A status of a workflow."""

    name: str
    id: str | int = ""
    status_category: StatusCategory | None = None


class IssueType(Struct, rename="camel"):
    """A type of issue; only Cloud tells the level (1 and higher: epics and what stands above them)."""

    name: str
    subtask: bool = False
    hierarchy_level: int | None = None


class FieldSchema(Struct):
    """What a custom field is made of."""

    custom: str = ""


class FieldInfo(Struct):
    """One of GET field."""

    id: str
    name: str = ""
    schema: FieldSchema | None = None


class ProjectInfo(Struct):
    """A project; asked for by itself, it tells its versions."""

    id: str | int
    key: str
    name: str = ""
    versions: list[Raw] | None = None


class Version(Struct, rename="camel"):
    """A version of a project; dates are days."""

    id: str | int
    name: str = ""
    released: bool = False
    archived: bool = False
    start_date: str | None = None
    release_date: str | None = None


class Board(Struct):
    """A board; kanban boards have no sprints."""

    id: int
    type: str = ""


class EstimationField(Struct, rename="camel"):
    """The field that a board estimates in."""

    field_id: str = ""
    display_name: str = ""


class Estimation(Struct):
    """How a board estimates."""

    field: EstimationField | None = None


class BoardConfiguration(Struct):
    """GET board/ID/configuration."""

    estimation: Estimation | None = None


class Sprint(Struct, rename="camel"):
    """A sprint, of a board or in an issue's sprint field."""

    id: int | str
    name: str = ""
    state: str = ""
    start_date: str | None = None
    end_date: str | None = None
    complete_date: str | None = None
    activated_date: str | None = None
    origin_board_id: int | str | None = None
    board_id: int | str | None = None


class Paged(Struct, rename="camel"):
    """A page by offset."""

    values: list[Raw]
    total: int | None = None
    is_last: bool | None = None


class ChangeItem(
    Struct,
    rename={
        "field_id": "fieldId",
        "from_value": "from",
        "to_value": "to",
        "from_text": "fromString",
        "to_text": "toString",
    },
):
    """One field of one history."""

    field: str
    field_id: str | None = None
    from_value: str | int | None = None
    to_value: str | int | None = None
    from_text: str | None = None
    to_text: str | None = None


class History(Struct):
    """What one person changed in one act; dated as text, or in epoch milliseconds by bulk fetching."""

    id: str | int
    created: str | int
    items: list[ChangeItem]
    author: User | None = None


class Changelog(Struct):
    """The histories inside an issue, of `total` that there are."""

    histories: list[History]
    total: int | None = None


class CommentPayload(Struct):
    """A comment; its text is plain in version 2, a document in version 3."""

    id: str | int
    created: str
    author: User | None = None
    body: str | dict[str, Any] | None = None


class Comments(Struct):
    """The comments inside an issue, or a page of them, of `total` that there are."""

    comments: list[CommentPayload]
    total: int | None = None


class WorklogPayload(Struct, rename="camel"):
    """Work that somebody logged."""

    id: str | int
    started: str
    time_spent_seconds: float = 0
    author: User | None = None


class Worklogs(Struct):
    """The worklogs inside an issue, or a page of them, of `total` that there are."""

    worklogs: list[WorklogPayload]
    total: int | None = None


class RelatedFields(Struct):
    """What a related issue tells about itself."""

    issuetype: IssueType | None = None


class Related(Struct):
    """Another issue, named inside an issue."""

    id: str | int | None = None
    key: str | None = None
    fields: RelatedFields | None = None


class LinkType(Struct):
    """A type of link with its two readings."""

    name: str = ""
    inward: str = ""
    outward: str = ""


class IssueLink(Struct, rename="camel"):
    """A link to another issue, in one of two directions."""

    type: LinkType
    inward_issue: Related | None = None
    outward_issue: Related | None = None


class IssueFields(Struct):
    """The fields of an issue that every site has."""

    created: str
    updated: str
    status: Status
    issuetype: IssueType
    summary: str | None = None
    description: str | dict[str, Any] | None = None
    resolution: Named | None = None
    resolutiondate: str | None = None
    duedate: str | None = None
    creator: User | None = None
    reporter: User | None = None
    assignee: User | None = None
    parent: Related | None = None
    labels: list[str] | None = None
    fix_versions: list[Named] | None = field(default=None, name="fixVersions")
    issuelinks: list[IssueLink] | None = None
    timeoriginalestimate: float | None = None
    timeestimate: float | None = None
    timespent: float | None = None
    comment: Comments | None = None
    worklog: Worklogs | None = None


READ_FIELDS = tuple(name for name in IssueFields.__struct_encode_fields__)
"""The names to ask for, besides a site's own custom fields."""


class IssuePayload(Struct):
    """An issue; its fields stay raw, as the custom ones are known by the site only."""

    id: str | int
    key: str
    fields: Raw
    changelog: Changelog | None = None


class Identified(Struct):
    """Whatever has an id, and a key where there is one."""

    id: str | int
    key: str | None = None


class RecentIssue(Struct):
    """An issue of which only some fields were asked for."""

    id: str | int
    fields: Raw


class WhereFields(Struct):
    """In which project an issue is."""

    project: ProjectInfo


class WhereIssue(Struct):
    """An issue that is asked where it is."""

    id: str | int
    key: str
    fields: WhereFields


class SearchPage(Struct, rename="camel"):
    """A page of a search: Cloud goes on by a token, Data Center by offset and tells the total."""

    issues: list[Raw]
    total: int = 0
    next_page_token: str | None = None


class ApproximateCount(Struct):
    """Cloud's search/approximate-count."""

    count: int


class BulkIssues(Struct):
    """Cloud's issue/bulkfetch."""

    issues: list[Raw]


class BulkChangelogs(Struct, rename="camel"):
    """Cloud's changelog/bulkfetch."""

    issue_change_logs: list[Raw]
    next_page_token: str | None = None


class IssueHistories(Struct, rename="camel"):
    """The histories of one issue, or a part of them."""

    issue_id: str | int
    change_histories: list[History]
