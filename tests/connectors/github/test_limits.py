"""GitHub's limits are kept to: two budgets apart, and whatever wait an answer asks for. No test here sleeps."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from connectors.connector import Refused, Unreachable
from connectors.github.client import GithubClient
from connectors.pacing import Pace
from tests.connectors.github.pulling import LIBRARY, Kept, settings
from tests.proxy import Answer, Asked, Proxy
from tests.trackers import control

HOUR = 3600
QUERY = "query Who { viewer { login } }"


class Clock:
    """A clock that moves only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.said: list[str] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def pace(self) -> Pace:
        return Pace(
            "acme",
            clock=lambda: self.now,
            sleep=self.sleep,
            told=self.said.append,
            time_of_day=lambda: datetime(2026, 6, 1, 13, 5, tzinfo=UTC) + timedelta(seconds=self.now),
        )


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(proxy: Proxy, clock: Clock) -> Iterator[GithubClient]:
    with closing(GithubClient(settings(proxy.url, token="t"), clock.pace())) as client:
        yield client


def ask_graphql(client: GithubClient) -> None:
    assert client.graphql(QUERY, {}, "who").part("viewer") is not None


def ask_rest(client: GithubClient) -> None:
    client.get("user", msgspec.Raw)


def refuse(proxy: Proxy, times: int, answer: Answer, only: str = "") -> None:
    """Refuse the first requests, of those whose path ends so."""
    left = [times]

    def instead(asked: Asked) -> Answer | None:
        if left[0] == 0 or not asked.path.endswith(only):
            return None
        left[0] -= 1
        return answer

    proxy.instead = instead


def left(proxy: Proxy, remaining: int, seconds: float, only: str) -> None:
    """Let answers of those paths tell that so many requests are left for so many seconds, and others nothing."""
    told = {"x-ratelimit-limit": "5000", "x-ratelimit-remaining": str(remaining)}
    told["x-ratelimit-reset"] = str(int(time.time() + seconds))

    def altered(asked: Asked, answer: Answer) -> Answer:
        others = {name: text for name, text in answer.headers.items() if not name.startswith("x-ratelimit")}
        answer.headers = {**others, **(told if asked.path.endswith(only) else {})}
        return answer

    proxy.altered = altered


@pytest.mark.parametrize("said", ["You have exceeded a secondary rate limit.", "Come back later."])
@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize("ask", [ask_graphql, ask_rest])
def test_a_secondary_limit_is_sat_out_for_as_long_as_it_says(
    proxy: Proxy, client: GithubClient, clock: Clock, status: int, ask: Callable[[GithubClient], None], said: str
) -> None:
    refuse(proxy, 1, Answer.of({"message": said}, status, retry_after="90"))
    ask(client)
    assert 90 <= clock.now < 92
    assert len(proxy.asked) == 2


def test_a_pause_of_an_hour_is_sat_out_and_told(proxy: Proxy, client: GithubClient, clock: Clock) -> None:
    refuse(proxy, 1, Answer.of({"message": "API rate limit exceeded"}, 403, retry_after=str(HOUR)))
    ask_rest(client)
    assert HOUR <= clock.now < HOUR + 2
    assert clock.said == ["acme asks to wait; it goes on by itself at 14:05"]


def test_a_budget_that_is_used_up_is_waited_for_until_its_window_ends(
    proxy: Proxy, client: GithubClient, clock: Clock
) -> None:
    reset = str(int(time.time() + 1800))
    used_up = Answer.of({"message": "no more"}, 403, x_ratelimit_remaining="0", x_ratelimit_reset=reset)
    refuse(proxy, 1, used_up)
    ask_rest(client)
    assert 1790 < clock.now < 1810


def test_graphql_tells_of_a_used_up_budget_in_an_answer_that_is_otherwise_fine(
    proxy: Proxy, client: GithubClient, clock: Clock
) -> None:
    error = {"type": "RATE_LIMITED", "message": "API rate limit exceeded"}
    reset = str(int(time.time() + 1800))
    used_up = Answer.of({"errors": [error]}, x_ratelimit_remaining="0", x_ratelimit_reset=reset)
    refuse(proxy, 1, used_up)
    ask_graphql(client)
    assert 1790 < clock.now < 1810


def test_a_limit_that_does_not_say_how_long_is_sat_out_for_a_minute(
    proxy: Proxy, client: GithubClient, clock: Clock
) -> None:
    refuse(proxy, 1, Answer.of({"message": "You have triggered an abuse detection mechanism"}, 403))
    ask_rest(client)
    assert 60 <= clock.now < 62


def test_a_limit_without_an_end_is_given_up(proxy: Proxy, client: GithubClient, clock: Clock) -> None:
    refuse(proxy, -1, Answer.of({"message": "secondary rate limit"}, 403, retry_after="1000"))
    with pytest.raises(Unreachable, match=r"acme: .*GitHub asks to slow down .*secondary rate limit.*try again later"):
        ask_rest(client)
    assert clock.now <= 2 * HOUR
    assert len(proxy.asked) < 10


def test_a_refusal_that_is_no_limit_is_not_waited_for(proxy: Proxy, client: GithubClient, clock: Clock) -> None:
    refuse(proxy, -1, Answer.of({"message": "Resource not accessible"}, 403, x_ratelimit_remaining="4000"))
    with pytest.raises(Refused):
        ask_rest(client)
    assert (clock.now, len(proxy.asked)) == (0, 1)


def test_requests_wait_for_the_next_window_before_the_budget_is_used_up(
    proxy: Proxy, client: GithubClient, clock: Clock
) -> None:
    left(proxy, 40, 600, "/graphql")
    ask_graphql(client)
    assert clock.now == 0
    ask_graphql(client)
    assert 590 < clock.now <= 600


def test_points_of_graphql_and_requests_of_rest_are_budgets_apart(
    proxy: Proxy, client: GithubClient, clock: Clock
) -> None:
    left(proxy, 0, 600, "/graphql")
    ask_graphql(client)
    for _ in range(3):
        ask_rest(client)
    assert clock.now == 0
    left(proxy, 0, 600, "/user")
    ask_rest(client)
    proxy.altered = lambda _, answer: answer
    ask_rest(client)
    assert 590 < clock.now <= 600


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_failing_server_that_says_when_to_come_back_is_left_alone_that_long(
    proxy: Proxy, client: GithubClient, clock: Clock, status: int
) -> None:
    refuse(proxy, 1, Answer.of({"message": "Server Error"}, status, retry_after="20"))
    ask_rest(client)
    assert 20 <= clock.now < 21


def test_a_query_that_github_gives_up_on_is_tried_again_a_few_times(
    proxy: Proxy, client: GithubClient, clock: Clock
) -> None:
    error = {"message": "Something went wrong while executing your query."}
    refuse(proxy, 2, Answer.of({"data": None, "errors": [error]}))
    ask_graphql(client)
    refuse(proxy, -1, Answer.of({"data": None, "errors": [error]}))
    with pytest.raises(Unreachable, match="GitHub could not answer"):
        ask_graphql(client)
    assert len(proxy.asked) == 6


@pytest.mark.parametrize("parallel", [1, 2, 8])
def test_no_more_is_asked_at_once_than_is_allowed(library: str, parallel: int) -> None:
    control(library, "reset", {})
    # An answer that takes its time shows who else is asking meanwhile.
    control(library, "faults", {"slow": 1, "slow_seconds": 0.05})
    kept = Kept(library, LIBRARY, parallel=parallel)
    kept.pull()
    kept.pull()
    assert len(kept.issues) == 177
    assert control(library, "stats")["max_concurrent"] <= parallel
