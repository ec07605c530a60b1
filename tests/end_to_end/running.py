"""Short words for running the real `brug` on a database of its own, and for looking at what it left there."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.end_to_end.ready import Command
from tests.segments import shown

BRUG = Path(sys.executable).with_name("brug")
# After the last event of the recorded histories that are read here.
AFTER_THE_RECORDINGS = "2015-02-01T00:00:00Z"

Rows = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True, slots=True)
class Installation:
    """One database and one moment at which every command runs; `database` is a SQLite file.

    `by_itself` starts the installed program for each command, as a shell does; else it is loaded once for all.
    """

    database: Path
    now: str = AFTER_THE_RECORDINGS
    environment: dict[str, str] = field(default_factory=dict)
    by_itself: bool = False

    @property
    def url(self) -> str:
        return f"sqlite:///{self.database}"

    @property
    def variables(self) -> dict[str, str]:
        """The environment of its commands: nothing of brug's that the test run itself was given."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("BRUG_")}
        return {**own, "BRUG_DATABASE_URL": self.url, "BRUG_NOW": self.now, "COLUMNS": "200", **self.environment}

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """One command to its end, whatever that is."""
        if self.by_itself:
            return subprocess.run(
                self.command(*arguments), env=self.variables, capture_output=True, text=True, check=False, timeout=120
            )
        with self.started(*arguments) as command:
            out, err = command.communicate(timeout=120)
        return subprocess.CompletedProcess(self.command(*arguments), command.returncode or 0, out, err)

    def done(self, *arguments: str | Path) -> str:
        """What a command that must succeed prints."""
        ended = self.run(*arguments)
        assert ended.returncode == 0, (ended.returncode, ended.stderr)
        return ended.stdout

    def started(self, *arguments: str | Path) -> Command:
        """A command that goes on while the test does."""
        return Command(list(map(str, arguments)), self.variables)

    def declared(self, text: str) -> Installation:
        """Itself, with this `brug.toml` applied."""
        self.done("apply", self.written(text))
        return self

    def written(self, text: str) -> Path:
        """A `brug.toml` beside the database."""
        path = self.database.with_suffix(".toml")
        path.write_text(text)
        return path

    def rows(self, *without: str) -> Rows:
        """Every row of every table, in order, but for the tables named and the columns named as table.column."""
        with closing(sqlite3.connect(self.database)) as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            return {table: _rows(connection, table, without) for (table,) in names.fetchall() if table not in without}

    @staticmethod
    def command(*arguments: str | Path) -> list[str]:
        """What runs a command, as a process is started with."""
        return [str(BRUG), *map(str, arguments)]


def jira(*sources: tuple[str, str], more: str = "") -> str:
    """The `brug.toml` of Jira sources, each (name, url); `more` are further entries of each."""
    return _sources("jira", sources, more)


def github(*sources: tuple[str, str], more: str = "") -> str:
    """The `brug.toml` of GitHub sources, likewise."""
    return _sources("github", sources, more)


def made_once(
    temporary: pytest.TempPathFactory, worker_id: str, name: str, make: Callable[[Path], None]
) -> Installation:
    """An installation in a file that all processes of a test run share; the first that needs it makes it."""
    base = temporary.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / name
    with (base if worker_id == "master" else base.parent).joinpath(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            folder.mkdir(exist_ok=True)
            make(folder / "brug.sqlite")
            (folder / "made").touch()
    return Installation(folder / "brug.sqlite")


def _sources(kind: str, sources: Iterable[tuple[str, str]], more: str) -> str:
    lines = '[[sources]]\nname = "{}"\nkind = "{}"\nurl = "{}"\n{}'
    return "\n".join(lines.format(name, kind, url, more) for name, url in sources)


def _rows(connection: sqlite3.Connection, table: str, without: tuple[str, ...]) -> list[tuple[object, ...]]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    wanted = ", ".join(f'"{column}"' for column in columns if f"{table}.{column}" not in without)
    return sorted((tuple(map(shown, row)) for row in connection.execute(f"SELECT {wanted} FROM {table}")), key=repr)
