"""The stand-in as Jira Cloud and as Jira Data Center."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.trackers import serve

CORPORA = ("fcrepo", "duracloud", "tiny-jira")


@pytest.fixture(scope="session")
def cloud() -> Iterator[str]:
    with serve(*CORPORA, deployment="cloud") as url:
        yield url


@pytest.fixture(scope="session")
def data_center() -> Iterator[str]:
    with serve(*CORPORA, deployment="dc") as url:
        yield url


@pytest.fixture(params=["cloud", "data_center"])
def either(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(request.param)
    return url
