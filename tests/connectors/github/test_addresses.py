"""Where the APIs are, by the url that somebody would write down."""

from __future__ import annotations

import pytest

from connectors.github.addresses import addresses_of
from tests.connectors.github.pulling import issues, pull
from tests.proxy import Proxy


@pytest.mark.parametrize(
    ("url", "rest", "graphql"),
    [
        ("https://api.github.com", "https://api.github.com", "https://api.github.com/graphql"),
        ("https://github.com/", "https://api.github.com", "https://api.github.com/graphql"),
        ("https://www.github.com", "https://api.github.com", "https://api.github.com/graphql"),
        ("https://api.acme.ghe.com", "https://api.acme.ghe.com", "https://api.acme.ghe.com/graphql"),
        ("https://git.acme.nl", "https://git.acme.nl/api/v3", "https://git.acme.nl/api/graphql"),
        ("https://git.acme.nl/api/v3/", "https://git.acme.nl/api/v3", "https://git.acme.nl/api/graphql"),
        ("https://git.acme.nl/api/graphql", "https://git.acme.nl/api/v3", "https://git.acme.nl/api/graphql"),
        ("http://acme.nl:8080/git", "http://acme.nl:8080/git/api/v3", "http://acme.nl:8080/git/api/graphql"),
    ],
)
def test_an_address_leads_to_both_apis(url: str, rest: str, graphql: str) -> None:
    found = addresses_of(url)
    assert (found.rest, found.graphql) == (rest, graphql)


@pytest.mark.parametrize("below", ["", "/", "/api/v3", "/api/v3/"])
def test_an_enterprise_server_is_reached_by_its_address_with_or_without_the_path_of_its_api(
    proxy: Proxy, below: str
) -> None:
    assert len(issues(pull(proxy.url + below))) == 5
    assert all(asked.path.startswith(("/api/v3/", "/api/graphql")) for asked in proxy.asked)
