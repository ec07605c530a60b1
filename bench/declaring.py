"""A new database in which one source is declared, and nothing synced: what a first sync begins with."""

from __future__ import annotations

import time
from pathlib import Path
from uuid import uuid4

from app.database.engine import open_engine, writing
from app.database.migrate import migrate
from app.declaration.apply import apply
from app.declaration.parse import parse
from app.detection import known_thresholds
from bench.reading import TOKEN

USER = {"jira": "bench@example.com"}
"""Who signs in, for the kinds that want a name beside a token."""


def declare(folder: Path, kind: str, url: str, project: str | None) -> str:
    """Make a SQLite file in the folder that declares the tracker at `url`; gives its database url.

    `project` is a key, None for all that the tracker has.
    """
    lines = ["[[sources]]", 'name = "bench"', f'kind = "{kind}"', f'url = "{url}"', f'token = "env:{TOKEN}"']
    lines += [f'user = "{USER[kind]}"'] if kind in USER else []
    lines += [f'projects = ["{project}"]'] if project is not None else []
    database_url = f"sqlite:///{folder / uuid4().hex}.sqlite"
    engine = open_engine(database_url)
    migrate(engine)
    with writing(engine) as connection:
        declared = parse("\n".join(lines), "bench", known_thresholds())
        apply(connection, declared, time.time_ns() // 1_000_000)
    engine.dispose()
    return database_url
