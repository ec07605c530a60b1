"""Clients that are generated from the document compile as they are, and read all findings page by page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine

from app.instants import parse_instant
from app.settings import Settings
from tests.api.conftest import NOW, Documents
from tests.api.generators import CLIENTS, python_generator, typescript_generator
from tests.api.test_keys import key
from tests.serving import served

A_PAGE = 5


@pytest.fixture
def headers(engine: Engine) -> dict[str, str]:
    """Those of a key that may read."""
    return key(engine, "dashboard")


@pytest.fixture
def address(engine: Engine, headers: dict[str, str]) -> Iterator[str]:
    """Where the API is served, to whoever has a key."""
    with served(engine, Settings(str(engine.url), now=parse_instant(NOW))) as url:
        yield url


@pytest.fixture
def everything(address: str, headers: dict[str, str]) -> Documents:
    """All findings, asked for at once, the oldest first."""
    asked = httpx.get(f"{address}/api/v1/findings?sort=first_visible&limit=500", headers=headers).json()
    assert asked["next_cursor"] is None
    assert len(asked["items"]) > 2 * A_PAGE
    found: Documents = asked["items"]
    return found


@pytest.fixture
def document(address: str, tmp_path: Path) -> Path:
    """The document as it is served, in a file."""
    path = tmp_path / "openapi.json"
    path.write_bytes(httpx.get(f"{address}/openapi.json").content)
    return path


def test_a_python_client_reads_all_findings(
    address: str, headers: dict[str, str], document: Path, everything: Documents, tmp_path: Path
) -> None:
    python = python_generator()
    told = run(
        [
            python, "-m", "openapi_python_client", "generate", "--path", document, "--meta", "none",
            "--output-path", "brug_client", "--config", CLIENTS / "python" / "settings.yaml", "--fail-on-warning",
        ],
        tmp_path,
    )  # fmt: skip
    assert "WARNING" not in told.upper()
    run([python, "-W", "error", "-m", "compileall", "-q", "brug_client"], tmp_path)
    modules = [".".join(p.relative_to(tmp_path).with_suffix("").parts) for p in tmp_path.glob("brug_client/**/*.py")]
    run([python, "-c", f"import {', '.join(sorted(modules))}"], tmp_path)
    names = {path.stem for path in (tmp_path / "brug_client" / "models").iterdir()}
    assert not {name for name in names if "_type_0_item" in name}
    shutil.copy(CLIENTS / "python" / "read_findings.py", tmp_path)
    run([sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "read_findings.py"], tmp_path)
    printed = run([python, "read_findings.py", address, str(A_PAGE)], tmp_path, headers)
    assert documents(printed.replace("+00:00", "Z")) == everything


def test_a_typescript_client_reads_all_findings(
    address: str, headers: dict[str, str], document: Path, everything: Documents, tmp_path: Path
) -> None:
    modules = typescript_generator()
    (tmp_path / "node_modules").symlink_to(modules)
    for name in ("package.json", "tsconfig.json", "openapi-ts.config.mjs", "read-findings.ts"):
        shutil.copy(CLIENTS / "typescript" / name, tmp_path)
    run([modules / ".bin" / "openapi-ts", "--silent"], tmp_path)
    # Strict, as tsconfig.json says; what does not compile is not written.
    run([modules / ".bin" / "tsc"], tmp_path)
    printed = run(["node", tmp_path / "built" / "read-findings.js", address, str(A_PAGE)], tmp_path, headers)
    assert documents(printed) == everything


def run(command: Sequence[str | Path], folder: Path, headers: dict[str, str] | None = None) -> str:
    """What a program prints, which must end well; with the key of headers where some are given."""
    secret = {"BRUG_KEY": headers["Authorization"].removeprefix("Bearer ")} if headers else {}
    ended = subprocess.run(
        command, cwd=folder, env=os.environ | secret, capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def documents(printed: str) -> list[dict[str, Any]]:
    """The documents that were printed, one a line."""
    return [json.loads(line) for line in printed.splitlines()]
