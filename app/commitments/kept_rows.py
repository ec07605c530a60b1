"""The commitments of a project as the newest scan of the present saw them, in the database.

A scan has the history at hand, and most of what the figures are made of: there they cost next to nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, insert, select, update

from app.commitments.document import Document
from app.database.finding_tables import seen_commitments


class Look(NamedTuple):
    """Which history of a project was looked at, and for which moment."""

    generation: int
    moment: int


def keep(connection: Connection, project: str, look: Look, documents: list[Document]) -> None:
    """Write what was seen of a project, given by its id, in the place of what was seen before."""
    table = seen_commitments
    values = {"generation": look.generation, "as_of": look.moment, "documents": msgspec.json.encode(documents).decode()}
    if connection.execute(update(table).where(table.c.project == project).values(values)).rowcount == 0:
        connection.execute(insert(table).values(project=project, **values))


def looks(connection: Connection) -> dict[str, Look]:
    """What is kept, by project."""
    table = seen_commitments
    rows = connection.execute(select(table.c.project, table.c.generation, table.c.as_of))
    return {row.project: Look(row.generation, row.as_of) for row in rows}


def documents_kept(connection: Connection, project: str, look: Look) -> list[Document] | None:
    """What was seen; None where another scan has looked since."""
    table = seen_commitments
    row = connection.execute(select(table).where(table.c.project == project)).first()
    if row is None or Look(row.generation, row.as_of) != look:
        return None
    return msgspec.json.decode(row.documents, type=list[Document])
