"""A commitment told as a story comes out day by day as it was told, and as it stands in the end."""

from __future__ import annotations

from typing import Any

from app.commitments.days import changes_of, state_on
from app.commitments.document import documents_of
from detectors.history import History
from tests.app.told import grown_and_late
from tests.detectors.story import Story, midnight

UNTIL = midnight("2026-06-01")


def rows(history: History, *names: str, position: int = 0) -> dict[str, tuple[Any, ...]]:
    """Some figures of the days that differ, from the first member on."""
    return {
        row["on"]: tuple(row[name] for name in names) for row in changes_of(history, position, UNTIL) if row["members"]
    }


def row(history: History, day: str) -> dict[str, Any]:
    return state_on(history, 0, UNTIL, midnight(day))


def document(history: History, day: str = "2026-06-01", position: int = 0) -> dict[str, Any]:
    return documents_of(history, "p", midnight(day))[position]


def test_what_happens_on_a_day_counts_from_the_next_on() -> None:
    told = rows(grown_and_late().history(), "members", "added", "removed")
    assert [(day, counts) for day, counts in told.items() if day < "2026-05-01"] == [
        ("2026-02-21", (8, 0, 0)),
        ("2026-03-19", (12, 4, 0)),
        ("2026-03-26", (16, 8, 0)),
        ("2026-04-16", (12, 4, 0)),
    ]


def test_who_is_left_is_counted_to_the_end() -> None:
    history = grown_and_late().history()
    assert [row(history, day)["unresolved"] for day in ("2026-05-11", "2026-05-12")] == [12, 0]


def test_a_due_date_is_the_one_that_stood_that_day() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    story.observed(one, "2026-04-01", "due_at", "2026-04-24", "2026-05-29")
    for told in story.issues("CRM", 5):
        told.added_to(one, "2026-02-20")
    history = story.history()
    assert rows(history, "due_on") == {"2026-02-21": ("2026-04-24",), "2026-04-02": ("2026-05-29",)}
    found = document(history)
    assert (found["baseline_due_on"], found["due_on"]) == ("2026-04-24", "2026-05-29")


def test_all_members_weigh_in_the_unit_of_the_baseline_also_what_is_not_counted_as_added() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    agreed = [told.estimated(3).added_to(one, "2026-02-20") for told in story.issues("CRM", 5)]
    agreed[0].estimated(5, "2026-02-25")
    story.issue("CRM-20", "bug").created("2026-03-18").estimated(2).added_to(one, "2026-03-18").linked(agreed[1])
    story.issue("CRM-21").created("2026-03-19").added_to(one, "2026-03-19")
    story.issue("CRM-22", "bug").created("2026-03-20").added_to(one, "2026-03-20").linked(agreed[2])
    history = story.history()
    assert rows(history, "members", "weight", "added") == {
        "2026-02-21": (5, 5.0, 0),  # nothing is agreed yet, so items
        "2026-03-07": (5, 17.0, 0),
        "2026-03-19": (6, 19.0, 0),  # rework of 2 points
        "2026-03-20": (7, 22.0, 1),  # what was not estimated weighs the median, 3
        "2026-03-21": (8, 25.0, 1),  # rework that was not estimated
    }
    found = document(history)
    assert found["baseline"] == {"members": 5, "weight": 17.0, "unit": "points"}
    assert found["growth"] == round(3 / 17, 4)


def test_only_what_was_known_that_day_counts() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 5):
        told.added_to(one, "2026-02-20").estimated(3, "2026-04-01")
    assert [row(story.history(), day)["weight"] for day in ("2026-04-01", "2026-04-02")] == [5.0, 15.0]


def test_a_commitment_begins_when_it_is_declared_to_start_or_has_a_member_or_is_seen() -> None:
    for start, joined, seen, first in (
        ("2026-03-02", "2026-02-20", "2026-05-01", "2026-02-21"),
        ("2026-03-02", "2026-03-20", "2026-05-01", "2026-03-02"),
        (None, "2026-03-20", "2026-03-10", "2026-03-10"),
    ):
        story = Story()
        one = story.commitment("1.0", start, "2026-04-24")
        story.commitments[0]["first_seen_at"] = midnight(seen)
        story.issues("CRM", 1)[0].added_to(one, joined)
        assert changes_of(story.history(), 0, UNTIL)[0]["on"] == first


def test_one_that_never_had_a_member_is_there_as_well() -> None:
    story = Story()
    story.commitment("1.0", "2026-03-02", "2026-04-24")
    story.issues("CRM", 1)
    (told,) = changes_of(story.history(), 0, UNTIL)
    assert (told["members"], told["weight"], told["due_on"]) == (0, 0.0, "2026-04-24")
    assert document(story.history())["state"] == "active"


def test_states() -> None:
    story = Story()
    for name, told in {
        "planned": {"start": "2026-07-06"},
        "active": {"start": "2026-03-02"},
        "delivered": {"start": "2026-03-02", "delivered": "2026-05-11"},
        "delivered without a day": {"state": "delivered"},
        "cancelled": {"start": "2026-03-02", "state": "cancelled"},
    }.items():
        story.commitment(name, **told)
    story.issue("CRM-1", "epic").created("2026-03-02")
    story.issue("CRM-2", "epic").created("2026-03-02").row["departed_at"] = midnight("2026-04-01")
    story.issue("CRM-3", "epic").created("2026-03-02").done("2026-03-20").row["departed_at"] = midnight("2026-04-01")
    found = documents_of(story.history(), "p", UNTIL)
    assert [(c["name"], c["state"], c["start_on"], c["delivered_on"]) for c in found] == [
        ("planned", "planned", "2026-07-06", None),
        ("active", "active", "2026-03-02", None),
        ("delivered", "delivered", "2026-03-02", "2026-05-11"),
        ("delivered without a day", "delivered", None, None),
        ("cancelled", "cancelled", "2026-03-02", None),
        ("Title of CRM-1", "planned", None, None),
        ("Title of CRM-2", "cancelled", None, None),
        ("Title of CRM-3", "delivered", None, "2026-03-20"),
    ]


def test_an_epic_is_named_by_its_key_and_known_by_its_issue() -> None:
    def ids(key: str) -> tuple[str, str]:
        story = Story()
        story.issue(key, "epic").created("2026-03-02")
        found = document(story.history())
        return found["id"], found["external_id"]

    assert ids("CRM-1")[0] == ids("NEW-7")[0]
    assert (ids("CRM-1")[1], ids("NEW-7")[1]) == ("CRM-1", "NEW-7")


def test_a_project_without_any_history_has_no_commitments() -> None:
    assert documents_of(Story().history(), "p", UNTIL) == []
