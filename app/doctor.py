"""What cannot be reached, read or judged, and why, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, select

from app.clock import now
from app.database import tables
from app.database.engine import reading
from app.declaration.reading_back import declared, groups
from app.errors import SourceError
from app.instants import rfc3339
from app.portfolio import project_documents
from app.settings import Settings
from app.sources import open_source
from connectors.connector import ConnectorError
from detectors.declared import Declared


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at; `fatal` where a source cannot be reached or read."""

    ok: bool
    what: str
    advice: str = ""
    fatal: bool = False


def examine(engine: Engine, settings: Settings) -> Iterator[Line]:
    """Everything worth knowing about the health of this brug, source by source."""
    with reading(engine) as connection:
        sources = connection.execute(
            select(tables.sources).where(tables.sources.c.active).order_by(tables.sources.c.name)
        ).all()
        said = declared(connection, settings.holidays)
        names = groups(connection)
        documents = project_documents(connection)
        unread = connection.execute(select(tables.unreadable)).all()
        keys = {row.id: row.key for row in connection.execute(select(tables.projects))}
        people = connection.execute(select(tables.people)).all()
    place = engine.url.render_as_string(hide_password=True)
    yield Line(True, f"database {place}")
    if not sources:
        yield Line(False, "no source is declared", "write a brug.toml and run: brug apply brug.toml")
    for source in sources:
        try:
            connector = open_source(source, now(settings), names)
            try:
                for check in connector.check():
                    yield Line(check.ok, f"{source.name}: {check.what}", check.advice)
            finally:
                connector.close()
        except (ConnectorError, SourceError) as error:
            yield Line(False, f"{source.name}: {error}", fatal=True)
        if source.synced_at is None:
            yield Line(False, f"{source.name}: never synced to its end", "run: brug sync")
        elif source.last_error:
            yield Line(False, f"{source.name}: the last sync failed: {source.last_error}", "run: brug sync")
        else:
            yield Line(True, f"{source.name}: synced at {rfc3339(source.synced_at)}")
    yield from _sides(said, people)
    for record in unread:
        yield Line(
            False, f"{keys.get(record.project, record.project)}: issue {record.issue} set aside: {record.reason}"
        )
    for document in documents:
        for seen in document["coverage"]:
            if seen["cannot_judge"]:
                yield Line(
                    False,
                    f"{document['key']}: {seen['detector']} judged {seen['judged']} and cannot judge "
                    f"{seen['cannot_judge']}: {seen['because']}",
                )


def _sides(said: Declared, people: object) -> Iterator[Line]:
    if said.business == type(said.business)() and said.it == type(said.it)():
        yield Line(
            False,
            "no sides are declared: brug infers them from what people do, and is less sure",
            "declare [sides.business] and [sides.it] in brug.toml",
        )
    for person in people:  # type: ignore[attr-defined]
        own = (person.person, person.name or "", person.email, tuple(person.groups or ()))
        if said.business.matches(*own) and said.it.matches(*own):
            yield Line(
                False,
                f"{person.source}: {person.person} matches both sides, and counts as unknown",
                "make the patterns in brug.toml narrower",
            )
