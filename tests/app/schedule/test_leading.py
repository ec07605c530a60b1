"""Exactly one of many candidates leads, and only it can write: whatever is paused, killed or left."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine, select, text, update

from app.database.engine import open_engine, reading, writing
from app.database.schedule_tables import leases
from app.processes import this_process
from app.schedule.leading import Candidate, Lease, NoLongerLeading, Patience, fenced

PATIENCE = Patience(beat=5, silence=15)


@dataclass
class Watch:
    """A monotonic clock that is moved by hand."""

    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


def candidate(engine: Engine, name: str, watch: Watch | None = None) -> Candidate:
    """A candidate on a machine of its own."""
    return Candidate(engine, patience=PATIENCE, holder=f"{name}:1:a", clock=watch or Watch())


def holds(engine: Engine, lease: Lease) -> bool:
    try:
        with writing(engine) as connection:
            fenced(connection, lease)
    except NoLongerLeading:
        return False
    return True


def test_of_many_at_once_one_leads(engine: Engine) -> None:
    candidates = [candidate(engine, f"host{n}") for n in range(6)]
    with ThreadPoolExecutor(6) as pool:
        leases_got = [lease for lease in pool.map(Candidate.look, candidates) if lease is not None]
    assert len(leases_got) == 1
    assert holds(engine, leases_got[0])


def test_another_one_takes_over_when_the_leader_is_silent_for_long_enough(engine: Engine) -> None:
    watch, watching = Watch(), Watch(7_000.0)
    first, second = candidate(engine, "one", watch), candidate(engine, "two", watching)
    lease = first.look()
    assert lease is not None
    assert second.look() is None
    watching.seconds += 14.9
    assert second.look() is None
    watching.seconds += 0.2
    taken = second.look()
    assert taken is not None
    assert taken.token == lease.token + 1
    assert not holds(engine, lease)
    assert holds(engine, taken)
    assert first.look() is None, "it was paused, and finds out"


def test_a_leader_that_lives_leads_on(engine: Engine) -> None:
    watch = Watch()
    first, second = candidate(engine, "one", watch), candidate(engine, "two", watch)
    lease = first.look()
    for _ in range(50):
        watch.seconds += 2
        assert first.look() == lease
        assert second.look() is None


def test_a_leader_that_leaves_is_followed_at_once(engine: Engine) -> None:
    first, second = candidate(engine, "one"), candidate(engine, "two")
    lease = first.look()
    assert lease is not None
    assert second.look() is None
    first.leave()
    assert not holds(engine, lease)
    assert second.look() is not None
    assert first.look() is None


def test_a_leader_whose_process_on_this_machine_is_gone_is_followed_at_once(engine: Engine) -> None:
    place, number, _ = this_process().rsplit(":", 2)
    first = Candidate(engine, patience=PATIENCE, holder=f"{place}:4194000:a")
    assert first.look() is not None
    before = Candidate(engine, patience=PATIENCE, holder=f"{place}:{number}:earlier")
    assert before.look() is not None, "the number of this process is that of one before it"
    assert Candidate(engine, patience=PATIENCE).look() is not None


def test_a_process_in_a_container_of_this_name_may_be_there(engine: Engine) -> None:
    """Two containers on the network of their host have one name and the same numbers of processes."""
    host = this_process().split("/", maxsplit=1)[0]
    first = Candidate(engine, patience=PATIENCE, holder=f"{host}/other:4194000:a")
    assert first.look() is not None
    assert candidate(engine, "two").look() is None


def test_two_that_take_over_at_once_do_not_both_lead(engine: Engine) -> None:
    candidate(engine, "one").look()
    watch = Watch()
    others = [candidate(engine, f"host{n}", watch) for n in range(5)]
    for other in others:
        assert other.look() is None
    watch.seconds += 16
    with ThreadPoolExecutor(5) as pool:
        assert len([lease for lease in pool.map(Candidate.look, others) if lease is not None]) == 1


def test_nothing_of_a_transaction_is_written_that_lost_the_lease(engine: Engine) -> None:
    lease = candidate(engine, "one").look()
    assert lease is not None
    with writing(engine) as connection:
        connection.execute(update(leases).values(token=lease.token + 1, holder="two:1:a"))

    def write() -> None:
        with writing(engine) as connection:
            connection.execute(update(leases).values(beat=99))
            fenced(connection, lease)

    with pytest.raises(NoLongerLeading):
        write()
    with reading(engine) as connection:
        assert connection.execute(select(leases.c.beat)).scalar_one() == 0


def test_a_leader_that_stands_still_within_a_transaction_keeps_nobody_from_leading(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL, where it would hold the row of the lease. On SQLite whoever writes holds the whole file."""
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite knows no transactions that end by themselves")
    monkeypatch.setattr("app.database.locks._STANDS_STILL", 300)
    watch = Watch()
    first, second = candidate(engine, "one", watch), candidate(engine, "two", watch)
    lease = first.look()
    assert lease is not None
    second.look()
    watch.seconds += 16
    paused = open_engine(engine.url.render_as_string(hide_password=False))
    with paused.connect() as connection:
        connection.begin()
        fenced(connection, lease)
        assert second.look() is not None, "it waits until the server has ended the other transaction"
        with pytest.raises(Exception, match=r"terminat|closed|timeout"):
            connection.execute(text("SELECT 1"))
    paused.dispose()
