"""Simulated organisations that lie beside the repository: each in a new database, declared, its tracker running."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from app.database.engine import open_engine, writing
from app.database.migrate import migrate
from app.declaration.apply import apply
from app.declaration.parse import parse
from app.detection import known_thresholds
from app.instants import parse_date
from tests.trackers import SHARED, serve

SAMPLE = SHARED / "organisation-sample"
ORGANISATIONS = ("one", "two")
_TOKENS = ("JIRA_TOKEN", "GITHUB_TOKEN")


@contextmanager
def simulated(name: str, database: Path | None = None) -> Iterator[tuple[str, Engine]]:
    """The tracker's address, and a database (a file that is made) in which the organisation is declared, not synced."""
    for token in _TOKENS:
        os.environ.setdefault(token, "any")
    with (
        tempfile.TemporaryDirectory(prefix="brug-bench-") as folder,
        serve(str(SAMPLE / name / "jira"), str(SAMPLE / name / "github")) as url,
    ):
        engine = open_engine(f"sqlite:///{database or Path(folder) / 'brug.sqlite'}")
        migrate(engine)
        text = (SAMPLE / name / "brug.toml").read_text(encoding="utf-8")
        declared = parse(text.replace("{JIRA_URL}", url).replace("{GITHUB_URL}", url), name, known_thresholds())
        with writing(engine) as connection:
            apply(connection, declared, parse_date("2024-01-01"))
        yield url, engine
        engine.dispose()
