"""The stand-in as GitHub, and a proxy in front of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.proxy import Proxy, in_front_of
from tests.trackers import control, serve

EARLY = "2015-01-01T00:00:00Z"


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails is tried again as often as ever, but sooner."""
    monkeypatch.setattr("connectors.tries.FIRST_WAIT_SECONDS", 0.005)


@pytest.fixture(scope="session")
def small_github() -> Iterator[str]:
    with serve("tiny-github") as url:
        yield url


@pytest.fixture
def shop(small_github: str) -> Iterator[str]:
    """A GitHub with the repository acme/shop, as recorded; a test may move its clock and spoil its answers."""
    yield small_github
    control(small_github, "faults", {"clear": True, "expired_token": 0})
    control(small_github, "reset", {})


@pytest.fixture
def proxy(shop: str) -> Iterator[Proxy]:
    with in_front_of(shop) as running:
        yield running


@pytest.fixture(scope="session")
def early_github() -> Iterator[str]:
    with serve("secp256k1", extra=("--at", EARLY, "--slow-seconds", "0.05")) as url:
        yield url


@pytest.fixture
def library(early_github: str) -> Iterator[str]:
    """A GitHub with the first 177 issues of a real repository; likewise."""
    yield early_github
    control(early_github, "faults", {"clear": True, "expired_token": 0})
    control(early_github, "reset", {})
