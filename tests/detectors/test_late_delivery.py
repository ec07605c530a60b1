"""What was promised for a day and came later, and everything that only looks like it.

Release 1.0 is promised for Friday 24 April 2026. King's Day, Monday 27 April, is a public holiday in the
Netherlands; Liberation Day, 5 May, is one in 2025 and 2030 only.
"""

from __future__ import annotations

import pytest

from detectors.delivery import late_delivery
from detectors.finding import Finding
from tests.detectors.asking import coverage, findings
from tests.detectors.story import Story, Told

PLANNED = "2026-02-20"


def release(story: Story, delivered: str | None = None, finished: str = "2026-04-20", number: int = 8) -> list[Told]:
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", delivered=delivered)
    return [told.added_to(one, PLANNED).started("2026-03-10").done(finished) for told in story.issues("CRM", number)]


def late(story: Story, day: str) -> list[Finding]:
    return findings(late_delivery, story.history(), day)


@pytest.mark.parametrize(
    ("delivered", "days", "severity"),
    [
        ("2026-04-24", None, None),
        ("2026-04-29", None, None),  # 28 and 29 April: two working days, the 27th is a holiday
        ("2026-04-30", 3, "low"),
        ("2026-05-04", 5, "low"),
        ("2026-05-05", 6, "medium"),
        ("2026-05-08", 9, "medium"),  # 9 of 37 planned working days is under a quarter
        ("2026-05-11", 10, "high"),  # 10 of 37 is over it
    ],
)
def test_working_days_after_the_due_date_decide(delivered: str, days: int | None, severity: str | None) -> None:
    story = Story()
    release(story, delivered=delivered)
    found = late(story, "2026-05-20")
    assert [(f.measures["days_late"], f.severity) for f in found] == ([] if days is None else [(days, severity)])


@pytest.mark.parametrize(
    ("delivered", "days", "severity"), [("2026-06-24", 40, "high"), ("2026-06-25", 41, "critical")]
)
def test_over_forty_working_days_is_critical(delivered: str, days: int, severity: str) -> None:
    # 3 in April, 19 in May (Ascension and Whit Monday are holidays), 18 and 19 in June.
    story = Story()
    release(story, delivered=delivered)
    (finding,) = late(story, "2026-07-01")
    assert (finding.measures["days_late"], finding.severity) == (days, severity)


def test_calendar_days_stand_beside_working_days() -> None:
    story = Story()
    release(story, delivered="2026-05-04")
    (finding,) = late(story, "2026-05-20")
    assert finding.measures["calendar_days_late"] == 10
    assert finding.impact == {"days_late": 5.0}


def test_while_it_is_open_the_days_are_counted_to_the_moment() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 8):
        told.added_to(one, PLANNED).started("2026-03-10")
    assert late(story, "2026-04-30") == []
    (finding,) = late(story, "2026-05-04")
    assert finding.measures["days_late"] == 4
    assert "still open" in finding.summary
    assert finding.measures["open_share"] == 1.0
    assert {e.issue for e in finding.evidence} == {t.row["key"] for t in story.told}


def test_the_days_after_the_moment_are_not_known() -> None:
    story = Story()
    release(story, delivered="2026-05-11", finished="2026-05-10")
    (finding,) = late(story, "2026-05-05")
    assert finding.measures["delivered_on"] is None
    assert finding.measures["days_late"] == 5


def test_a_release_whose_members_were_finished_after_its_date_was_delivered_with_the_last_of_them() -> None:
    story = Story()
    release(story, delivered="2026-04-24", finished="2026-05-11")
    (finding,) = late(story, "2026-05-20")
    assert finding.measures["delivered_on"] == "2026-05-11"


def test_one_straggler_in_ten_does_not_make_a_release_late() -> None:
    story = Story()
    told = release(story, delivered="2026-04-24", number=10)
    told[0].changes = [c for c in told[0].changes if c["field"] not in ("status", "resolution")]
    told[0].row |= {"status": "To Do", "status_category": "todo", "resolution": None}
    told[0].done("2026-05-11")
    assert late(story, "2026-05-20") == []


def test_a_bulk_close_after_the_date_is_administration() -> None:
    story = Story()
    release(story, delivered="2026-04-24", finished="2026-05-11", number=12)
    assert late(story, "2026-05-20") == []


def test_a_due_date_that_both_sides_moved_is_the_new_promise() -> None:
    story = Story()
    told = release(story, delivered="2026-05-11")
    story.commitments[0]["due_at"] = story.commitments[0]["due_at"]
    one = ("release", story.commitments[0]["commitment"])
    story.observed(one, "2026-04-01", "due_at", "2026-04-24", "2026-05-15")
    assert len(late(story, "2026-05-20")) == 1
    told[0].said("2026-03-31", "bea").said("2026-04-02", "ian")
    assert late(story, "2026-05-20") == []


def test_a_due_date_that_was_moved_in_silence_is_still_the_old_promise() -> None:
    story = Story()
    release(story, delivered="2026-05-11")
    story.observed(("release", "10"), "2026-04-01", "due_at", "2026-04-24", "2026-05-15")
    (finding,) = late(story, "2026-05-20")
    assert finding.measures["due_on"] == "2026-04-24"


def test_it_stands_for_twelve_weeks_after_delivery() -> None:
    story = Story()
    release(story, delivered="2026-05-11")
    assert len(late(story, "2026-08-03")) == 1
    assert late(story, "2026-08-04") == []


def test_without_a_due_date_that_is_the_reason() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02")
    story.issues("CRM", 1)[0].added_to(one, PLANNED)
    assert coverage(late_delivery, story.history(), "2026-05-01").cannot_judge == {"no due date": 1}


def test_a_cancelled_release_is_nobodys_promise() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", state="cancelled")
    story.issues("CRM", 1)[0].added_to(one, PLANNED)
    assert late(story, "2026-06-01") == []


def test_an_epic_is_late_by_its_own_due_date() -> None:
    story = Story()
    epic = story.issue("CRM-100", "epic").created("2026-02-02").due("2026-04-24").started("2026-03-02")
    for told in story.issues("CRM", 4):
        told.born_in(("epic", epic.id)).started("2026-03-02")
    (finding,) = late(story, "2026-05-04")
    assert (finding.subject.type, finding.subject.id, finding.measures["days_late"]) == ("epic", "CRM-100", 4)


def test_an_epic_that_a_release_carries_is_left_to_the_release() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-06-26")
    epic = story.issue("CRM-100", "epic").created("2026-02-02").due("2026-04-24").started("2026-03-02")
    for told in story.issues("CRM", 4):
        told.born_in(("epic", epic.id), one).started("2026-03-02")
    assert late(story, "2026-05-04") == []


# -- sprints ----------------------------------------------------------------------------------------


def sprint(story: Story, name: str, start: str, end: str, open_items: int, agreed: int = 10) -> tuple[str, str]:
    one = story.commitment(name, start, end, delivered=end, kind="sprint")
    for number, told in enumerate(story.issues("CRM", agreed, created="2026-02-02")):
        told.added_to(one, "2026-02-20", batch="").started(start)
        if number >= open_items:
            told.done(start)
    return one


@pytest.mark.parametrize(("still", "agreed", "flagged"), [(3, 10, True), (2, 10, False), (3, 15, True), (3, 16, False)])
def test_a_sprint_is_late_with_a_fifth_and_three_of_its_items_open(still: int, agreed: int, flagged: bool) -> None:
    story = Story()
    sprint(story, "Sprint 1", "2026-03-02", "2026-03-13", still, agreed)
    assert bool(late(story, "2026-03-20")) is flagged


def test_consecutive_late_sprints_are_one_finding_on_the_first() -> None:
    story = Story()
    sprint(story, "Sprint 1", "2026-03-02", "2026-03-13", 0)
    sprint(story, "Sprint 2", "2026-03-16", "2026-03-27", 4)
    sprint(story, "Sprint 3", "2026-03-30", "2026-04-10", 5)
    sprint(story, "Sprint 4", "2026-04-13", "2026-04-24", 1)
    (finding,) = late(story, "2026-05-01")
    assert finding.subject.name == "Sprint 2"
    assert finding.measures["sprints"] == 2
    assert finding.measures["worst_open_share"] == 0.5
    assert len(finding.evidence) == 9


def test_a_sprint_of_a_late_release_is_left_to_the_release() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-02-23", "2026-03-06")
    sprint(story, "Sprint 1", "2026-03-02", "2026-03-13", 4)
    for told in story.told:
        told.added_to(one, "2026-02-20")
    assert [f.subject.name for f in late(story, "2026-03-20")] == ["1.0"]


# -- requests ---------------------------------------------------------------------------------------


def test_a_request_of_the_business_that_no_commitment_carries_is_judged_alone() -> None:
    story = Story()
    story.issue("CRM-1").created("2026-03-02", by="bea").due("2026-03-20").started("2026-03-10").done("2026-03-27")
    (finding,) = late(story, "2026-04-01")
    assert (finding.subject.kind, finding.subject.id, finding.measures["days_late"]) == ("issue", "CRM-1", 5)


@pytest.mark.parametrize("asker", ["ian", "n0"])
def test_only_a_request_of_the_business_counts(asker: str) -> None:
    story = Story()
    story.issue("CRM-1").created("2026-03-02", by=asker).due("2026-03-20").done("2026-03-27")
    assert late(story, "2026-04-01") == []


def test_a_request_that_a_release_carries_is_left_to_the_release() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-06-26")
    told = story.issue("CRM-1").created("2026-03-02", by="bea").due("2026-03-20").added_to(one, "2026-03-03")
    told.done("2026-03-27")
    assert late(story, "2026-04-01") == []


@pytest.mark.parametrize(("since", "flagged"), [("2026-03-04", True), ("2026-03-06", False)])
def test_a_due_date_given_within_two_working_days_is_the_promise(since: str, flagged: bool) -> None:
    story = Story()
    story.issue("CRM-1").created("2026-03-02", by="bea").due("2026-03-20", since=since).done("2026-03-27")
    assert bool(late(story, "2026-04-01")) is flagged


def test_an_empty_project_has_nothing_to_say() -> None:
    assert late_delivery.measure(Story().history(), [0]).subjects == ()
