"""Long work tells how far it is, how fast it goes and how long it will take, and why it waits; without a flood."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from sqlalchemy import Engine

from app.cli.progress import Teller, progress
from app.cli.speed import Speed, how_fast
from app.sync import sync
from connectors.connector import Connector, SourceSettings
from tests.app.fake_source import NOW, FakeConnector, Tracker, declare, issue


class Time:
    """A clock that moves only when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def spoken(console: Console) -> list[str]:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


def plain() -> Console:
    return Console(file=io.StringIO(), soft_wrap=True, force_terminal=False)


def test_elsewhere_than_on_a_terminal_a_line_is_said_every_ten_seconds_at_most() -> None:
    clock, console = Time(), plain()
    teller = Teller(console, None, clock)
    for second in range(35):
        clock.now = float(second)
        teller.tell("acme CRM", 1_000 + 50 * second, 5_000, "issues")
    assert spoken(console) == [
        "acme CRM: 1,500 of 5,000 issues, 50 issues/s, 70 s left",
        "acme CRM: 2,000 of 5,000 issues, 50 issues/s, 60 s left",
        "acme CRM: 2,500 of 5,000 issues, 50 issues/s, 50 s left",
    ]


def test_many_projects_give_no_more_lines_than_one() -> None:
    clock, console = Time(), plain()
    teller = Teller(console, None, clock)
    for number in range(400):
        clock.now = number / 10
        teller.tell(f"acme P{number}", 1, 1, "issues")
    assert len(spoken(console)) == 3


def test_each_project_has_a_speed_of_its_own() -> None:
    clock, console = Time(), plain()
    teller = Teller(console, None, clock)
    for at, what, done in ((0, "a", 0), (5, "a", 500), (5, "b", 0), (15, "b", 20)):
        clock.now = float(at)
        teller.tell(what, done, None, "issues")
    assert spoken(console) == ["b: 20 issues, 2.0 issues/s"]


def test_on_a_terminal_the_bar_tells_the_same() -> None:
    clock, console = Time(), Console(file=io.StringIO(), force_terminal=True, width=120)
    with progress(console, clock) as teller:
        teller.tell("acme [CRM]", 0, 5_000, "issues")
        clock.now = 4.0
        teller.tell("acme [CRM]", 1_000, 5_000, "issues")
        teller.say("acme asks to wait; it goes on by itself at 14:05")
    text = "\n".join(spoken(console))
    for part in ("acme [CRM]", "1,000 of 5,000 issues", "250 issues/s, 16 s left", "it goes on by itself at 14:05"):
        assert part in text


def test_speed_is_that_of_the_last_minute_and_not_of_what_an_earlier_run_did() -> None:
    speed = Speed()
    speed.see(0.0, 90_000)
    assert speed.per_second is None
    for second in range(1, 301):
        speed.see(float(second), 90_000 + min(second, 200) * 100 + max(0, second - 200) * 10)
    assert speed.per_second == pytest.approx(10)


@pytest.mark.parametrize(
    ("left", "text"), [(5, "5 s left"), (200, "3 min left"), (6_000, "1 h 40 min left"), (-10, "0 s left")]
)
def test_the_time_left_is_said_in_the_unit_that_fits(left: int, text: str) -> None:
    assert how_fast(0, left, 1.0, "issues").endswith(text)


def test_a_connector_that_waits_is_heard_by_whoever_looks_on(engine: Engine) -> None:
    declare(engine)
    said: list[str] = []

    def opener(settings: SourceSettings) -> Connector:
        assert settings.told is not None
        settings.told("fake asks to wait; it goes on by itself at 14:05")
        return FakeConnector(Tracker([issue(1)]), settings)

    sync(engine, NOW, openers={"fake": opener}, told=said.append)
    assert said == ["fake asks to wait; it goes on by itself at 14:05"]
