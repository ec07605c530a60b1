"""Settings of every test run, and the browser that all its tests in a process share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import structlog

from tests.browser import browser, open_page, page

__all__ = ["browser", "open_page", "page"]


@pytest.fixture(autouse=True)
def _log_of_its_own() -> Iterator[None]:
    """A command that a test runs in its own process sends the log where that test's output goes: not for the next."""
    yield
    structlog.reset_defaults()


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: tests of trackers that fail or are slow mostly wait."""
    given = os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS")
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return int(given) if given else usable + 1
