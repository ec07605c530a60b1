"""The simulated organisation in a database that lasts as long as a benchmark."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from app.database.engine import open_engine, reading, writing
from app.database.migrate import migrate
from app.declaration.apply import apply
from app.declaration.parse import parse
from app.detection import known_thresholds
from app.histories import Histories
from app.instants import start_of
from app.scan import scannable
from app.sync import sync
from connectors.demo.declaration import declaration
from detectors.history import History


@contextmanager
def declared(anchor: date, seed: int = 1) -> Iterator[Engine]:
    """A new database in which the organisation is declared, and nothing synced."""
    with tempfile.TemporaryDirectory(prefix="brug-bench-") as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'brug.sqlite'}")
        migrate(engine)
        with writing(engine) as connection:
            apply(connection, parse(declaration(anchor, seed), "demo", known_thresholds()), start_of(anchor))
        yield engine
        engine.dispose()


def histories(anchor: date) -> list[History]:
    """The histories of its projects."""
    with declared(anchor) as engine:
        sync(engine, start_of(anchor))
        with reading(engine) as connection:
            projects = scannable(connection)
        kept = Histories(engine)
        return [kept.of(project.id) for project in projects]
