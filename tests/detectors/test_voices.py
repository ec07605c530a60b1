"""Whose word counts as consultation, where it is said, and until when: up to the start of work, on what is near.

Work starts on Monday 9 March 2026 at 10:00.
"""

from __future__ import annotations

import pytest

from detectors.consultation import unconsulted_build
from detectors.history import Neighbour
from tests.detectors.asking import figures, findings
from tests.detectors.story import Story, Told

LOOK, START = "2026-04-01", "2026-03-09T10:00"


def built(story: Story, number: int = 6) -> list[Told]:
    """Items that IT made and started by itself; the business is known by an item of its own."""
    told = [story.issue(f"CRM-{n + 1}").created("2026-03-02", by="ian").started(START, by="isa") for n in range(number)]
    story.issue("CRM-90").created("2026-03-02", by="bea")
    return told


def unheard(story: Story) -> float:
    return figures(unconsulted_build, story.history(), LOOK)["Customers"]["unconsulted"]


@pytest.mark.parametrize(
    ("act", "heard"),
    [
        ("reported by the business", True),
        ("commented by the business", True),
        ("approved by the business", True),
        ("moved by the business", True),
        ("hours logged by the business", True),
        ("commented at the start", True),
        ("commented a minute later", False),
        ("commented by a bot", False),
        ("commented by IT", False),
        ("labelled by the business", False),
    ],
)
def test_any_act_by_which_the_business_speaks_is_a_word(act: str, heard: bool) -> None:
    story = Story()
    told = built(story)[0]
    if act == "reported by the business":
        told.row["reporter"] = "bob"
    elif act == "commented by the business":
        told.said("2026-03-05", "bob")
    elif act == "approved by the business":
        told.said("2026-03-05", "bob", kind="approval")
    elif act == "moved by the business":
        told.changed("status", "2026-03-05", "todo", "todo", "bob")
    elif act == "hours logged by the business":
        told.logged(1, "2026-03-05", by="bob")
    elif act == "commented at the start":
        told.said(START, "bob")
    elif act == "commented a minute later":
        told.said("2026-03-09T10:01", "bob")
    elif act == "commented by a bot":
        told.said("2026-03-05", "robo")
    elif act == "commented by IT":
        told.said("2026-03-05", "ian")
    else:
        told.changed("labels", "2026-03-05", None, None, "bob")
    assert unheard(story) == (5 if heard else 6)


@pytest.mark.parametrize("from_the_item", [True, False])
def test_a_word_on_what_an_item_is_linked_to_counts(from_the_item: bool) -> None:
    story = Story()
    told = built(story)
    wish = story.issue("CRM-80").created("2026-02-02", by="ian").said("2026-03-05", "bea")
    if from_the_item:
        told[0].linked(wish)
    else:
        wish.linked(told[0])
    assert unheard(story) == 5


def test_a_word_on_a_link_of_a_link_does_not() -> None:
    story = Story()
    told = built(story)
    wish = story.issue("CRM-80").created("2026-02-02", by="ian").said("2026-03-05", "bea")
    between = story.issue("CRM-81").created("2026-02-02", by="ian").linked(wish)
    told[0].linked(between)
    assert unheard(story) == 6


@pytest.mark.parametrize(
    ("joined", "left", "said", "heard"),
    [
        ("2026-03-03", None, "2026-03-04", True),
        ("2026-03-04T10:00", None, "2026-03-04T10:00", True),
        ("2026-03-04T10:01", None, "2026-03-04T10:00", False),
        ("2026-03-03", "2026-03-04T10:00", "2026-03-04T10:00", False),
        ("2026-03-03", "2026-03-04T10:01", "2026-03-04T10:00", True),
        ("2026-03-03", None, START, True),
        ("2026-03-03", None, "2026-03-09T10:01", False),
    ],
)
def test_a_word_on_the_epic_counts_while_the_item_stood_in_it(
    joined: str, left: str | None, said: str, heard: bool
) -> None:
    story = Story()
    told = built(story)
    epic = story.issue("CRM-80", "epic").created("2026-02-02", by="ian").said(said, "bea")
    told[0].added_to(("epic", epic.id), joined, "ian")
    if left:
        told[0].removed_from(("epic", epic.id), left, "ian")
    assert unheard(story) == (5 if heard else 6)


def test_a_word_on_a_release_is_none_on_its_items() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in built(story):
        told.added_to(one, "2026-03-03", "bea")
    assert unheard(story) == 6


@pytest.mark.parametrize(("people", "counted"), [(("n0",), 5), (("n0", "bea"), 6), (("ian",), 6), ((), 6)])
def test_where_only_somebody_unknown_spoke_it_cannot_be_said(people: tuple[str, ...], counted: int) -> None:
    story = Story()
    told = built(story)
    for who in people:
        told[0].said("2026-03-05", who)
    measured = figures(unconsulted_build, story.history(), LOOK)["Customers"]
    assert (measured["started"], measured["unconsulted"]) == (counted, 5 if people and "bea" in people else counted)


def test_a_word_of_which_the_side_shows_later_counts_from_then_on() -> None:
    story = Story()
    told = built(story)
    told[0].said("2026-03-05", "n0")
    for n in range(6):
        story.issue(f"CRM-{70 + n}").created("2026-03-20", by="n0")
    history = story.history()
    assert figures(unconsulted_build, history, "2026-03-20")["Customers"]["started"] == 5
    measured = figures(unconsulted_build, history, LOOK)["Customers"]
    assert (measured["started"], measured["unconsulted"]) == (6, 5)


def test_copies_and_work_of_bots_are_not_counted() -> None:
    story = Story()
    told = built(story, 8)
    told[0].linked(told[7], "cloners")
    told[0].row["created_at"] += 1
    told[1].row["creator"] = "robo"
    told[2].under(told[3])
    assert figures(unconsulted_build, story.history(), LOOK)["Customers"]["started"] == 5


def test_the_first_of_all_people_may_be_a_bot_and_the_first_of_all_issues_a_parent() -> None:
    story = Story()
    story.person("bea", is_bot=True)
    told = [
        story.issue(f"CRM-{n + 1}").created("2026-03-02", by="bea" if n == 1 else "ian").started(START, by="isa")
        for n in range(8)
    ]
    told[2].under(told[0])
    story.issue("CRM-90").created("2026-03-02", by="bob")
    assert figures(unconsulted_build, story.history(), LOOK)["Customers"]["started"] == 6


def test_a_word_in_two_other_projects_is_heard_in_each() -> None:
    story, first, second = Story(), Story(), Story()
    told = built(story, 7)
    wish = first.issue("WEB-1").created("2026-03-02", by="bea")
    other = second.issue("APP-1").created("2026-03-02", by="isa").said("2026-03-03", "bob")
    late = second.issue("APP-2").created("2026-03-10", by="bob")
    here = story.history()
    here.neighbours = (
        Neighbour.of(here, first.history(), [(told[0].id, wish.id), (told[0].id, "unknown"), ("unknown", wish.id)]),
        Neighbour.of(here, second.history(), [(told[1].id, other.id), (told[2].id, late.id)]),
        Neighbour.of(here, Story().history(), []),
    )
    assert figures(unconsulted_build, here, LOOK)["Customers"]["unconsulted"] == 5
    (finding,) = findings(unconsulted_build, here, LOOK)
    assert [e.issue for e in finding.evidence] == [f"CRM-{n}" for n in range(3, 8)]


def test_what_is_linked_here_and_still_here_leads_no_further() -> None:
    story, other = Story(), Story()
    told = built(story)
    wish = story.issue("CRM-80").created("2026-02-02", by="ian")
    told[0].linked(wish)
    far = other.issue("WEB-1").created("2026-02-02", by="bea")
    here = story.history()
    here.neighbours = (Neighbour.of(here, other.history(), [(wish.id, far.id)]),)
    assert figures(unconsulted_build, here, LOOK)["Customers"]["unconsulted"] == 6


def test_somebody_whom_nobody_knows_says_nothing() -> None:
    story = Story()
    story.person("robo", is_bot=False)
    told = built(story)
    told[0].said("2026-03-05", "ghost")
    measured = figures(unconsulted_build, story.history(), LOOK)["Customers"]
    assert (measured["started"], measured["unconsulted"]) == (6, 6)


def test_who_started_the_work_is_named_by_side() -> None:
    story = Story()
    told = built(story)
    told[0].changes[-1]["by"] = told[0].changes[0]["by"] = "bob"
    told[1].changes[-1]["by"] = told[1].changes[0]["by"] = None
    (finding,) = findings(unconsulted_build, story.history(), LOOK)
    assert [e.side for e in finding.evidence] == ["unknown", "it", "it", "it", "it"]
