"""What goes wrong is told in one line that says what to do, ends with status 1, and leaves the database as it was."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.end_to_end.running import Installation, Rows, jira, made_once
from tests.trackers import free_port, serve

DEMO = '[[sources]]\nname = "demo"\nkind = "demo"\nurl = "demo:2026-11-23"\n'
NOW = "2026-11-23T06:00:00Z"
# What a failed sync keeps for `doctor`: which source failed, and why.
REASON = ("sources.last_error", "syncs")
# How often it was pulled, and that it was, is not what was pulled.
OF_THE_RUN = ("projects.generation", "segments.generation", "syncs")


@pytest.fixture
def brug(tmp_path_factory: pytest.TempPathFactory, worker_id: str, tmp_path: Path) -> Installation:
    """An installation with the demo declared, and nothing synced."""

    def make(database: Path) -> None:
        Installation(database, NOW).declared(DEMO)

    made = made_once(tmp_path_factory, worker_id, "declared", make)
    shutil.copy(made.database, tmp_path / "brug.sqlite")
    return Installation(tmp_path / "brug.sqlite", NOW)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for a database, and for little in it."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mounted, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small disk cannot be mounted here: that takes root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_wrong_token(brug: Installation) -> None:
    with serve("fcrepo", extra=("--require-token", "the-right-one")) as url:
        brug.declared(jira(("acme", url), more='token = "env:ACME_TOKEN"'))
        wrong = replace(brug, environment={"ACME_TOKEN": "the-wrong-one"})
        line = refused(wrong, "sync")
    assert "acme" in line
    assert "token" in line
    assert "the-wrong-one" not in line


def test_a_token_that_is_not_there(brug: Installation) -> None:
    brug.declared(jira(("acme", "https://jira.example.invalid"), more='token = "env:ACME_TOKEN"'))
    assert "ACME_TOKEN" in refused(brug, "sync")


def test_an_unknown_project_of_a_source(brug: Installation) -> None:
    with serve("fcrepo") as url:
        brug.declared(jira(("acme", url), more='projects = ["FCREPPO"]'))
        line = refused(brug, "sync")
    assert 'no project "FCREPPO"' in line
    assert 'did you mean "FCREPO"?' in line


@pytest.mark.parametrize("command", ["sync", "scan"])
def test_an_unknown_project_on_the_command_line(brug: Installation, command: str) -> None:
    assert '"NOSUCH"' in refused(brug, command, "--project", "NOSUCH")


def test_a_host_that_nobody_answers_on(brug: Installation) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    brug.declared(jira(("acme", url)))
    line = refused(brug, "sync")
    assert "acme" in line
    assert url.removeprefix("http://") in line


def test_a_login_page_where_json_should_be(brug: Installation) -> None:
    with serve("fcrepo", extra=("--fault", "html=1")) as url:
        brug.declared(jira(("acme", url)))
        line = refused(brug, "sync")
    assert "acme" in line
    assert "<html" not in line.lower()


def test_a_file_that_is_no_toml(brug: Installation) -> None:
    path = brug.written('[[sources]]\nname = "demo\n')
    assert f"{path}:2: " in refused(brug, "apply", path)


def test_a_file_that_is_not_there(brug: Installation, tmp_path: Path) -> None:
    assert "nowhere.toml" in refused(brug, "apply", tmp_path / "nowhere.toml")


def test_an_unknown_entry_with_the_nearest_valid_name(brug: Installation) -> None:
    path = brug.written(f'{DEMO}projets = ["CRM"]\n')
    line = refused(brug, "apply", path)
    assert f"{path}:5: " in line
    assert '"projets"' in line
    assert 'did you mean "projects"?' in line


def test_a_secret_in_the_file(brug: Installation) -> None:
    path = brug.written(f'{DEMO}token = "ghp_0123456789abcdef"\n')
    line = refused(brug, "apply", path)
    assert f"{path}:5: " in line
    assert "env:NAME or file:PATH" in line
    assert "ghp_" not in line


@pytest.mark.parametrize("command", ["sync", "scan", "findings", "doctor"])
def test_a_database_of_a_newer_version(brug: Installation, command: str) -> None:
    with sqlite3.connect(brug.database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    line = refused(brug, command)
    assert "9999" in line
    assert "newer brug" in line


def test_a_full_disk(brug: Installation, small_disk: Path) -> None:
    shutil.copy(brug.database, small_disk / "brug.sqlite")
    on_disk = replace(brug, database=small_disk / "brug.sqlite")
    before = on_disk.rows(*REASON)
    ended = on_disk.run("sync")
    assert ended.returncode == 1, (ended.returncode, ended.stderr)
    assert "no room" in the_line(ended.stderr)
    # What was read until then stays, page by page: once there is room, a sync goes on from there.
    after = on_disk.rows(*REASON, *OF_THE_RUN)
    assert all(set(before[table]) <= set(after[table]) for table in ("sources", "policy", "declared_projects"))
    shutil.copytree(small_disk, brug.database.parent, dirs_exist_ok=True)
    brug.done("sync")
    undisturbed = Installation(brug.database.with_name("undisturbed.sqlite"), NOW).declared(DEMO)
    undisturbed.done("sync")
    assert brug.rows(*OF_THE_RUN) == undisturbed.rows(*OF_THE_RUN)


def test_a_file_that_may_grow_no_further(brug: Installation) -> None:
    ended = subprocess.run(
        brug.command("sync"),
        env=brug.variables,
        text=True,
        capture_output=True,
        check=False,
        timeout=120,
        preexec_fn=no_file_larger_than(brug.database.stat().st_size + 256 * 1024),
    )
    assert ended.returncode == 1, (ended.returncode, ended.stderr)
    the_line(ended.stderr)
    brug.done("sync")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BRUG_PORT", "eighty"),
        ("BRUG_PORT", "65536"),
        ("BRUG_NOW", "yesterday"),
        ("BRUG_LANG", "fr"),
        ("BRUG_HOLIDAYS", "XX"),
        ("BRUG_LOG", "xml"),
    ],
)
def test_a_wrong_value_in_the_environment(brug: Installation, variable: str, value: str) -> None:
    line = refused(replace(brug, environment={variable: value}), "scan")
    assert f'{variable} is "{value}"; valid is ' in line


def test_a_database_address_that_is_none_and_may_hold_a_password(brug: Installation) -> None:
    line = refused(replace(brug, environment={"BRUG_DATABASE_URL": "mysql://brug:s3cret@host/brug"}), "scan")
    assert "BRUG_DATABASE_URL" in line
    assert "s3cret" not in line


@pytest.mark.parametrize("command", ["scan", "findings"])
@pytest.mark.parametrize("day", ["2012-13-01", "02-08-2012", "2012-W31-4", "today"])
def test_a_day_that_is_none(brug: Installation, command: str, day: str) -> None:
    line = refused(brug, command, "--as-of", day)
    assert "--as-of" in line
    assert f'"{day}"' in line


def test_a_day_that_is_still_to_come(brug: Installation) -> None:
    assert "future" in refused(brug, "scan", "--as-of", "2026-12-01")


def test_a_period_that_ends_before_it_begins(brug: Installation) -> None:
    assert "--until" in refused(brug, "backtest", "--from", "2026-06-01", "--until", "2026-01-01")


@pytest.mark.parametrize(
    "arguments", [("scan", "--nonsense"), ("sync", "CRM"), ("findings", "--format", "xml"), ("nosuch",), ("apply",)]
)
def test_wrong_usage_ends_with_2(brug: Installation, arguments: tuple[str, ...]) -> None:
    before = brug.rows()
    ended = brug.run(*arguments)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr
    assert brug.rows() == before


def refused(brug: Installation, *arguments: str | Path) -> str:
    """The one line that a command says before it ends with status 1, having changed nothing."""
    before: Rows = brug.rows(*REASON)
    ended = brug.run(*arguments)
    assert ended.returncode == 1, (ended.returncode, ended.stderr)
    assert brug.rows(*REASON) == before
    return the_line(ended.stderr)


def the_line(stderr: str) -> str:
    lines = stderr.splitlines()
    assert len(lines) == 1, stderr
    assert lines[0].startswith("brug: ")
    return lines[0]


def no_file_larger_than(size: int) -> Callable[[], None]:
    """What a process does first so that its writes fail beyond a size, as on a full disk."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit
