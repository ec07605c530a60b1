"""Getting in by a grant that is renewed (OAuth 2.0, 3LO)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec
import pytest

from connectors.connector import ConnectorError, OAuth, Refused, Unreachable
from tests.connectors.jira.pulling import checks, issues, synced, without_host
from tests.trackers import control, free_port, serve

FIRST = "the-first-refresh-token"
SECRET = "s3cret-of-the-client"


def grant(url: str, kept: list[str], **more: object) -> OAuth:
    known = {"client_id": "brug", "client_secret": SECRET, "refresh_token": FIRST, "keep": kept.append}
    return OAuth(**{**known, "token_url": f"{url}/oauth/token", "api_url": url, **more})  # type: ignore[arg-type]


def test_a_grant_reads_what_a_token_reads_with_the_sites_own_addresses() -> None:
    kept: list[str] = []
    with serve("tiny-jira", "fcrepo", extra=("--require-token", "of-a-person")) as url:
        site = f"{url}/site/tiny-jira"
        by_token = synced(site, "SHOP", user="pmo@acme.example", token="of-a-person")
        by_grant = synced(site, "SHOP", oauth=grant(url, kept))
    assert without_host(by_grant, url) == without_host(by_token, url)
    assert issues(by_grant)[0].url.startswith(site)
    assert len(kept) == 1


def test_a_token_that_ends_in_the_middle_is_renewed_and_each_refresh_token_is_used_once() -> None:
    kept: list[str] = []
    options = ("--require-token", "of-a-person", "--fault", "expired_token=5")
    with serve("duracloud", deployment="cloud", extra=options) as url:
        found = issues(synced(f"{url}/site/duracloud", "DURACLOUD", oauth=grant(url, kept)))
    assert len(found) == 739
    assert len(kept) == len(set(kept)) > 1


def test_a_token_of_a_person_that_ends_in_the_middle_is_refused_and_the_rest_follows_later() -> None:
    with serve("tiny-jira", extra=("--require-token", "of-a-person")) as url:
        control(url, "faults", {"expired_token": 2})
        with pytest.raises(Refused, match="expired"):
            synced(url, "SHOP", token="of-a-person")
        control(url, "faults", {"clear": True})
        assert len(issues(synced(url, "SHOP", token="of-a-person"))) == 5


def test_the_new_refresh_token_is_kept_before_the_access_token_is_used() -> None:
    def full(_: str) -> None:
        raise OSError("no space left")

    with serve("tiny-jira", extra=("--require-token", "of-a-person")) as url:
        with pytest.raises(OSError, match="no space left"):
            checks(f"{url}/site/tiny-jira", oauth=grant(url, [], keep=full))
        routes = control(url, "stats")["routes"]
    assert list(routes) == ["POST /oauth/token"]


def test_a_grant_is_renewed_with_what_was_given_last() -> None:
    asked: list[dict[str, str]] = []

    def renewed(body: dict[str, str]) -> tuple[int, dict[str, object]]:
        asked.append(body)
        token = f"refresh-{len(asked)}"
        return 200, {"access_token": f"access-{len(asked)}", "refresh_token": token, "expires_in": 60}

    kept: list[str] = []
    with serve("tiny-jira") as url, authorities(renewed) as token_url:
        oauth = grant(url, kept, token_url=token_url)
        # A token that lasts a minute is renewed before each request: it could end under way.
        assert issues(synced(f"{url}/site/tiny-jira", "SHOP", oauth=oauth))
    assert len(asked) > 2
    assert [body["refresh_token"] for body in asked] == [FIRST, *kept[:-1]]
    assert asked[0] == {
        "grant_type": "refresh_token",
        "client_id": "brug",
        "client_secret": SECRET,
        "refresh_token": FIRST,
    }


def test_a_grant_that_was_revoked_says_what_to_do_and_shows_no_secret() -> None:
    def revoked(_: object) -> tuple[int, dict[str, object]]:
        return 403, {"error": "invalid_grant", "error_description": "Unknown or invalid refresh token."}

    with authorities(revoked) as token_url, pytest.raises(Refused, match="grant access anew") as caught:
        checks("https://acme.atlassian.net", oauth=grant("http://127.0.0.1:1", [], token_url=token_url))
    assert_no_secret(caught.value)
    assert "Unknown or invalid refresh token" in str(caught.value)


def test_a_grant_for_another_site_names_the_sites_that_it_opens() -> None:
    with (
        serve("tiny-jira") as url,
        pytest.raises(Refused, match=r"does not open https://acme.*only: .*/site/tiny-jira"),
    ):
        checks("https://acme.atlassian.net", oauth=grant(url, []))


def test_an_authority_that_cannot_be_reached_is_unreachable() -> None:
    nobody = f"http://127.0.0.1:{free_port()}/oauth/token"
    with pytest.raises(Unreachable) as caught:
        checks("https://acme.atlassian.net", oauth=grant("http://127.0.0.1:1", [], token_url=nobody))
    assert_no_secret(caught.value)


def assert_no_secret(error: ConnectorError) -> None:
    said = f"{error}{error!r}{error.__cause__!r}"
    assert SECRET not in said
    assert FIRST not in said


@contextmanager
def authorities(answer: object) -> Iterator[str]:
    """A server that renews grants as `answer` says; gives its url."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = msgspec.json.decode(self.rfile.read(int(self.headers["Content-Length"])))
            status, content = answer(body)  # type: ignore[operator]
            sent = msgspec.json.encode(content)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/oauth/token"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
