"""What is due is entered once, in time or made up; nothing from before it was declared, whatever the clock does."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.app.schedule.scheduled import MONDAYS, Entered, covers, declare, entered, general, jobs, look

FRIDAY = "2026-05-29T12:00:00Z"
# Mondays at six in Amsterdam, in summer.
FIRST, SECOND, THIRD = "2026-06-01T04:00:00Z", "2026-06-08T04:00:00Z", "2026-06-15T04:00:00Z"


def test_mondays_at_six_in_amsterdam_without_a_word_of_a_schedule(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    assert look(engine, "2026-06-01T03:59:59Z") == []
    assert look(engine, FIRST) == ["scan"]
    assert look(engine, "2026-06-01T04:00:02Z") == []
    assert look(engine, "2026-06-08T03:59:59Z") == []
    assert look(engine, "2026-06-08T04:00:01Z") == ["scan"]
    assert entered(engine) == [Entered("scan", FIRST, FIRST), Entered("scan", SECOND, "2026-06-08T04:00:01Z")]


def test_a_run_is_a_sync_and_a_scan_of_everything_for_the_schedule(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    look(engine, FIRST)
    (sync,), (scan,) = jobs(engine, "syncs"), jobs(engine, "scans")
    for job in (sync, scan):
        assert (job.status, job.requested_by, job.projects) == ("queued", "the schedule", None)
        assert job.due_at == job.requested_at
    assert scan.kind == "present"


def test_nothing_is_due_without_a_source(engine: Engine) -> None:
    declare(engine, '[schedule]\nscan = "* * * * *"', FRIDAY)
    assert look(engine, FIRST) == []


def test_of_many_missed_runs_the_last_is_made_up_once_with_its_own_date(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    assert look(engine, "2026-06-17T09:00:00Z") == ["scan"]
    assert look(engine, "2026-06-17T09:00:02Z") == []
    assert entered(engine) == [Entered("scan", THIRD, "2026-06-17T09:00:00Z")]
    assert look(engine, "2026-06-22T04:00:00Z") == ["scan"]


def test_nothing_is_made_up_from_before_it_was_declared(engine: Engine) -> None:
    declare(engine, MONDAYS, "2026-06-03T12:00:00Z")
    assert look(engine, "2026-06-03T12:00:01Z") == []
    assert look(engine, SECOND) == ["scan"]


def test_what_was_declared_in_vain_while_nothing_worked_is_made_up(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    assert look(engine, "2026-06-02T09:00:00Z") == ["scan"], "declared on Friday, first started on Tuesday"


def test_applying_the_same_again_loses_no_run(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    assert declare(engine, MONDAYS, "2026-06-02T09:00:00Z") == []
    assert look(engine, "2026-06-02T09:00:01Z") == ["scan"]


def test_a_schedule_that_changes_begins_anew(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    look(engine, FIRST)
    declare(engine, MONDAYS + '[schedule]\nscan = "0 6 * * tue"', "2026-06-03T12:00:00Z")
    assert look(engine, "2026-06-03T12:00:01Z") == [], "Tuesday was not declared on Tuesday"
    assert look(engine, "2026-06-09T04:00:00Z") == ["scan"]
    declare(engine, MONDAYS, "2026-06-10T12:00:00Z")
    assert look(engine, "2026-06-10T12:00:01Z") == []


def test_a_database_of_before_begins_at_the_first_look(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM runs")
    assert look(engine, "2026-06-03T12:00:00Z") == []
    assert look(engine, SECOND) == ["scan"]


@pytest.mark.parametrize("back", ["2026-06-08T03:30:00Z", "2026-06-05T04:00:00Z", "2026-06-01T05:00:00Z"])
def test_a_clock_set_back_enters_nothing_twice(engine: Engine, back: str) -> None:
    declare(engine, MONDAYS, FRIDAY)
    look(engine, FIRST)
    look(engine, "2026-06-08T04:10:00Z")
    assert look(engine, back) == []
    assert look(engine, "2026-06-08T04:00:00Z") == []
    assert look(engine, "2026-06-08T04:20:00Z") == []
    assert len(entered(engine)) == 2
    assert look(engine, THIRD) == ["scan"]


def test_a_clock_set_back_makes_up_nothing_that_was_passed_over(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    assert look(engine, "2026-06-15T04:00:00Z") == ["scan"]
    assert look(engine, "2026-06-14T22:00:00Z") == [], "the 8th was missed, and the 15th was made"


def test_a_clock_that_was_years_ahead_stops_nothing(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    assert look(engine, "2036-01-01T00:00:00Z") == ["scan"]
    assert look(engine, FIRST) == ["scan"]
    assert look(engine, SECOND) == ["scan"]


OWN = """
[[sources]]
name = "fast"
kind = "fake"
scan = "0 7 * * *"
[[sources]]
name = "slow"
kind = "fake"
[[projects]]
source = "slow"
key = "CRM"
scan = "30 8 * * *"
[schedule]
timezone = "UTC"
"""


def test_what_has_its_own_crontab_line_is_left_out_of_the_others(engine: Engine) -> None:
    declare(engine, OWN, "2026-05-31T12:00:00Z")
    found = [look(engine, f"2026-06-01T{hour}:00Z") for hour in ("06:00", "07:00", "08:30", "09:00")]
    assert found == [["scan"], ["source fast"], ["project slow CRM"], []]
    projects = [("fast", "A"), ("slow", "CRM"), ("slow", "WEB")]
    taken = {name: [one for one in projects if covers(engine, name, *one)] for (name,) in found[:3]}
    assert taken == {"scan": [("slow", "WEB")], "source fast": [("fast", "A")], "project slow CRM": [("slow", "CRM")]}


def test_the_scan_of_the_organisations_schedule_counts_as_one_of_everything(engine: Engine) -> None:
    declare(engine, OWN, "2026-05-31T12:00:00Z")
    for hour in ("06:00", "07:00", "08:30"):
        look(engine, f"2026-06-01T{hour}:00Z")
    assert general(engine) == ["scan"]
    every = MONDAYS + 'scan = "0 7 * * *"\n[[projects]]\nsource = "fake"\nkey = "CRM"\nscan = "0 8 * * *"\n'
    declare(engine, every, "2026-06-01T12:00:00Z")
    look(engine, "2026-06-02T12:00:00Z")
    assert general(engine) == ["source fake"], "every source has its own"


def test_a_source_that_is_switched_off_is_not_due(engine: Engine) -> None:
    declare(engine, OWN, "2026-05-31T12:00:00Z")
    declare(engine, '[[sources]]\nname = "slow"\nkind = "fake"\n[schedule]\ntimezone = "UTC"', "2026-05-31T13:00:00Z")
    assert look(engine, "2026-06-01T12:00:00Z") == ["scan"]


def test_the_end_of_summer_time_enters_once(engine: Engine) -> None:
    declare(engine, MONDAYS + '[schedule]\nscan = "30 2 * * *"', "2026-10-24T12:00:00Z")
    moments = [f"2026-10-25T{hour:02}:{minute:02}:00Z" for hour in range(4) for minute in (0, 29, 30, 31)]
    assert [at for at in moments if look(engine, at)] == ["2026-10-25T00:30:00Z"]


def test_the_begin_of_summer_time_enters_once(engine: Engine) -> None:
    declare(engine, MONDAYS + '[schedule]\nscan = "30 2 * * *"', "2026-03-28T12:00:00Z")
    moments = [f"2026-03-29T{hour:02}:{minute:02}:00Z" for hour in range(4) for minute in (0, 29, 30, 31)]
    assert [at for at in moments if look(engine, at)] == ["2026-03-29T01:00:00Z"]
