"""Whatever is sent, right or wrong, the API answers as its document says: checked by schemathesis, all its checks.

Each scope by itself, over real HTTP and a filled database: two projects, so that scans end while others are asked for.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select, update

from app.database import tables
from app.database.engine import writing
from app.instants import parse_instant
from app.settings import Settings
from tests.api.conftest import NOW
from tests.api.test_keys import key
from tests.serving import served

SCHEMATHESIS = Path(sys.executable).with_name("st")
# Examples of each operation in each phase: enough to find what is wrong, in a time that a test run bears.
EXAMPLES = "4"


@pytest.mark.parametrize("scope", ["read", "write", "admin"])
def test_every_answer_is_as_the_document_says(engine: Engine, tmp_path: Path, scope: str) -> None:
    with writing(engine) as connection:
        projects = tables.projects
        kept = connection.execute(select(projects.c.id).where(projects.c.key.in_(["SCH", "APP"]))).scalars().all()
        connection.execute(update(projects).where(projects.c.id.not_in(kept)).values(active=False))
        connection.execute(delete(tables.scan_findings))
        connection.execute(update(tables.sources).values(active=True, projects=["SCH", "APP"]))
    headers = key(engine, scope, scope)
    settings = Settings(str(engine.url), now=parse_instant(NOW), rate=0)
    with served(engine, settings) as address:
        ended = subprocess.run(
            [
                SCHEMATHESIS, "run", f"{address}/openapi.json", "-H", f"Authorization: {headers['Authorization']}",
                "--checks", "all", "--continue-on-failure", "--max-examples", EXAMPLES, "--seed", "1", "--no-color",
                "--workers", "2",
            ],
            capture_output=True, text=True, check=False, cwd=tmp_path, timeout=400,
        )  # fmt: skip
    assert ended.returncode == 0, ended.stdout[-8_000:]
    assert "Test cases:" in ended.stdout
