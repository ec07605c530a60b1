"""How what was spent is split: as planned, added work, larger estimates, more effort.

100 hours from Monday 2 March to Friday 24 April 2026, with release 1.0 in the same time. Without a release what came
until the end of Monday 16 March, ten working days after the start, is agreed.
"""

from __future__ import annotations

import pytest

from detectors.declared import Budget
from detectors.scope import budget_overrun
from tests.detectors.asking import coverage, figures, findings
from tests.detectors.story import Story, Told, at, midnight

START, END = midnight("2026-03-02"), midnight("2026-04-24")
HOURS = Budget("hours", 10, None, START, END)
LOOK, WORKED = "2026-04-01", "2026-03-23"


def split(story: Story, budget: Budget = HOURS, day: str = LOOK) -> dict[str, float]:
    """What was planned of all that was spent, and what the three causes took of the rest, before any slack."""
    found = figures(budget_overrun, story.history(budget=budget), day)["Customers"]
    return {name: round(found[name], 2) for name in ("spent", "planned", "scope", "estimates", "effort")}


def item(story: Story, hours: float | None = 10, created: str = "2026-02-02", kind: str = "story") -> Told:
    told = story.issue(f"CRM-{len(story.told) + 1}", kind).created(created)
    return told if hours is None else told.sized(hours)


def release(story: Story) -> tuple[tuple[str, str], Told]:
    """A release with one agreed item of 10 hours."""
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    return one, item(story).added_to(one, "2026-02-20")


def test_an_open_item_counts_by_its_progress() -> None:
    # Half of it: 5 as planned; of its larger estimate 20, a half is 5 of growth.
    story = Story()
    _, told = release(story)
    told.logged(12, WORKED)
    assert split(story) == {"spent": 12, "planned": 10, "scope": 0, "estimates": 0, "effort": 2}
    told.sized(20, "2026-03-18")
    assert split(story) == {"spent": 12, "planned": 6, "scope": 0, "estimates": 2, "effort": 0}
    told.done("2026-03-24")
    assert split(story) == {"spent": 12, "planned": 10, "scope": 0, "estimates": 2, "effort": 0}


def test_what_was_spent_before_the_period_was_progress_as_well() -> None:
    # 15 of 20 hours, of which 12 within the period: four fifths of three quarters of 20 are planned.
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    item(story, 20).added_to(one, "2026-02-20").logged(3, "2026-03-01").logged(12, WORKED)
    assert split(story) == {"spent": 12, "planned": 12, "scope": 0, "estimates": 0, "effort": 2}


def test_within_the_budget_nothing_has_to_be_explained() -> None:
    story = Story()
    _, told = release(story)
    told.logged(10, WORKED).done(WORKED)
    assert split(story) == {"spent": 10, "planned": 0, "scope": 0, "estimates": 0, "effort": 0}
    assert split(story, Budget("hours", 9.9, None, START, END))["effort"] == 0.1


def test_an_added_item_is_scope_up_to_its_estimate() -> None:
    story = Story()
    one, told = release(story)
    told.logged(10, WORKED)
    item(story, 8, "2026-03-18").added_to(one, "2026-03-18").logged(12, WORKED).done(WORKED)
    # 12 over the budget: 8 and 4.
    assert split(story) == {"spent": 22, "planned": 10, "scope": 8, "estimates": 0, "effort": 4}


def test_less_than_estimated_is_taken_off_in_proportion() -> None:
    story = Story()
    one, told = release(story)
    told.logged(4, WORKED).done(WORKED)
    item(story, 12, "2026-03-18").added_to(one, "2026-03-18").logged(12, WORKED).done(WORKED)
    assert split(story) == {"spent": 16, "planned": 10, "scope": 6, "estimates": 0, "effort": 0}


@pytest.mark.parametrize(
    ("created", "kind", "scope"),
    [
        ("2026-03-16T23:59", "story", 0),
        ("2026-03-17T00:00", "story", 0),
        ("2026-03-17T00:01", "story", 10),
        ("2026-03-18", "bug", 0),
    ],
)
def test_without_a_release_the_tenth_working_day_decides(created: str, kind: str, scope: float) -> None:
    story = Story()
    item(story).logged(10, WORKED)
    item(story, 10, created, kind).logged(10, WORKED)
    found = split(story)
    assert (found["scope"], found["effort"]) == (scope, 10 - scope)


@pytest.mark.parametrize("tie", ["a part", "a copy"])
def test_without_a_release_parts_and_copies_of_what_was_known_are_known(tie: str) -> None:
    story = Story()
    first = item(story).logged(10, WORKED)
    more = item(story, 10, "2026-03-18").logged(10, WORKED)
    if tie == "a part":
        more.under(first)
    else:
        more.linked(first, "clones")
    found = split(story)
    assert (found["scope"], found["effort"]) == (0, 10)


def test_an_epic_tells_of_what_no_release_carries() -> None:
    story = Story()
    one, told = release(story)
    epic = story.issue("CRM-90", "epic").created("2026-02-02")
    item(story).born_in(("epic", epic.id)).started("2026-03-02").logged(10, WORKED)
    told.logged(10, WORKED)
    item(story, 10, "2026-03-25").added_to(("epic", epic.id), "2026-03-25").logged(10, "2026-03-26")
    item(story, 10, "2026-03-18").added_to(one, "2026-03-18").added_to(("epic", epic.id), "2026-02-20").logged(
        10, WORKED
    )
    found = split(story)
    # 20 planned, 20 of scope, less what the budget lacked for the plan.
    assert (found["spent"], found["planned"]) == (40, 20)
    assert found["scope"] == 20


def test_a_release_that_has_not_started_tells_nothing_of_another() -> None:
    story = Story()
    waiting = story.commitment("0.9", state="planned")
    item(story).added_to(waiting, "2026-02-20").logged(1, WORKED)
    one, told = release(story)
    told.logged(10, WORKED)
    item(story).added_to(one, "2026-03-18").logged(10, WORKED)
    assert split(story)["scope"] == 10


def test_what_is_agreed_in_one_release_is_agreed_in_another() -> None:
    story = Story()
    _, told = release(story)
    other = story.commitment("2.0", "2026-03-02", "2026-04-24")
    told.added_to(other, "2026-03-18").logged(20, WORKED)
    item(story).added_to(other, "2026-02-20")
    assert split(story)["scope"] == 0


@pytest.mark.parametrize(("unknown", "judged"), [(3, True), (4, False)])
def test_seven_in_ten_hours_on_estimated_items_are_enough(unknown: int, judged: bool) -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for n in range(10):
        item(story, None if n < unknown else 2).added_to(one, "2026-02-20").logged(2, WORKED)
    seen = coverage(budget_overrun, story.history(budget=HOURS), LOOK)
    assert seen.cannot_judge == ({} if judged else {"too few items were estimated": 1})
    if judged:
        assert split(story)["planned"] == 20


def test_rework_needs_no_estimate() -> None:
    story = Story()
    one, told = release(story)
    told.logged(2, WORKED)
    bug = item(story, None, "2026-03-18", "bug").linked(told).added_to(one, "2026-03-18").logged(18, WORKED)
    found = split(story)
    assert (found["planned"], found["effort"]) == (2, 10)
    bug.sized(5)
    assert split(story)["effort"] == 10


@pytest.mark.parametrize(("before", "judged"), [(5, True), (4, False)])
def test_a_point_costs_what_it_did_on_at_least_five_items(before: int, judged: bool) -> None:
    story = Story()
    for _ in range(before):
        item(story, None).estimated(2).logged(6, "2026-02-16").done("2026-02-17")
    item(story, None).estimated(2).done("2026-02-17")  # nothing was logged on it
    item(story, None).logged(9, "2026-02-16").done("2026-02-17")  # and this one had no points
    item(story, None).estimated(4).logged(16, WORKED).done(WORKED)
    seen = coverage(budget_overrun, story.history(budget=HOURS), LOOK)
    assert seen.judged == judged
    if judged:
        # Three hours a point: 12 of 16.
        assert split(story) == {"spent": 16, "planned": 12, "scope": 0, "estimates": 0, "effort": 6}


def test_money_costs_its_rate() -> None:
    story = Story()
    _, told = release(story)
    told.logged(12, WORKED).done(WORKED)
    budget = Budget("money", 1000, 90, START, END)
    assert split(story, budget) == {"spent": 1080, "planned": 900, "scope": 0, "estimates": 0, "effort": 80}
    assert split(story, Budget("money", 11, None, START, END))["spent"] == 12


def test_a_budget_without_a_day_holds_from_the_first_issue_on_without_end() -> None:
    story = Story()
    story.issue("CRM-90").created("2026-01-05")
    _, told = release(story)
    told.logged(5, "2026-01-06").logged(7, "2026-12-01")
    assert split(story, Budget("hours", 10), "2027-06-01")["spent"] == 12
    (finding,) = findings(budget_overrun, story.history(budget=Budget("hours", 10)), "2027-06-01")
    assert finding.summary.startswith("Since 5 Jan 2026, 12 hours went into Customers")


@pytest.mark.parametrize(("logged", "counts"), [("2026-04-01T00:00", 12), ("2026-04-01T00:01", 11)])
def test_what_was_logged_by_the_moment_counts(logged: str, counts: float) -> None:
    story = Story()
    _, told = release(story)
    told.logged(11, WORKED).logged(1, logged)
    assert split(story)["spent"] == counts


def test_what_was_written_down_as_spent_counts_where_there_are_no_worklogs() -> None:
    story = Story()
    _, told = release(story)
    told.changed("spent", "2026-03-16", None, "6", "ian").changed("spent", "2026-03-17", "6", "14", "ian")
    told.changed("spent", "2026-03-18", "14", "12", "ian").changed("spent", "2026-04-27", "12", "99", "ian")
    assert split(story)["spent"] == 12


def test_larger_estimates_in_points_are_dated_by_their_change() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for _ in range(4):
        told = item(story, None).estimated(3).added_to(one, "2026-02-20").estimated(5, "2026-03-11", by="bob")
        told.done(WORKED).estimated(6, "2026-03-24")
    (finding,) = findings(budget_overrun, story.history(budget=Budget("points", 12, None, START, END)), "2026-03-24")
    assert [(e.issue, e.at, e.side, e.what) for e in finding.evidence] == [
        (f"CRM-{n}", at("2026-03-11"), "business", "its estimate grew, 2 points more so far") for n in range(1, 5)
    ]


def test_points_are_completed_once_and_by_the_whole() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    whole = item(story, None).estimated(5).added_to(one, "2026-02-20").done(WORKED)
    whole.moved("To Do", "2026-03-24").done("2026-03-25")
    item(story, None, kind="subtask").estimated(3).under(whole).done("2026-03-20")
    loose = item(story, None).added_to(one, "2026-02-20")
    item(story, None, kind="subtask").estimated(4).under(loose).done("2026-03-20")
    item(story, None).estimated(2).added_to(one, "2026-02-20").done(WORKED, "robo")
    assert split(story, Budget("points", 8, None, START, END))["spent"] == 9


def test_parts_of_what_has_no_points_are_completed_themselves() -> None:
    story = Story()
    loose = item(story, None)
    for _ in range(2):
        item(story, None, kind="subtask").estimated(4).under(loose).done("2026-03-20")
    assert split(story, Budget("points", 7, None, START, END))["spent"] == 8


@pytest.mark.parametrize(
    ("day", "alive"), [("2026-03-01", False), ("2026-03-02", True), ("2026-07-18", True), ("2026-07-19", False)]
)
def test_a_budget_is_judged_from_its_first_day_until_twelve_weeks_after_its_last(day: str, alive: bool) -> None:
    story = Story()
    _, told = release(story)
    told.logged(5, "2026-03-02T00:00")
    assert coverage(budget_overrun, story.history(budget=HOURS), day).judged == alive


def test_of_each_cause_the_ten_largest_of_at_least_one_hour_are_shown() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for n in range(12):
        item(story).added_to(one, "2026-02-20").logged(10 + n * 0.5, f"2026-03-23T10:{n:02}").done(
            f"2026-03-23T11:{n:02}"
        )
    (finding,) = findings(budget_overrun, story.history(budget=HOURS), LOOK)
    # Half an hour more is not shown; of the eleven others the one of one hour is left out.
    assert [e.issue for e in finding.evidence] == [f"CRM-{n + 1}" for n in range(2, 12)][:10]
    assert finding.evidence[0].what == "1 hour more spent on it than estimated"
