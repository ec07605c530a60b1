"""Short words for pulling a repository in a test, and for keeping what was pulled as a sync does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import closing

import msgspec

from connectors.connector import NOTHING, Check, Held, SourceSettings
from connectors.github.connector import open_github
from connectors.records import Commitment, Departure, Issue, Page, Person, Project, Unreadable

NOW = 1_790_000_000_000
SHOP = Project("1", "acme/shop", "shop", "https://github.com/acme/shop")
LIBRARY = Project("2", "bitcoin-core/secp256k1", "secp256k1", "https://github.com/bitcoin-core/secp256k1")


def settings(url: str, **more: object) -> SourceSettings:
    return msgspec.structs.replace(SourceSettings(name="acme", url=url, now=NOW), **more)


def pull(
    url: str, project: Project = SHOP, cursor: str | None = None, held: Held = NOTHING, **more: object
) -> list[Page]:
    """All pages of a repository from a cursor on."""
    with closing(open_github(settings(url, **more))) as github:
        return list(github.pages(project, cursor, held))


def checks(url: str, **more: object) -> list[Check]:
    with closing(open_github(settings(url, **more))) as github:
        return github.check()


def issues(pages: Iterable[Page]) -> dict[str, Issue]:
    """The issues of some pages by their number; the later one where one comes twice."""
    return {issue.id: issue for page in pages for issue in page.issues}


class Kept:
    """What was pulled of one repository so far, and what was told as gone or odd."""

    def __init__(self, url: str, project: Project = SHOP, **more: object) -> None:
        self._url, self._project, self._more = url, project, more
        self.cursor: str | None = None
        self.issues: dict[str, Issue] = {}
        self.unreadable: dict[str, Unreadable] = {}
        self.departures: dict[str, Departure] = {}
        self.commitments: dict[str, Commitment] = {}
        self.people: dict[str, Person] = {}

    def pull(self, pages: int | None = None) -> list[Page]:
        """Take the pages since the last time, or only so many of them; gives them."""
        taken: list[Page] = []
        with closing(open_github(settings(self._url, **self._more))) as github:
            for page in github.pages(self._project, self.cursor, self):
                self._take(page)
                taken.append(page)
                if len(taken) == pages:
                    break
        return taken

    def ids(self) -> Collection[str]:
        return (self.issues.keys() | self.unreadable.keys()) - self.departures.keys()

    def updated_at(self, ids: Collection[str]) -> Mapping[str, int]:
        here = {n: issue.updated_at for n, issue in self.issues.items() if n not in self.departures}
        known = here | dict.fromkeys(self.unreadable, -1)
        return {n: known[n] for n in ids if n in known}

    def set_aside(self) -> Collection[str]:
        return set(self.unreadable)

    def _take(self, page: Page) -> None:
        self.cursor = page.cursor
        for issue in page.issues:
            self.issues[issue.id] = issue
            self.unreadable.pop(issue.id, None)
            self.departures.pop(issue.id, None)
        self.unreadable |= {record.id: record for record in page.unreadable}
        self.departures |= {departure.id: departure for departure in page.departures}
        for departure in page.departures:
            self.unreadable.pop(departure.id, None)
        self.commitments |= {commitment.id: commitment for commitment in page.commitments}
        self.people |= {person.id: person for person in page.people}
