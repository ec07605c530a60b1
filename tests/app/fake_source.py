"""A source in memory: a real connector whose tracker is a list of versions of records."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Engine, select

from app.database import tables
from app.database.engine import reading, writing
from app.declaration.apply import apply
from app.declaration.model import Declaration, DeclaredSource
from app.sources import Opener
from connectors.connector import NOTHING, Check, Connector, Held, SourceSettings, Unreachable
from connectors.records import (
    Change,
    Comment,
    Commitment,
    Departure,
    Issue,
    Link,
    Page,
    Person,
    Project,
    Unreadable,
    Worklog,
)
from tests.segments import shown

NOW = 1_780_000_000_000
HISTORY = (
    "projects",
    "issues",
    "memberships",
    "changes",
    "comments",
    "worklogs",
    "links",
    "people",
    "commitments",
    "observations",
    "unreadable",
    "segments",
)


def issue(number: int, updated_at: int = 0, title: str = "") -> Issue:
    """An issue with something in every table."""
    at = 1_700_000_000_000 + number
    return Issue(
        id=str(number),
        key=f"CRM-{number}",
        kind="story",
        type_name="Story",
        title=title or f"Wish {number}",
        url="",
        created_at=at,
        updated_at=updated_at or at,
        status="Open",
        status_category="todo",
        creator="ann",
        labels=("a", "b"),
        points=3,
        epic="1",
        commitments=(("release", "10"),),
        changes=(Change(at + 1, "status", "1", "ann", None, "todo", None, "Open"),),
        comments=(Comment(f"c{number}", at + 2, "bob", "Hm."),),
        worklogs=(Worklog(f"w{number}", at + 3, "ann", 1.5),),
        links=(Link("1", "blocks"), Link("1", "blocks")),
    )


@dataclass
class Tracker:
    """What stands in the tracker; `fails_after` pages it falls silent, once."""

    issues: list[Issue] = field(default_factory=list)
    commitments: tuple[Commitment, ...] = (Commitment("release", "10", "CRM 1", "planned", due_at=NOW),)
    people: tuple[Person, ...] = (Person("ann", "Ann", groups=("g",)), Person("bob", "Bob"), Person("eve", "Eve"))
    unreadable: tuple[Unreadable, ...] = ()
    projects: tuple[str, ...] = ("CRM",)
    fails_after: int | None = None
    page_size: int = 2

    def opener(self) -> dict[str, Opener]:
        """What opens this tracker, for `sync(openers=…)`."""
        return {"fake": lambda settings: FakeConnector(self, settings)}


class FakeConnector:
    """Pages of issues in the order of their last update, from the cursor's position on (that one included)."""

    def __init__(self, tracker: Tracker, settings: SourceSettings) -> None:
        self._tracker = tracker
        self.settings = settings

    def projects(self, keys: Collection[str] | None = None) -> list[Project]:
        listed = [key for key in self._tracker.projects if keys is None or key in keys]
        return [Project(id=f"id-{key}", key=key, name=key.title()) for key in listed]

    def pages(self, project: Project, cursor: str | None, held: Held = NOTHING) -> Iterator[Page]:
        tracker = self._tracker
        since = (int(cursor.split("/")[0]), cursor.split("/")[1]) if cursor else (-1, "")
        waiting = sorted(
            (i for i in tracker.issues if (i.updated_at, i.id) >= since), key=lambda i: (i.updated_at, i.id)
        )
        pieces = [waiting[n : n + tracker.page_size] for n in range(0, len(waiting), tracker.page_size)] or [[]]
        for number, piece in enumerate(pieces):
            if tracker.fails_after is not None and number >= tracker.fails_after:
                tracker.fails_after = None
                raise Unreachable("source fake gives no answer; try again later")
            reached = f"{piece[-1].updated_at}/{piece[-1].id}" if piece else (cursor or "0/")
            last = number == len(pieces) - 1
            first = number == 0
            yield Page(
                cursor=reached,
                last=last,
                issues=tuple(piece),
                commitments=tracker.commitments if first else (),
                people=tracker.people if first else (),
                unreadable=tracker.unreadable if last else (),
                departures=self._departures(held) if last else (),
            )

    def _departures(self, held: Held) -> tuple[Departure, ...]:
        gone = set(held.ids()) - {i.id for i in self._tracker.issues} - {u.id for u in self._tracker.unreadable}
        return tuple(Departure(identity, "deleted") for identity in sorted(gone))

    def check(self) -> list[Check]:
        return []

    def close(self) -> None:
        pass


def as_connector(connector: FakeConnector) -> Connector:
    """The fake is a connector, says mypy."""
    return connector


def declare(engine: Engine, *names: str, kind: str = "fake", projects: tuple[str, ...] | None = None) -> None:
    """Declare sources, `fake` where none is named."""
    sources = tuple(DeclaredSource(name, kind, "", projects=projects) for name in names or ("fake",))
    with writing(engine) as connection:
        apply(connection, Declaration(sources=sources), NOW)


def everything(engine: Engine, without: tuple[str, ...] = ()) -> dict[str, list[tuple[object, ...]]]:
    """All history rows, but for the columns named `without`."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    with reading(engine) as connection:
        for name in HISTORY:
            table = tables.metadata.tables[name]
            columns = [column for column in table.columns if column.name not in without]
            query = select(*columns).order_by(*table.primary_key.columns)
            rows[name] = [tuple(map(shown, row)) for row in connection.execute(query)]
    return rows
