"""Both databases for tests: SQLite files, and databases on a PostgreSQL server that the tests start themselves.

The processes of one test run share one server. Where PostgreSQL is absent its tests are skipped; in CI they fail.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from app.database.engine import open_engine
from app.database.migrate import migrate

_TEMPLATE = "brug_template"


def _program(name: str) -> str | None:
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return shutil.which(name) or (str(newest[0]) if newest else None)


def _run(*command: str) -> None:
    # PostgreSQL refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    subprocess.run(command, check=True, user=user, cwd="/", capture_output=True, timeout=120)


def _start(directory: Path) -> None:
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(directory, account.pw_uid, account.pw_gid)
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    assert initdb is not None
    assert pg_ctl is not None
    data = str(directory / "data")
    _run(initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    # Only a socket in a directory of its own: no port that another server could have.
    options = f"-c listen_addresses='' -k {directory} -c max_connections=300 -F -c full_page_writes=off"
    _run(pg_ctl, "-D", data, "-w", "-l", str(directory / "log"), "-o", options, "start")
    with _administrator(directory) as connection:
        connection.execute(f"CREATE DATABASE {_TEMPLATE}".encode())
    _filled(_url(directory, _TEMPLATE), migrate)


def _url(directory: Path, name: str) -> str:
    return f"postgresql+psycopg://postgres@/{name}?host={directory}"


@contextmanager
def _administrator(directory: Path) -> Iterator[psycopg.Connection]:
    with psycopg.connect(f"host={directory} user=postgres dbname=postgres", autocommit=True) as connection:
        yield connection


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Path]:
    """The directory of a running server; started by the first process that needs it, stopped by the last."""
    if _program("initdb") is None or _program("pg_ctl") is None:
        reason = "PostgreSQL is not installed: sh scripts/install_system_packages.sh"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    shared = tmp_path_factory.getbasetemp()
    shared = shared if worker_id == "master" else shared.parent
    state, lock = shared / "postgresql", shared / "postgresql.lock"
    with _locked(lock):
        if state.exists():
            users, place = state.read_text().split("\n")
            directory = Path(place)
        else:
            users, directory = "0", Path(tempfile.mkdtemp(prefix="brug-pg-"))
            _start(directory)
        state.write_text(f"{int(users) + 1}\n{directory}")
    yield directory
    with _locked(lock):
        users = state.read_text().split("\n")[0]
        if int(users) > 1:
            state.write_text(f"{int(users) - 1}\n{directory}")
            return
        state.unlink()
        pg_ctl = _program("pg_ctl")
        assert pg_ctl is not None
        _run(pg_ctl, "-D", str(directory / "data"), "-m", "immediate", "stop")
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database without tables, on each kind in turn."""
    yield from _fresh(request, tmp_path, "template0")


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """The engine of a fresh, migrated database, on each kind in turn."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated"), tmp_path / "brug.sqlite")
    yield from _opened(request, tmp_path, _TEMPLATE)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a SQLite database with its tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "brug.sqlite"
    _filled(f"sqlite:///{path}", migrate)
    return path


def copy_of(
    request: pytest.FixtureRequest, tmp_path: Path, name: str, fill: Callable[[Engine], object]
) -> Iterator[Engine]:
    """The engine of a copy of a database that is filled once and then copied by every test that asks for `name`."""
    if request.param == "sqlite":
        shared = request.getfixturevalue("tmp_path_factory").getbasetemp()
        path = shared / f"{name}.sqlite"
        if not path.exists():
            shutil.copy(request.getfixturevalue("migrated"), path)
            _filled(f"sqlite:///{path}", fill)
        shutil.copy(path, tmp_path / "brug.sqlite")
    else:
        directory: Path = request.getfixturevalue("postgresql")
        with _locked(directory / f"{name}.lock"), _administrator(directory) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}".encode())
                _filled(_url(directory, name), fill)
    yield from _opened(request, tmp_path, name)


def _filled(url: str, fill: Callable[[Engine], object]) -> None:
    engine = open_engine(url)
    fill(engine)
    engine.dispose()


def _opened(request: pytest.FixtureRequest, tmp_path: Path, template: str) -> Iterator[Engine]:
    for url in _fresh(request, tmp_path, template):
        opened = open_engine(url)
        yield opened
        opened.dispose()


def _fresh(request: pytest.FixtureRequest, tmp_path: Path, template: str) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'brug.sqlite'}"
        return
    directory: Path = request.getfixturevalue("postgresql")
    name = f"t{uuid.uuid4().hex}"
    with _administrator(directory) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    yield _url(directory, name)
    with _administrator(directory) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
