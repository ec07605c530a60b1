"""The time machine sees in each week what a scan of that week saw, and sweeps nothing twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, update

from app.access.sight import EVERYTHING, Sight
from app.backtest import backtest
from app.database import tables
from app.database.engine import reading, writing
from app.instants import day_of, parse_instant, start_of
from app.past.deadlines import deadlines_of
from app.past.machine import TimeMachine
from app.past.weeks import Past, PastProject, Stood, row_of
from app.portfolio import resolve
from detectors.finding import Subject
from tests.api.conftest import NOW, demo, engine

__all__ = ["demo", "engine"]

AT = parse_instant(NOW)
_WAIT = 60.0


def past_of(machine: TimeMachine, sight: Sight = EVERYTHING, version: object = 1) -> Past:
    found = machine.of(sight, AT, version, _WAIT)
    assert isinstance(found, Past)
    return found


def test_every_week_is_as_a_backtest_tells_it(engine: Engine) -> None:
    with reading(engine) as connection:
        sight = Sight(frozenset(resolve(connection, ("TPP", "LVN", "POL", "INT"))))
    past = past_of(TimeMachine(engine), sight)
    told = backtest(engine, past.moments[0], past.moments[-1], sight=sight)
    assert [week["on"] for week in told.weeks] == [str(day_of(at)) for at in past.moments]
    for number in past.weeks:
        week = told.weeks[number]
        seen = (sum(past.counts(number).values()), len(past.new(number)), len(past.over(number)))
        assert seen == (week["open"], week["new"], week["over"])
    assert {one["id"] for one in told.findings} == {one.finding for p in past.projects for one in p.stood}


def test_a_bound_caller_sees_its_own_projects(engine: Engine) -> None:
    machine = TimeMachine(engine)
    whole = past_of(machine)
    own = next(project for project in whole.projects if project.key == "WEB")
    # What is swept already is not swept again for another caller.
    assert past_of(machine, Sight(frozenset([own.id]))).projects == (own,)
    assert past_of(machine, Sight(frozenset())).projects == ()


def test_only_what_changed_is_swept_anew(engine: Engine) -> None:
    machine = TimeMachine(engine)
    before = past_of(machine)
    assert past_of(machine) is before
    with writing(engine) as connection:
        web = tables.projects.c.key == "WEB"
        connection.execute(update(tables.projects).where(web).values(generation=tables.projects.c.generation + 1))
    after = past_of(machine, version=2)
    assert [one.key for one, other in zip(after.projects, before.projects, strict=True) if one is not other] == ["WEB"]


def test_a_sweep_that_failed_is_told_and_tried_again(engine: Engine) -> None:
    machine = TimeMachine(engine, holidays="nowhere")
    for _ in range(2):
        with pytest.raises(Exception, match=r"(?i)nowhere|country"):
            machine.of(EVERYTHING, AT, 1, _WAIT)


def day(month: int, number: int) -> int:
    return start_of(date(2026, month, number))


def stood(name: str, visible: int, severities: tuple[str, ...] = ("high",), since: int = 1) -> Stood:
    subject = Subject("commitment", "release", name, name, "", name)
    return Stood(name, "scope-growth", "scope", subject, visible, since, severities)


def commitment(name: str, **more: Any) -> dict[str, Any]:
    return {
        "source": "s", "project": "A", "type": "release", "external_id": name, "name": name, "state": "active",
        "due_on": "2026-03-20", "baseline_due_on": "2026-03-13", "delivered_on": None, **more,
    }  # fmt: skip


def past_with(*found: Stood) -> Past:
    project = PastProject("a", "s", "A", "A", found, tuple(frozenset(["scope"]) for _ in range(4)))
    return Past((day(3, 2), day(3, 9), day(3, 16), day(3, 23)), 1, (project,))


def test_a_week_has_the_severity_of_that_week() -> None:
    past = past_with(stood("one", day(3, 9), ("medium", "critical")))
    (project,) = past.projects
    assert [row_of(project, week).rag["scope"] for week in (0, 1, 2, 3)] == ["green", "amber", "red", "green"]
    assert row_of(project, 2).worst["scope"] == "critical"
    assert row_of(project, 2).rag | {"overall": ""} == {
        "delivery": "grey", "consultation": "grey", "scope": "red", "overall": "",
    }  # fmt: skip
    assert [len(past.new(week)) for week in past.weeks] == [1, 0, 0]
    assert [len(past.over(week)) for week in past.weeks] == [0, 0, 1]


def test_days_before_a_deadline_count_from_the_first_agreed_date() -> None:
    past = past_with(
        stood("before", day(3, 9)), stood("before", day(3, 2), since=2), stood("on it", day(3, 13)),
        stood("after", day(3, 16)), stood("cancelled", day(3, 2)), stood("no date", day(3, 2)),
    )  # fmt: skip
    found = deadlines_of(
        past,
        [
            commitment("before", delivered_on="2026-03-20"), commitment("on it", delivered_on="2026-03-13"),
            commitment("after"), commitment("cancelled", state="cancelled"), commitment("nothing seen"),
            commitment("no date", due_on=None, baseline_due_on=None),
        ],
        "NL",
        day(3, 23),
    )  # fmt: skip
    # From Monday 2 March to Friday 13 March are nine working days, whatever came of the date later.
    assert [(one.commitment["name"], one.days, one.outcome) for one in found.all] == [
        ("before", 9, "late"), ("on it", 0, "in_time"), ("after", -1, "late"),
    ]  # fmt: skip
    assert [one.commitment["name"] for one in found.before] == ["before"]
    assert found.typical == 9
    assert found.endings() == [("late", 1)]
