"""Generators of clients and readers of queries, each in an environment of its own, installed once."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

CLIENTS = Path(__file__).with_name("clients")
# Below the environment of the tests, so that `make clean` takes these along.
_PLACE = Path(sys.prefix) / "generators"


def python_generator() -> Path:
    """The Python of an environment with openapi-python-client, as pinned beside it."""
    lock = CLIENTS / "python" / "requirements.txt"

    def install(folder: Path) -> None:
        _run([sys.executable, "-m", "venv", "--without-pip", folder], folder)
        pip: list[str | Path] = [
            sys.executable,
            "-m",
            "pip",
            "--python",
            folder / "bin" / "python",
            "--disable-pip-version-check",
        ]
        _run([*pip, "install", "--quiet", "--requirement", lock], folder)

    return _once(lock, install) / "bin" / "python"


def typescript_generator() -> Path:
    """The folder of the modules of openapi-ts and the compiler of TypeScript, as pinned beside it.

    The newest version of openapi-ts that runs on Node 18, which is what the package managers of servers come with.
    """
    return _modules("typescript")


def power_query_parser() -> Path:
    """The folder of the modules of Microsoft's own parser of Power Query, as pinned beside it."""
    return _modules("powerquery")


def _modules(name: str) -> Path:
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            _cannot(f"{program} is not installed")
    lock = CLIENTS / name / "package-lock.json"

    def install(folder: Path) -> None:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(lock.with_name(name), folder)
        _run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], folder)

    return _once(lock, install) / "node_modules"


def _once(lock: Path, install: Callable[[Path], None]) -> Path:
    """The folder of what a lock pins: installed by the first who asks, whatever process that is."""
    folder = _PLACE / f"{lock.parent.name}-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    _PLACE.mkdir(exist_ok=True)
    with (_PLACE / f"{folder.name}.lock").open("w") as only:
        fcntl.flock(only, fcntl.LOCK_EX)
        done = folder / ".installed"
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            install(folder)
            done.touch()
    return folder


def _run(command: Sequence[str | Path], folder: Path) -> None:
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    if ended.returncode:
        _cannot(f"{' '.join(map(str, command[:3]))}: {(ended.stderr or ended.stdout).strip()[-500:]}")


def _cannot(why: str) -> NoReturn:
    """Where everything must be tested, what cannot be is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"clients cannot be generated: {why}")
    pytest.skip(f"clients cannot be generated: {why}")
