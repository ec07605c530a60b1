"""Starts the stand-in for Jira and GitHub, which lives beside the repository and is no part of it."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
TRACKERS = SHARED / "trackers"
REAL = SHARED / "real"
SECONDS_TO_START = 60.0


def require_trackers() -> None:
    """Skip the test, saying why, where the stand-in or what it needs is not there."""
    if not TRACKERS.is_dir() or not REAL.is_dir():
        pytest.skip("the stand-in tracker and the recorded histories (../shared) are not here")
    if _python() is None:
        pytest.skip(
            "the stand-in tracker needs aiohttp and graphql-core, or TRACKERS_PYTHON with a Python that has them"
        )


def facts() -> dict[str, Any]:
    """What is known about the recorded histories by direct replay."""
    require_trackers()
    found: dict[str, Any] = json.loads((REAL / "facts.json").read_text())
    return found


@contextlib.contextmanager
def serve(*corpora: str, deployment: str | None = None, extra: tuple[str, ...] = ()) -> Iterator[str]:
    """The stand-in over these corpora on a free port; gives its base url.

    A corpus is the name of a recorded history, or of an example of the stand-in's own (`tiny-jira`). The
    first one answers at the root, each also below `/site/NAME`. `extra` are more command-line options.
    """
    require_trackers()
    port = free_port()
    command = [_python() or sys.executable, "-m", "trackers", "--port", str(port)]
    for corpus in corpora:
        folder = REAL / corpus
        command += ["--corpus", str(folder if folder.is_dir() else TRACKERS / corpus)]
    if deployment:
        command += ["--deployment", deployment]
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([*command, *extra], cwd=TRACKERS, stderr=subprocess.DEVNULL)
    try:
        _await(process, url)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def control(url: str, what: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """Ask or tell the running stand-in something: `stats`, `reset`, `at`, `faults`."""
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{url}/__{what}", data=data), timeout=30) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def _python() -> str | None:
    """A Python that can run the stand-in: this one, or the one that TRACKERS_PYTHON names."""
    if all(importlib.util.find_spec(name) for name in ("aiohttp", "graphql")):
        return sys.executable
    return os.environ.get("TRACKERS_PYTHON")


def _await(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the stand-in ended with status {process.returncode} before it answered")
        with contextlib.suppress(OSError):
            control(url, "stats")
            return
        time.sleep(0.1)
    raise RuntimeError(f"the stand-in did not answer within {SECONDS_TO_START:.0f} s")
