"""A provider of OpenID Connect and a brug that trusts it, running for all tests of a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.end_to_end.provider import RIGHTS, Site, environment, provider, serving
from tests.end_to_end.running import Installation
from tests.trackers import free_port


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with provider() as known:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        variables = environment(known, url, **RIGHTS)
        brug = Installation(tmp_path_factory.mktemp("openid") / "brug.sqlite", "", variables)
        with serving(brug, port):
            yield Site(known, brug, url, variables["ACME_OIDC_SECRET"])


@pytest.fixture
def site(served: Site) -> Site:
    proxy = served.provider.proxy
    proxy.asked.clear()
    proxy.instead, proxy.altered = (lambda _: None), (lambda _, answer: answer)
    return served
