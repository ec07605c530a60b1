"""The life of a finding: what scans and people make of it, one step after another."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from app.findings.life_cycle import (
    ACKNOWLEDGED,
    DISMISSED,
    OPEN,
    RESOLVED,
    State,
    Step,
    decided,
    news,
    seen,
    unseen,
)
from app.instants import parse_date

LOW, MEDIUM, HIGH, CRITICAL = range(4)
MAY, JUNE, JULY = (parse_date(f"2026-0{month}-01") for month in (5, 6, 7))


@dataclass
class Finding:
    """A finding that lives through scans and decisions; `told` are its last step and why."""

    state: State
    told: tuple[str, str | None] | None = None

    def seen(self, rank: int, at: int = MAY) -> Finding:
        state, step = seen(self.state, rank, at)
        return Finding(state, (step.name, step.reason) if step else None)

    def unseen(self) -> Finding:
        state, step = unseen(self.state)
        return Finding(state, (step.name, step.reason) if step else None)

    def decided(self, status: str, until: int | None = None) -> Finding:
        return Finding(decided(self.state, status, "ann", until))

    @property
    def status(self) -> str:
        return self.state.status

    @property
    def step(self) -> str | None:
        return self.told[0] if self.told else None


def opened(rank: int = MEDIUM) -> Finding:
    return Finding(State(OPEN, rank))


def test_an_open_finding_stays_open_while_scans_see_it() -> None:
    assert opened().seen(MEDIUM) == opened()


@pytest.mark.parametrize("rank", [LOW, HIGH])
def test_another_severity_is_a_step_and_changes_no_status(rank: int) -> None:
    found = opened(MEDIUM).seen(rank)
    assert (found.status, found.state.rank, found.step) == (OPEN, rank, "changed")


@pytest.mark.parametrize("status", [OPEN, ACKNOWLEDGED, DISMISSED])
def test_it_is_over_when_a_scan_does_not_see_it_any_more(status: str) -> None:
    found = opened().decided(status).unseen()
    assert (found.status, found.step) == (RESOLVED, "over")


def test_what_is_over_stays_so_without_another_step() -> None:
    over = opened().unseen()
    assert over.unseen() == Finding(over.state)


def test_what_was_over_and_comes_back_is_open() -> None:
    found = opened().unseen().seen(LOW)
    assert (found.status, found.step) == (OPEN, "again")


@pytest.mark.parametrize("status", [ACKNOWLEDGED, DISMISSED, RESOLVED])
def test_a_decision_holds_while_the_severity_does_not_grow(status: str) -> None:
    found = opened(MEDIUM).decided(status).seen(MEDIUM)
    assert (found.status, found.told) == (status, None)
    assert found.seen(LOW).status == status
    assert found.seen(LOW).seen(MEDIUM).status == status, "no worse than when it was decided"


@pytest.mark.parametrize("status", [ACKNOWLEDGED, DISMISSED, RESOLVED])
def test_it_is_open_again_when_its_severity_grows(status: str) -> None:
    found = opened(MEDIUM).decided(status).seen(HIGH)
    assert (found.status, found.told) == (OPEN, ("reopened", "its severity grew"))
    assert found.seen(HIGH) == Finding(State(OPEN, HIGH)), "the decision holds no more"


def test_a_dismissal_ends_on_its_day() -> None:
    dismissed = opened().decided(DISMISSED, until=JUNE)
    assert dismissed.seen(MEDIUM, JUNE - 1).status == DISMISSED
    assert dismissed.seen(MEDIUM, JUNE).status == OPEN
    assert dismissed.seen(MEDIUM, JUNE).step == "reopened"


def test_a_dismissal_without_a_day_goes_on() -> None:
    assert opened().decided(DISMISSED).seen(MEDIUM, JULY).status == DISMISSED


def test_what_is_dismissed_until_a_day_and_comes_back_before_it_stays_dismissed() -> None:
    over = opened(MEDIUM).decided(DISMISSED, until=JUNE).unseen()
    assert over.status == RESOLVED
    back = over.seen(MEDIUM, JUNE - 1)
    assert (back.status, back.step) == (DISMISSED, "again")
    assert over.seen(MEDIUM, JUNE).status == OPEN
    assert over.seen(HIGH, JUNE - 1).status == OPEN, "worse than when it was dismissed"


def test_what_was_dismissed_for_good_is_open_when_it_was_over_and_comes_back() -> None:
    assert opened().decided(DISMISSED).unseen().seen(MEDIUM).status == OPEN


def test_what_a_person_resolved_is_open_only_after_a_scan_saw_that_it_was_over() -> None:
    said = opened().decided(RESOLVED)
    assert said.seen(MEDIUM, JULY).status == RESOLVED
    gone = said.unseen()
    assert (gone.status, gone.step, gone.state.resolved_by) == (RESOLVED, "over", None)
    assert gone.seen(MEDIUM).status == OPEN


def test_reopening_forgets_what_was_decided() -> None:
    assert opened(MEDIUM).decided(DISMISSED, until=JULY).decided(OPEN).state == State(OPEN, MEDIUM)


def told(before: State | None, *, rank: int | None, at: int = MAY) -> str | None:
    """What a scan gives to tell of a finding; it sees none where the rank is None."""
    if before is None:
        assert rank is not None
        return news(None, State(OPEN, rank), Step("opened"))
    after, step = unseen(before) if rank is None else seen(before, rank, at)
    return None if step is None else news(before, after, step)


def test_what_there_is_to_tell_of_an_open_finding() -> None:
    assert told(None, rank=LOW) == "new"
    assert told(State(OPEN, MEDIUM), rank=MEDIUM) is None
    assert told(State(OPEN, MEDIUM), rank=HIGH) == "worse"
    assert told(State(OPEN, MEDIUM), rank=LOW) is None
    assert told(State(OPEN, MEDIUM), rank=None) == "over"


def test_what_a_person_decided_is_told_of_when_it_grows_or_is_over() -> None:
    acknowledged = decided(State(OPEN, MEDIUM), ACKNOWLEDGED, "ann")
    assert [told(acknowledged, rank=r) for r in (MEDIUM, HIGH, None)] == [None, "worse", "over"]


def test_what_is_dismissed_stays_quiet_until_it_is_open_again() -> None:
    dismissed = decided(State(OPEN, MEDIUM), DISMISSED, "ann", until=JULY)
    assert [told(dismissed, rank=r, at=JUNE) for r in (LOW, MEDIUM, None)] == [None, None, None]
    assert told(dismissed, rank=HIGH, at=JUNE) == "worse"
    assert told(dismissed, rank=MEDIUM, at=JULY) == "new"


def test_what_was_over_and_comes_back_is_new_to_tell() -> None:
    over = State(RESOLVED, HIGH)
    assert told(over, rank=MEDIUM) == "new"
    assert told(over, rank=CRITICAL) == "new"
    assert told(over, rank=None) is None
