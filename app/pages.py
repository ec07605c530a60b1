"""Writing one page of a project's history, with the cursor to go on from, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, delete, func, select, text, update

from app.database import tables
from app.database.bulk import insert_rows, storable
from app.gathering import Gathered
from app.observing import observe
from app.rows import Row, issue_rows, person_row
from connectors.records import Departure, Page, Person, Unreadable

_CHILDREN = (tables.memberships, tables.changes, tables.comments, tables.worklogs, tables.links)
# SQLite takes a limited number of values in one statement.
_AT_ONCE = 5_000


def write_page(
    connection: Connection, source: str, project: str, page: Page, now: int, gathered: Gathered | None = None
) -> None:
    """Write a page of a project (by its id) and its cursor, in the connection's transaction.

    Issues are replaced whole, so that a page that is read again changes nothing. `gathered` gets the rows, too.
    """
    lock_project(connection, project)
    rows = issue_rows(project, page.issues)
    ids = [issue.id for issue in page.issues]
    held = _held(connection, project, ids)
    for table in (*_CHILDREN, tables.issues):
        _remove(connection, table, project, held)
        insert_rows(connection, table, getattr(rows, table.name))
    if gathered is not None:
        if held or page.departures:
            gathered.stop()
        gathered.add(ids, rows)
    _remove(connection, tables.unreadable, project, ids)
    _set_aside(connection, project, page.unreadable, now)
    _depart(connection, project, page.departures, now)
    observed = observe(connection, project, page.commitments, now)
    met = write_people(connection, source, page.people)
    brought = bool(page.issues or page.departures or observed or met)
    table = tables.projects
    connection.execute(
        update(table)
        .where(table.c.id == project)
        .values(
            cursor=page.cursor,
            complete=page.last,
            **({"unpacked": True} if brought else {}),
        )
    )


def lock_project(connection: Connection, project: str) -> None:
    """Let nobody else write this project until the transaction ends (SQLite has one writer as it is)."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(project, text("0")))))


def write_people(connection: Connection, source: str, people: Iterable[Person]) -> bool:
    """Write people of a source as they are now; says whether anybody was new or different.

    Where somebody known is different, every project of the source has to be packed anew.
    """
    table = tables.people
    given = {person.id: person_row(source, person) for person in people}
    if not given:
        return False
    known = {
        str(row.person): tuple(row)
        for ids in _pieces(list(given))
        for row in connection.execute(select(table).where(table.c.source == source, table.c.person.in_(ids)))
    }
    given = {person: _remembering(row, known.get(person)) for person, row in given.items()}
    different = [person for person, row in given.items() if person in known and known[person] != row]
    for ids in _pieces(different):
        connection.execute(delete(table).where(table.c.source == source, table.c.person.in_(ids)))
    if different:
        projects = tables.projects
        connection.execute(update(projects).where(projects.c.source == source).values(unpacked=True))
    fresh = [row for person, row in given.items() if person not in known or known[person] != row]
    insert_rows(connection, table, fresh)
    return bool(fresh)


def _remembering(row: Row, before: Row | None) -> Row:
    """A person's row without forgetting what was known of the person.

    Jira's changelogs name people without their address; GitHub tells of each word anew whether its author is
    an insider, and somebody who once was one speaks for those who build.
    """
    if before is None:
        return row
    names = tables.people.columns.keys()
    email, insider = names.index("email"), names.index("is_insider")
    kept = list(row)
    kept[email] = row[email] if row[email] is not None else before[email]
    kept[insider] = before[insider] if before[insider] or row[insider] is None else row[insider]
    return tuple(kept)


def _depart(connection: Connection, project: str, departures: Sequence[Departure], now: int) -> None:
    """Note that issues are no longer listed; their history stays. What could not be read of them goes."""
    table = tables.issues
    for departure in departures:
        here = (table.c.project == project, table.c.issue == departure.id, table.c.departed_at.is_(None))
        values = {"departed_at": now, "departure": storable(departure.reason)}
        connection.execute(update(table).where(*here).values(**values))
    _remove(connection, tables.unreadable, project, [departure.id for departure in departures])


def _set_aside(connection: Connection, project: str, records: Sequence[Unreadable], now: int) -> None:
    """Keep unreadable records; one that was already set aside for the same reason keeps its date."""
    table = tables.unreadable
    given = {record.id: (storable(record.reason), storable(record.payload)) for record in records}
    if not given:
        return
    known = {
        row.issue: (row.reason, row.payload)
        for ids in _pieces(list(given))
        for row in connection.execute(select(table).where(table.c.project == project, table.c.issue.in_(ids)))
    }
    fresh = [issue for issue, values in given.items() if known.get(issue) != values]
    _remove(connection, table, project, fresh)
    insert_rows(connection, table, [(project, issue, *given[issue], now) for issue in fresh])


def _held(connection: Connection, project: str, issues: list[str]) -> list[str]:
    """Those of some issues that were written before: a first sync has nothing to take away."""
    table = tables.issues
    return [
        row.issue
        for ids in _pieces(issues)
        for row in connection.execute(select(table.c.issue).where(table.c.project == project, table.c.issue.in_(ids)))
    ]


def _remove(connection: Connection, table: Table, project: str, issues: list[str]) -> None:
    for ids in _pieces(issues):
        connection.execute(delete(table).where(table.c.project == project, table.c.issue.in_(ids)))


def _pieces(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
