"""Killed at any moment, a sync goes on from the last page: nothing is lost or doubled."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.database.engine import open_engine
from app.sync import sync
from tests.app.fake_source import NOW, declare, everything
from tests.app.killed import tracker


@pytest.mark.parametrize("part", range(4))
def test_a_killed_sync_ends_as_an_undisturbed_one(engine: Engine, part: int, migrated: Path, tmp_path: Path) -> None:
    undisturbed = open_engine(f"sqlite:///{shutil.copy(migrated, tmp_path / 'undisturbed.sqlite')}")
    for each in (engine, undisturbed):
        declare(each)
    sync(undisturbed, NOW, openers=tracker().opener())
    # Four kills before the end (there are over 100 statements), each at a moment of chance in its own part of the sync.
    statement = part * 25 + random.randint(1, 25)
    url = engine.url.render_as_string(hide_password=False)
    killed = subprocess.run([sys.executable, "-m", "tests.app.killed", url, str(statement)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not sync(engine, NOW, openers=tracker().opener()).failures
    assert everything(engine, ("generation",)) == everything(undisturbed, ("generation",)), statement
