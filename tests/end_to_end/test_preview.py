"""`brug alerts preview` shows what would go out, and sends and keeps nothing."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.api.conftest import NOW, demo
from tests.end_to_end.running import Installation

__all__ = ["demo"]


@pytest.fixture
def brug(demo: Path, tmp_path: Path) -> Installation:
    shutil.copy(demo, tmp_path / "brug.sqlite")
    return Installation(tmp_path / "brug.sqlite", now=NOW)


def test_what_waits_is_shown_and_stays(brug: Installation) -> None:
    before = brug.rows()
    with closing(sqlite3.connect(brug.database)) as connection:
        waiting = connection.execute("SELECT count(*) FROM alerts WHERE state = 'due'").fetchone()[0]
    printed = brug.done("alerts", "preview", "--full")
    assert f"Waiting to be sent: {waiting} messages" in printed
    assert "A scan now would add: 0 messages" in printed
    assert "SCH 2.1 is 26 working days late" in printed
    assert "A QUESTION FOR IT" in printed
    assert brug.rows() == before


def test_what_a_scan_would_add_is_shown_and_not_kept(brug: Installation) -> None:
    with closing(sqlite3.connect(brug.database)) as connection:
        for table in ("alerts", "told", "findings"):
            connection.execute(f"DELETE FROM {table}")
        connection.commit()
    before = brug.rows()
    printed = brug.done("alerts", "preview")
    assert "Waiting to be sent: 0 messages" in printed
    assert "SCH 2.1 is 26 working days late" in printed.partition("A scan now would add")[2]
    assert brug.rows() == before
