"""Short words for pulling a project in a test."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import closing

import msgspec

from connectors.connector import NOTHING, Check, Held, SourceSettings
from connectors.jira.connector import open_jira
from connectors.records import Change, Commitment, Issue, Page, Project

NOW = 1_420_000_000_000
KEYS = {"fcrepo": "FCREPO", "duracloud": "DURACLOUD", "appcelerator": "ALOY", "tiny-jira": "SHOP"}


def settings(url: str, **more: object) -> SourceSettings:
    return msgspec.structs.replace(SourceSettings(name="acme", url=url, now=NOW), **more)


class HeldPages:
    """What is held once these pages are written."""

    def __init__(self, *pages: Page) -> None:
        self.known: dict[str, int] = {}
        self.cursor = ""
        self.commitments: list[Commitment] = []
        self.take(pages)

    def take(self, pages: Iterable[Page]) -> None:
        for page in pages:
            self.cursor = page.cursor
            self.commitments += page.commitments
            self.known.update((issue.id, issue.updated_at) for issue in page.issues)
            self.known.update((record.id, -1) for record in page.unreadable)
            for departure in page.departures:
                self.known.pop(departure.id, None)

    def ids(self) -> Collection[str]:
        return self.known.keys()

    def set_aside(self) -> Collection[str]:
        return {identity for identity, at in self.known.items() if at < 0}

    def updated_at(self, ids: Collection[str]) -> Mapping[str, int]:
        return {identity: self.known[identity] for identity in ids if identity in self.known}


def pull(url: str, corpus: str, cursor: str | None = None, held: Held = NOTHING, **more: object) -> list[Page]:
    """All pages of a corpus' main project from a cursor on."""
    key = KEYS[corpus]
    with closing(open_jira(settings(f"{url}/site/{corpus}", **more))) as jira:
        return list(jira.pages(Project(id="", key=key, name=key), cursor, held))


def synced(url: str, key: str, cursor: str | None = None, held: Held = NOTHING, **more: object) -> list[Page]:
    """All pages of a declared project, found by its key, as a sync gets them."""
    with closing(open_jira(settings(url, **more))) as jira:
        return list(jira.pages(jira.projects([key])[0], cursor, held))


def pull_on(url: str, corpus: str, before: list[Page], **more: object) -> list[Page]:
    """The pages that follow on those of a complete pull, which are held."""
    return pull(url, corpus, before[-1].cursor, HeldPages(*before), **more)


def checks(url: str, **more: object) -> list[Check]:
    with closing(open_jira(settings(url, **more))) as jira:
        return jira.check()


def issues(pages: Iterable[Page]) -> list[Issue]:
    return [issue for page in pages for issue in page.issues]


def without_host(pages: Iterable[Page], url: str) -> bytes:
    """The pages as bytes, the same whichever port they came from."""
    return msgspec.json.encode(list(pages)).replace(url.encode(), b"")


def value_at(issue: Issue, field: str, final: set[str], at: int) -> set[str]:
    """The values that a field with several held at an instant: the final ones with later changes undone."""
    values = set(final)
    later: list[Change] = [change for change in issue.changes if change.field == field and change.at >= at]
    for change in reversed(later):
        values.discard(change.to_value or "")
        if change.from_value:
            values.add(change.from_value)
    return values
