"""Fetching issues whole: in bulk, and by themselves where a page cut or spoiled them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from connectors.connector import NotFound
from connectors.decoding import decode
from connectors.jira.client import JiraClient
from connectors.jira.payloads import (
    READ_FIELDS,
    BulkChangelogs,
    BulkIssues,
    CommentPayload,
    Comments,
    History,
    Identified,
    IssueFields,
    IssueHistories,
    IssuePayload,
    WorklogPayload,
    Worklogs,
)
from connectors.jira.searching import named
from connectors.jira.site import API
from connectors.jira.translate import Vocabulary, WholeIssue

Entry = TypeVar("Entry", CommentPayload, WorklogPayload)

ODD = (msgspec.MsgspecError, ValueError, OverflowError, NotFound)
"""What reading an odd issue may raise."""

Changelogs = dict[int, list[msgspec.Raw]]
"""The histories of issues by id, undecoded: some parts for each issue."""

HISTORIES_A_PAGE = 10_000
ENTRIES_A_PAGE = 1000


class Parts:
    """What pages told about some issues so far, by id: undecoded, so that an odd one spoils no other."""

    def __init__(self) -> None:
        self.issues: dict[int, msgspec.Raw] = {}
        self.histories: Changelogs = {}

    def add_issues(self, raws: Iterable[msgspec.Raw]) -> None:
        """Issues of a page; one without an id cannot be told apart and counts as not given."""
        for raw in raws:
            if (identity := _identity(raw, Identified)) is not None:
                self.issues[identity] = raw

    def add_changelogs(self, changelogs: Changelogs) -> None:
        """Those changelogs that are of these issues; each goes before one that was added earlier."""
        self.histories.update((i, changelogs[i]) for i in self.issues if i in changelogs)

    def payload(self, identity: int) -> str:
        """The issue as it came, as text."""
        raw = self.issues.get(identity)
        return bytes(raw).decode(errors="replace") if raw is not None else ""


class Fetcher:
    """Fetches the issues of one site."""

    def __init__(self, client: JiraClient, cloud: bool, words: Vocabulary) -> None:
        self._client = client
        self._cloud = cloud
        self._custom = words.fields.custom
        self._fields = [*READ_FIELDS, *self._custom]

    def parts(self, ids: Sequence[int]) -> Parts:
        """Everything that the site tells in bulk about up to a hundred issues. Raises ConnectorError."""
        parts = self.issues(ids)
        # After the issues: one that changes in between is then older than its changelog says, and is seen to be
        # different by the next pull.
        parts.add_changelogs(self.changelogs(ids))
        return parts

    def issues(self, ids: Sequence[int]) -> Parts:
        """Up to a hundred issues; on Data Center with their changelogs. Raises ConnectorError."""
        parts = Parts()
        if self._cloud:
            body = {"issueIdsOrKeys": [str(i) for i in ids], "fields": self._fields}
            parts.add_issues(self._client.post(f"{API}/issue/bulkfetch", BulkIssues, body).issues)
        else:
            asked = {"fields": self._fields, "expand": ["changelog"]}
            parts.add_issues(named(self._client, "id", ids, asked))
        return parts

    def changelogs(self, ids: Sequence[int]) -> Changelogs:
        """The changelogs of up to a thousand issues on Cloud; Data Center gives them with the issues.

        Raises ConnectorError.
        """
        found: Changelogs = {}
        body: dict[str, Any] = {"issueIdsOrKeys": [str(i) for i in ids], "maxResults": HISTORIES_A_PAGE}
        while self._cloud:
            page = self._client.post(f"{API}/changelog/bulkfetch", BulkChangelogs, body)
            for raw in page.issue_change_logs:
                if (identity := _identity(raw, _OfIssue)) is not None:
                    found.setdefault(identity, []).append(raw)
            if not page.next_page_token:
                break
            body["nextPageToken"] = page.next_page_token
        return found

    def whole(self, identity: int, parts: Parts) -> WholeIssue:
        """An issue with all its histories, comments and worklogs; asks for what a page cut.

        Raises one of `ODD` where a part is missing or odd, ConnectorError where the site fails.
        """
        raw = parts.issues.get(identity)
        if raw is None:
            raise ValueError("listed, but not given: deleted meanwhile, or not visible to this account")
        payload = decode(raw, IssuePayload)
        fields = decode(payload.fields, IssueFields)
        custom = decode(payload.fields, dict[str, msgspec.Raw])
        return WholeIssue(
            id=str(payload.id),
            key=payload.key,
            fields=fields,
            custom={name: custom[name] for name in self._custom if name in custom},
            histories=self._histories(identity, payload, parts),
            comments=self._comments(identity, fields.comment),
            worklogs=self._worklogs(identity, fields.worklog),
        )

    def ids_of_keys(self, keys: Sequence[str]) -> dict[str, str]:
        """The ids of issues named by key; those that are not visible are left out. Raises ConnectorError."""
        if self._cloud:
            body = {"issueIdsOrKeys": list(keys), "fields": ["issuetype"]}
            raws = self._client.post(f"{API}/issue/bulkfetch", BulkIssues, body).issues
        else:
            raws = named(self._client, "key", [f'"{key}"' for key in keys], {"fields": ["id"]})
        found = (_decoded(raw, Identified) for raw in raws)
        return {issue.key: str(issue.id) for issue in found if issue and issue.key}

    # -- what a page cut -------------------------------------------------------------------------

    def _histories(self, identity: int, payload: IssuePayload, parts: Parts) -> list[History]:
        if self._cloud:
            found = [
                history
                for raw in parts.histories.get(identity, [])
                for history in decode(raw, IssueHistories).change_histories
            ]
            return list({str(history.id): history for history in found}.values())
        given = payload.changelog
        if given is None:
            raise ValueError("its changelog is missing")
        if (given.total or 0) > len(given.histories):
            again = self._client.get(f"{API}/issue/{identity}", IssuePayload, fields="id", expand="changelog")
            given = again.changelog or given
            if (given.total or 0) > len(given.histories):
                raise ValueError(f"its changelog is cut: {len(given.histories)} of {given.total} histories")
        return given.histories

    def _comments(self, identity: int, given: Comments | None) -> list[CommentPayload]:
        inline = given.comments if given else []
        total = (given.total or 0) if given else 0
        return self._entries(inline, total, lambda start: self._comment_page(identity, start))

    def _worklogs(self, identity: int, given: Worklogs | None) -> list[WorklogPayload]:
        inline = given.worklogs if given else []
        total = (given.total or 0) if given else 0
        return self._entries(inline, total, lambda start: self._worklog_page(identity, start))

    def _comment_page(self, identity: int, start: int) -> tuple[list[CommentPayload], int]:
        path = f"{API}/issue/{identity}/comment"
        page = self._client.get(path, Comments, startAt=start, maxResults=ENTRIES_A_PAGE)
        return page.comments, page.total or 0

    def _worklog_page(self, identity: int, start: int) -> tuple[list[WorklogPayload], int]:
        path = f"{API}/issue/{identity}/worklog"
        page = self._client.get(path, Worklogs, startAt=start, maxResults=ENTRIES_A_PAGE)
        return page.worklogs, page.total or 0

    @staticmethod
    def _entries(inline: list[Entry], total: int, page_at: Callable[[int], tuple[list[Entry], int]]) -> list[Entry]:
        """What stands in the issue, or all pages where that is not everything.

        Which end of a long list stands in the issue differs, so the pages begin at the first entry.
        """
        if len(inline) >= total:
            return inline
        found = {str(entry.id): entry for entry in inline}
        start = 0
        while True:
            entries, total = page_at(start)
            found.update((str(entry.id), entry) for entry in entries)
            start += len(entries)
            if not entries or start >= total:
                return list(found.values())


class _OfIssue(msgspec.Struct, rename="camel"):
    issue_id: str | int

    @property
    def id(self) -> str | int:
        """The issue's id."""
        return self.issue_id


Payload = TypeVar("Payload", Identified, _OfIssue)


def _decoded(raw: msgspec.Raw, type_: type[Payload]) -> Payload | None:
    try:
        return decode(raw, type_)
    except msgspec.DecodeError:
        return None


def _identity(raw: msgspec.Raw, type_: type[Payload]) -> int | None:
    found = _decoded(raw, type_)
    text = str(found.id) if found is not None else ""
    return int(text) if text.isdigit() else None
