"""Jobs are done one at a time for each project, in the order in which they were asked for, and survive a process."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, Row, select, update

from app.access.caller import COMMAND_LINE
from app.database.engine import reading, writing
from app.database.finding_tables import scans
from app.database.job_tables import syncs
from app.jobs import ledger
from app.processes import this_process
from app.scans import ask_for_scan

NOW = 1_000_000


def ask(engine: Engine, *projects: str, by: str = "pmo", at: int = NOW) -> str:
    with writing(engine) as connection:
        return ask_for_scan(connection, list(projects) or None, None, by=by, now=at)


def claim(engine: Engine) -> str | None:
    with writing(engine) as connection:
        row = ledger.claim(connection, scans, NOW)
        return None if row is None else str(row.id)


def job(engine: Engine, identity: str) -> Row[Any]:
    with reading(engine) as connection:
        return connection.execute(select(scans).where(scans.c.id == identity)).one()


def done(engine: Engine, identity: str) -> None:
    with writing(engine) as connection:
        ledger.end(connection, scans, identity, ledger.DONE, NOW)


def test_jobs_of_different_projects_are_done_side_by_side(engine: Engine) -> None:
    one, other = ask(engine, "a"), ask(engine, "b", "c")
    assert [claim(engine), claim(engine), claim(engine)] == [one, other, None]


@pytest.mark.parametrize(("first", "second"), [(("a", "b"), ("b", "c")), ((), ("a",)), (("a",), ()), ((), ())])
def test_one_project_is_in_one_job_at_a_time(engine: Engine, first: tuple[str, ...], second: tuple[str, ...]) -> None:
    one, other = ask(engine, *first), ask(engine, *second)
    assert [claim(engine), claim(engine)] == [one, None]
    done(engine, one)
    assert claim(engine) == other


def test_a_sync_keeps_a_scan_of_its_project_waiting(engine: Engine) -> None:
    with writing(engine) as connection:
        ledger.enter(connection, syncs, {"keys": ["A"], "report": None}, projects=["a"], by="pmo", now=NOW, begins=True)
    waiting, other = ask(engine, "a"), ask(engine, "b")
    assert [claim(engine), claim(engine)] == [other, None]
    assert job(engine, waiting).status == "queued"


def test_what_was_asked_for_first_is_not_overtaken(engine: Engine) -> None:
    running, of_all, later = ask(engine, "a"), ask(engine), ask(engine, "b")
    assert [claim(engine), claim(engine)] == [running, None], "b waits for the job of all, which waits for a"
    done(engine, running)
    assert claim(engine) == of_all
    done(engine, of_all)
    assert claim(engine) == later


def test_a_job_is_claimed_once_however_many_ask(engine: Engine) -> None:
    ids = {ask(engine, f"p{n}") for n in range(6)}
    with ThreadPoolExecutor(8) as pool:
        claimed = [found for found in pool.map(lambda _: claim(engine), range(12)) if found is not None]
    assert sorted(claimed) == sorted(ids)


def test_a_job_that_waits_is_cancelled_at_once(engine: Engine) -> None:
    identity = ask(engine, "a")
    with writing(engine) as connection:
        ledger.cancel(connection, scans, identity, NOW + 5)
    assert (job(engine, identity).status, job(engine, identity).finished_at) == ("cancelled", NOW + 5)
    assert claim(engine) is None


def test_a_job_under_way_is_told_to_end(engine: Engine) -> None:
    identity = ask(engine, "a")
    claim(engine)
    with writing(engine) as connection:
        assert not ledger.tell(connection, scans, identity, done=1, total=3, about="A")
        ledger.cancel(connection, scans, identity, NOW)
        assert ledger.tell(connection, scans, identity, done=2, total=3, about="B")
    assert (job(engine, identity).status, job(engine, identity).done) == ("running", 2)


def test_a_job_that_ended_is_not_cancelled(engine: Engine) -> None:
    identity = ask(engine, "a")
    claim(engine)
    done(engine, identity)
    with writing(engine) as connection:
        ledger.cancel(connection, scans, identity, NOW)
    assert job(engine, identity).status == "done"


def left_behind(engine: Engine, identity: str, worker: str, silent_for: int) -> None:
    with writing(engine) as connection:
        alive = {"worker": worker, "alive_at": ledger.instant() - silent_for}
        connection.execute(update(scans).where(scans.c.id == identity).values(alive))
        ledger.take_up(connection, NOW)


def test_the_job_of_a_process_that_is_gone_waits_again(engine: Engine) -> None:
    identity = ask(engine, "a")
    claim(engine)
    host = this_process().split(":")[0]
    left_behind(engine, identity, f"{host}:4194000:0a0b0c0d", 0)
    assert job(engine, identity).status == "queued"
    assert claim(engine) == identity


def test_a_process_with_the_same_number_in_an_earlier_life_is_gone(engine: Engine) -> None:
    identity = ask(engine, "a")
    claim(engine)
    host, process, _ = this_process().rsplit(":", 2)
    left_behind(engine, identity, f"{host}:{process}:another", 0)
    assert job(engine, identity).status == "queued"


@pytest.mark.parametrize(
    ("silent_for", "status"), [(29_000, "running"), (31_000, "queued"), (-29_000, "running"), (-3_600_000, "queued")]
)
def test_a_process_on_another_machine_is_gone_when_it_is_silent(engine: Engine, silent_for: int, status: str) -> None:
    """A sign of life from far in the future is none: the clock was set back since."""
    identity = ask(engine, "a")
    claim(engine)
    left_behind(engine, identity, "elsewhere:17:0a0b0c0d", silent_for)
    assert job(engine, identity).status == status


def test_a_process_that_says_that_it_lives_keeps_its_jobs(engine: Engine) -> None:
    identity = ask(engine, "a")
    claim(engine)
    with writing(engine) as connection:
        connection.execute(update(scans).values(alive_at=0))
        ledger.stay(connection)
    assert abs(job(engine, identity).alive_at - ledger.instant()) < 60_000


def test_a_process_that_lost_its_job_neither_tells_of_it_nor_ends_it(engine: Engine) -> None:
    identity = ask(engine, "a")
    claim(engine)
    with writing(engine) as connection:
        connection.execute(update(scans).values(worker="elsewhere:17:0a0b0c0d"))
        with pytest.raises(ledger.TakenOver):
            ledger.tell(connection, scans, identity, done=1)
        ledger.end(connection, scans, identity, ledger.DONE, NOW)
    assert (job(engine, identity).status, job(engine, identity).done) == ("running", 0)


def test_the_job_of_a_process_that_lives_goes_on_however_long_it_says_nothing(engine: Engine) -> None:
    identity = ask(engine, "a")
    claim(engine)
    left_behind(engine, identity, this_process(), 3_600_000)
    assert job(engine, identity).status == "running"


def test_what_somebody_started_on_a_command_line_that_is_gone_failed(engine: Engine) -> None:
    identity = ask(engine, "a", by=COMMAND_LINE.name)
    claim(engine)
    left_behind(engine, identity, "elsewhere:17:0a0b0c0d", 60_000)
    assert job(engine, identity).status == "failed"
    assert "run it again" in job(engine, identity).error


def test_what_was_to_end_when_its_process_went_is_cancelled(engine: Engine) -> None:
    identity = ask(engine, "a")
    claim(engine)
    with writing(engine) as connection:
        ledger.cancel(connection, scans, identity, NOW)
    left_behind(engine, identity, "elsewhere:17:0a0b0c0d", 60_000)
    assert job(engine, identity).status == "cancelled"


def test_there_is_nothing_to_look_for_while_nothing_waits(engine: Engine) -> None:
    def waits() -> bool:
        with reading(engine) as connection:
            return ledger.is_waiting(connection)

    assert not waits()
    identity = ask(engine, "a")
    assert waits()
    claim(engine)
    assert not waits()
    left_behind(engine, identity, "elsewhere:17:0a0b0c0d", 60_000)
    assert waits()
