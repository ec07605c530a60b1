"""Settings of every test run, and the browser that all its tests in a process share."""

from __future__ import annotations

import os

import pytest

from tests.browser import browser, open_page, page

__all__ = ["browser", "open_page", "page"]


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: tests of trackers that fail or are slow mostly wait."""
    given = os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS")
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return int(given) if given else usable + 1
