"""A leader in a process of its own, that writes when it is told: `python -m tests.app.schedule.writer URL`."""

from __future__ import annotations

import sys

from sqlalchemy import insert

from app.database.access_tables import audit
from app.database.engine import open_engine, writing
from app.ids import fresh_id
from app.schedule.leading import Candidate, NoLongerLeading, fenced


def say(text: str) -> None:
    """Tell the test."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    """Lead, then for each line that is read write a row and say how that went."""
    engine = open_engine(sys.argv[1])
    lease = Candidate(engine).look()
    say("leads" if lease else "does not lead")
    assert lease is not None
    for _ in sys.stdin:
        try:
            with writing(engine) as connection:
                fenced(connection, lease)
                row = {"id": fresh_id(), "at": 0, "by": "leader", "action": "wrote", "about": "", "details": None}
                connection.execute(insert(audit).values(project=None, **row))
            say("wrote")
        except NoLongerLeading:
            say("leads no longer")


if __name__ == "__main__":
    main()
