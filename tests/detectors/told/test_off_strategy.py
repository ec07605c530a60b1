"""What is said of work that serves no declared goal."""

from __future__ import annotations

from detectors.consultation import off_strategy
from detectors.declared import Goal
from detectors.finding import Evidence, Finding
from tests.detectors.asking import findings
from tests.detectors.story import Story, Told, at, midnight
from tests.detectors.told import PROJECT, url

GOALS = Goal("Self-service", labels=("self-service",)), Goal("Upkeep", labels=("upkeep",), maintenance=True)
IT = "What made this work come first, and what would have helped to see which goal it could serve?"


def started(story: Story, number: int, *labels: str) -> list[Told]:
    """Started one after the other, two minutes apart."""
    return [
        told.labelled(*labels).started(f"2026-03-09T{9 + int(told.id) % 1000 // 30:02}:{int(told.id) % 30 * 2:02}")
        for told in story.issues("CRM", number, created="2026-03-02")
    ]


def test_a_project_in_which_most_of_the_work_is_beside_the_goals() -> None:
    story = Story()
    started(story, 5, "self-service")
    beside = started(story, 15)
    beside[0].changes[-1]["at"] = at("2026-03-20")  # the first of them was started last
    # Of 20 items, 15 are beside; the allowance of 4 comes off both. The lower bound for 11 of 16 is 0.482.
    # Sure: 0.65, 0.2 for all words known, and at most 0.1 over the threshold.
    assert findings(off_strategy, story.history(*GOALS), "2026-04-01") == [
        Finding(
            "off-strategy",
            "consultation",
            PROJECT,
            "high",
            0.95,
            "69% of the work begun in Customers serves no declared goal",
            "Of 20 items on which work started in the 12 weeks before 1 Apr 2026, 15 serve no declared goal. After an "
            "allowance of 20% for maintenance, that is 69% of the work, weighed in items. So a good part of the "
            "effort goes where the shared strategy has no line yet.",
            {
                "business": "Which of these 15 items would you choose yourself, and which of them show a goal that the "
                "strategy does not name yet?",
                "it": IT,
            },
            {
                "started": 20, "beside": 15, "share": 0.6875, "lower_bound": 0.482, "weight": 20.0,
                "weight_beside": 15.0, "weight_maintenance": 0.0, "unit": "items",
            },
            {},
            tuple(
                Evidence(
                    told.row["key"], url(told.row["key"]), told.changes[-1]["at"], "it",
                    "work started that serves no declared goal",
                )
                for told in [*beside[1:], beside[0]]
            ),
            midnight("2026-03-16"),
            midnight("2026-04-01"),
        )
    ]  # fmt: skip


def test_where_points_are_estimated_they_are_the_weight() -> None:
    story = Story()
    for told in [*started(story, 5, "self-service"), *started(story, 5, "upkeep")]:
        told.estimated(2)
    for told in started(story, 10):
        told.estimated(4)
    (finding,) = findings(off_strategy, story.history(*GOALS), "2026-04-01")
    # 40 of 60 points are beside. The allowance of 12 is used up by 10 of upkeep but for 2: 38 of 48. By number that
    # would be 16 items, of which the lower bound for 79.17% is 0.5894.
    assert finding.measures == {
        "started": 20, "beside": 10, "share": 0.7917, "lower_bound": 0.5894, "weight": 60.0, "weight_beside": 40.0,
        "weight_maintenance": 10.0, "unit": "points",
    }  # fmt: skip
    assert "79% of the work, weighed in points." in finding.summary
    assert finding.severity == "high"


def test_half_of_it_is_told_less_surely() -> None:
    story = Story()
    started(story, 8, "self-service")
    started(story, 12)
    # Of 8 in 16 the lower bound is 0.3098: 0.65, 0.2 and 0.0098.
    (finding,) = findings(off_strategy, story.history(*GOALS), "2026-04-01")
    assert (finding.measures["share"], finding.measures["lower_bound"]) == (0.5, 0.3098)
    assert (finding.severity, finding.confidence) == ("high", 0.86)
