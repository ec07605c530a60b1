"""How late is how bad, when a sprint or a request is late at all, and for how long it is told.

Between Monday 5 January and Friday 24 April 2026 are 77 working days, of which a quarter is 19.25.
"""

from __future__ import annotations

import pytest

from detectors.delivery import late_delivery
from tests.detectors.asking import coverage, figures, findings, names
from tests.detectors.story import Story, Told


def open_release(story: Story, start: str, due: str | None, number: int = 4) -> tuple[str, str]:
    one = story.commitment("1.0", start, due)
    for told in story.issues("CRM", number, "2026-01-02"):
        told.added_to(one, "2026-01-02")
    return one


@pytest.mark.parametrize(
    ("day", "days", "severity"),
    [
        ("2026-04-30", 2, None),
        ("2026-05-01", 3, "low"),
        ("2026-05-05", 5, "low"),
        ("2026-05-06", 6, "medium"),
        ("2026-05-20", 15, "medium"),  # the 14th is Ascension
        ("2026-05-21", 16, "high"),
    ],
)
def test_severity_grows_with_the_working_days(day: str, days: int, severity: str | None) -> None:
    story = Story()
    open_release(story, "2026-01-05", "2026-04-24")
    # Nothing of the moment's own day counts: on 1 May, the 28th to the 30th.
    history = story.history()
    assert figures(late_delivery, history, day)["1.0"]["days_late"] == (days if severity else 2)
    assert [f.severity for f in findings(late_delivery, history, day)] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("start", "planned", "severity"),
    [
        ("2026-03-31", 16, "low"),  # 4 are a quarter
        ("2026-04-01", 15, "high"),  # 4 are more
        ("2026-04-24", None, "low"),  # without any planned day there is nothing to compare with
    ],
)
def test_over_a_quarter_of_the_plan_is_at_least_high(start: str, planned: int | None, severity: str) -> None:
    story = Story()
    open_release(story, start, "2026-04-24")
    (finding,) = findings(late_delivery, story.history(), "2026-05-04")
    assert (finding.measures["days_late"], finding.measures["planned_days"]) == (4, planned)
    assert finding.severity == severity


@pytest.mark.parametrize(("day", "confidence"), [("2026-05-11", 0.94), ("2026-05-12", 0.95), ("2026-06-10", 0.95)])
def test_it_is_as_sure_as_can_be_after_ten_days(day: str, confidence: float) -> None:
    story = Story()
    open_release(story, "2026-01-05", "2026-04-24")
    (finding,) = findings(late_delivery, story.history(), day)
    assert finding.confidence == confidence


def test_an_empty_plan_is_named_as_the_reason() -> None:
    story = Story()
    story.commitment("1.0", "2026-03-02", "2026-03-20")
    assert coverage(late_delivery, story.history(), "2026-04-01").cannot_judge == {"no items in the baseline": 1}


def test_a_date_that_was_first_set_after_the_planning_is_the_promise() -> None:
    story = Story()
    one = open_release(story, "2026-03-02", None)
    story.observed(one, "2026-03-25", "due_at", "2026-03-02", "2026-04-24")
    story.observed(one, "2026-04-08", "due_at", "2026-04-24", "2026-05-29")
    (finding,) = findings(late_delivery, story.history(), "2026-05-04")
    assert finding.measures["due_on"] == "2026-04-24"


# -- sprints ----------------------------------------------------------------------------------------


def sprint(story: Story, name: str, start: str, end: str | None, still: int, agreed: int = 10) -> None:
    one = story.commitment(name, start, end, delivered=end, kind="sprint")
    for n, told in enumerate(story.issues("CRM", agreed)):
        told.added_to(one, f"2026-02-20T10:{2 * n:02}")
        if n >= still:
            told.done(f"{start}T15:{2 * n:02}")


def test_a_sprint_on_time_parts_two_rows() -> None:
    story = Story()
    sprint(story, "Sprint 3", "2026-03-30", "2026-04-10", 4)
    sprint(story, "Sprint 1", "2026-03-02", "2026-03-13", 4)
    sprint(story, "Sprint 2", "2026-03-16", "2026-03-27", 1)
    history = story.history()
    assert names(findings(late_delivery, history, "2026-04-20")) == ["Sprint 3", "Sprint 1"]
    assert figures(late_delivery, history, "2026-04-20")["Sprint 2"]["sprints"] == 0


@pytest.mark.parametrize(
    ("still", "severity", "confidence"), [(5, "high", 0.85), (6, "high", 0.85), (7, "critical", 0.85)]
)
def test_severity_of_a_row_follows_the_worst(still: int, severity: str, confidence: float) -> None:
    story = Story()
    sprint(story, "Sprint 1", "2026-03-02", "2026-03-13", still)
    (finding,) = findings(late_delivery, story.history(), "2026-03-20")
    if still != 6:  # six of ten are three times a fifth
        assert (finding.severity, finding.confidence) == (severity, confidence)


def test_a_long_row_is_surest() -> None:
    story = Story()
    weeks = [("2026-03-02", "2026-03-06"), ("2026-03-09", "2026-03-13"), ("2026-03-16", "2026-03-20")]
    for n, (start, end) in enumerate([*weeks, ("2026-03-23", "2026-03-27")]):
        sprint(story, f"Sprint {n}", start, end, 8 if n == 1 else 4)
    (finding,) = findings(late_delivery, story.history(), "2026-04-01")
    assert (finding.measures["sprints"], finding.measures["worst_open_share"]) == (4, 0.8)
    assert (finding.severity, finding.confidence) == ("critical", 0.95)


def test_a_row_is_told_for_twelve_weeks_after_its_last_sprint() -> None:
    story = Story()
    sprint(story, "Sprint 1", "2026-03-02", "2026-03-13", 4)
    history = story.history()
    assert findings(late_delivery, history, "2026-06-05")
    assert findings(late_delivery, history, "2026-06-06") == []


def test_a_sprint_without_an_end_or_before_it_is_not_late() -> None:
    story = Story()
    sprint(story, "Sprint 1", "2026-03-02", None, 4)
    sprint(story, "Sprint 2", "2026-03-16", "2026-03-27", 4)
    history = story.history()
    assert "Sprint 2" not in figures(late_delivery, history, "2026-03-26")
    assert list(figures(late_delivery, history, "2026-03-27")) == ["Sprint 2"]


# -- requests ---------------------------------------------------------------------------------------


def request(story: Story, kind: str = "story", created: str = "2026-03-02", due: str = "2026-03-20") -> Told:
    return story.issue("CRM-1", kind).created(created, by="bea").due(due)


def late(story: Story, day: str = "2026-04-01") -> list[float]:
    return [one["days_late"] for one in figures(late_delivery, story.history(), day).values()]


@pytest.mark.parametrize(("since", "promised"), [("2026-03-05T00:00", True), ("2026-03-05T00:01", False)])
def test_a_date_given_within_two_working_days_is_the_promise(since: str, promised: bool) -> None:
    story = Story()
    story.issue("CRM-1").created("2026-03-02", by="bea").due("2026-03-20", since=since).due("2026-05-29", "2026-03-09")
    assert late(story) == ([7] if promised else [])


@pytest.mark.parametrize(
    ("kind", "judged"), [("bug", True), ("pull_request", True), ("epic", False), ("subtask", False)]
)
def test_parts_and_epics_are_no_requests(kind: str, judged: bool) -> None:
    story = Story()
    request(story, kind)
    measures = late_delivery.measure(story.history(), [0])
    assert [s.type for s in measures.subjects if s.type == "issue"] == (["issue"] if judged else [])


@pytest.mark.parametrize(("day", "days"), [("2026-03-20", []), ("2026-03-21", [0]), ("2026-03-24", [1])])
def test_on_its_own_day_a_request_is_not_late(day: str, days: list[int]) -> None:
    story = Story()
    request(story)
    assert late(story, day) == days


@pytest.mark.parametrize(("created", "days"), [("2026-04-01T00:00", [7]), ("2026-04-01T00:01", [])])
def test_a_request_is_known_once_it_was_made(created: str, days: list[int]) -> None:
    story = Story()
    request(story, created=created)
    assert late(story) == days


def test_a_request_is_told_for_twelve_weeks_after_it_came_or_half_a_year_after_its_date() -> None:
    story = Story()
    request(story)
    assert late(story, "2026-09-18")  # 182 days after 20 March
    assert late(story, "2026-09-19") == []
    story.told[0].done("2026-04-01T00:00")
    assert late(story, "2026-06-24") == [8]  # 84 days after 1 April
    assert late(story, "2026-06-25") == []


@pytest.mark.parametrize(
    ("joined", "carried"), [("2026-03-31T23:59", True), ("2026-04-01T00:00", True), ("2026-04-01T00:01", False)]
)
def test_a_request_that_was_ever_in_a_commitment_is_left_to_it(joined: str, carried: bool) -> None:
    story = Story()
    one = story.commitment("1.0", state="planned")
    request(story).added_to(one, joined)
    assert bool(late(story)) is not carried


def test_what_is_put_into_a_commitment_after_it_was_done_was_a_request() -> None:
    story = Story()
    one = story.commitment("1.0", state="planned")
    request(story).done("2026-03-27").added_to(one, "2026-03-27T10:01")
    assert late(story) == [5]


@pytest.mark.parametrize(("creator", "reporter", "judged"), [("ian", "bea", 1), ("bea", "ian", 1), ("ian", "isa", 0)])
def test_who_reported_it_asked_for_it_as_well(creator: str, reporter: str, judged: int) -> None:
    story = Story()
    request(story).row |= {"creator": creator, "reporter": reporter}
    assert len(late(story)) == judged


def test_of_whom_nobody_knows_the_side_it_cannot_be_said() -> None:
    story = Story()
    request(story).row |= {"creator": "n0", "reporter": "n0"}
    seen = coverage(late_delivery, story.history(), "2026-04-01")
    assert seen.cannot_judge == {"the side of who asked is unknown": 1}


def test_what_a_bot_closed_was_not_delivered() -> None:
    story = Story()
    request(story).done("2026-03-27", by="robo")
    assert late(story) == []


def test_a_request_for_the_same_day_has_no_planned_days() -> None:
    story = Story()
    request(story, due="2026-03-02")
    (finding,) = findings(late_delivery, story.history(), "2026-03-06")
    assert (finding.measures["planned_days"], finding.measures["days_late"], finding.severity) == (None, 3, "low")
