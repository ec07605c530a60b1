"""Which issues of different projects belong together: the requests in Jira, say, and the pull requests on GitHub.

A link that names a key which its own project does not have is followed through all projects of all sources, by the
keys that issues have and those that they once had. An issue that moved between projects of a source stays one with
what is kept of it where it left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, Engine, and_, delete, or_, select

from app.database import tables
from app.database.bulk import insert_rows
from app.database.engine import reading, writing
from app.pages import lock_project


class Place(NamedTuple):
    """An issue, by its project's id and its own."""

    project: str
    issue: str


class _Candidate(NamedTuple):
    """An issue that a link may mean."""

    place: Place
    is_same_source: bool
    has_departed: bool


Pair = tuple[Place, Place]


def cross_link(engine: Engine) -> int:
    """Bring the table of pairs up to date with what all projects hold; gives how many pairs there are."""
    with reading(engine) as connection:
        wanted = {pair for one, other in _found(connection) for pair in ((one, other), (other, one))}
        if wanted == _kept(connection):
            return len(wanted) // 2
    table = tables.cross_links
    with writing(engine) as connection:
        lock_project(connection, table.name)
        kept = _kept(connection)
        for (project, issue), (other_project, other_issue) in kept - wanted:
            here = (project, issue, other_project, other_issue)
            connection.execute(delete(table).where(*(c == v for c, v in zip(table.columns, here, strict=True))))
        insert_rows(connection, table, [(*one, *other) for one, other in sorted(wanted - kept)])
    return len(wanted) // 2


def linked_elsewhere(connection: Connection, project: str) -> dict[str, list[tuple[str, str]]]:
    """By the id of each other project: (issue of this project, issue of that project), in order."""
    table = tables.cross_links
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    query = select(table).where(table.c.project == project).order_by(*table.primary_key.columns)
    for row in connection.execute(query):
        found[row.other_project].append((row.issue, row.other_issue))
    return dict(found)


def _kept(connection: Connection) -> set[Pair]:
    return {(Place(row[0], row[1]), Place(row[2], row[3])) for row in connection.execute(select(tables.cross_links))}


def _found(connection: Connection) -> Iterator[Pair]:
    candidates: dict[tuple[Place, str], set[_Candidate]] = defaultdict(set)
    for link, name, candidate in _candidates(connection):
        candidates[link, name].add(candidate)
    for (link, _), named in candidates.items():
        yield from ((link, place) for place in _meant(link, named))
    yield from _moved(connection)


def _candidates(connection: Connection) -> Iterable[tuple[Place, str, _Candidate]]:
    """For every link that names a key: each issue that has this key, or had it."""
    links, issues, changes = tables.links, tables.issues, tables.changes
    mine, theirs = tables.projects.alias("mine"), tables.projects.alias("theirs")
    # Ids are numbers, and mean an issue at home; only keys lead elsewhere.
    is_key = or_(links.c.other.contains("-"), links.c.other.contains("#"))
    had = select(changes.c.project, changes.c.issue, changes.c.from_text.label("key")).where(changes.c.field == "key")
    has = select(issues.c.project, issues.c.issue, issues.c.key)
    for named in (has.subquery(), had.subquery()):
        query = (
            select(
                links.c.project,
                links.c.issue,
                links.c.other,
                named.c.project.label("there"),
                named.c.issue.label("that"),
                mine.c.source == theirs.c.source,
                issues.c.departed_at.is_not(None),
            )
            .join(named, named.c.key == links.c.other)
            .join(issues, and_(issues.c.project == named.c.project, issues.c.issue == named.c.issue))
            .join(mine, mine.c.id == links.c.project)
            .join(theirs, theirs.c.id == named.c.project)
            .where(is_key)
        )
        for project, issue, other, there, that, same, departed in connection.execute(query):
            yield Place(project, issue), other, _Candidate(Place(there, that), bool(same), bool(departed))


def _meant(link: Place, candidates: Iterable[_Candidate]) -> list[Place]:
    """The issue that a link means: none where it is at home, or where two sources both know the key."""
    found = list(candidates)
    for better in (lambda c: c.is_same_source, lambda c: not c.has_departed):
        found = [c for c in found if better(c)] or found
    places = {c.place for c in found}
    if len(places) != 1 or any(place.project == link.project for place in places):
        return []
    return list(places)


def _moved(connection: Connection) -> Iterable[Pair]:
    """Issues that left a project, each with itself in the other project of the source where it is now.

    Where ids are only numbers within a project, as on GitHub, the same number elsewhere is another issue.
    """
    here, there = tables.issues.alias("here"), tables.issues.alias("there")
    left, entered = tables.projects.alias("left"), tables.projects.alias("entered")
    query = (
        select(here.c.project, here.c.issue, there.c.project)
        .join(left, left.c.id == here.c.project)
        .join(entered, and_(entered.c.source == left.c.source, entered.c.id != left.c.id))
        .join(there, and_(there.c.project == entered.c.id, there.c.issue == here.c.issue))
        .where(
            here.c.departed_at.is_not(None), there.c.departed_at.is_(None), ~there.c.key.endswith("#" + here.c.issue)
        )
    )
    for project, issue, other_project in connection.execute(query):
        yield Place(project, issue), Place(other_project, issue)
