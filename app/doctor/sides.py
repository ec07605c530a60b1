"""What doctor says of sides: whether they are declared, and whether anybody stands on both."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Engine, select

from app.database import tables
from app.database.engine import reading
from app.doctor.report import Line
from detectors.declared import Declared, SidePatterns
from detectors.texts import sentence_list


def side_lines(engine: Engine, declared: Declared) -> Iterator[Line]:
    """Whether sides are declared, and who matches both."""
    if SidePatterns() == declared.business == declared.it:
        yield Line(
            False,
            "no sides are declared: brug infers them from what people do, and is less sure",
            "declare [sides.business] and [sides.it] in brug.toml",
        )
        return
    with reading(engine) as connection:
        people = connection.execute(select(tables.people).order_by(tables.people.c.person)).all()
    both: dict[str, list[str]] = {}
    for person in people:
        own = (person.person, person.name or "", person.email, tuple(person.groups or ()))
        if declared.business.matches(*own) and declared.it.matches(*own):
            both.setdefault(person.source, []).append(person.person)
    for source, matched in sorted(both.items()):
        yield Line(
            False,
            f"{source}: {sentence_list(matched)} {'matches' if len(matched) == 1 else 'match'} both sides, and "
            f"{'counts' if len(matched) == 1 else 'count'} as unknown",
            "make the patterns in brug.toml narrower",
        )
