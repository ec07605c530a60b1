"""What people do tells their side, how surely, and when: acts of building, asking, planning and accepting."""

from __future__ import annotations

import pytest

from detectors.sides import sides_at
from tests.detectors.story import Story, Told, at, midnight

LOOK = "2026-06-01"


def side(
    story: Story, day: str = LOOK, person: str = "n1", insiders: dict[str, bool] | None = None
) -> tuple[str, float]:
    history = story.history(insiders=insiders)
    sides, position = sides_at(history, midnight(day)), history.people[person]
    return sides.name(position), round(float(sides.confidence[position]), 4)


def act(what: str, story: Story) -> Told:
    """n1 does it once, on an item of somebody else."""
    told = story.issues("CRM", 1)[0]
    if what == "starts work":
        told.started("2026-03-02", by="n1")
    elif what == "logs hours":
        told.logged(1, "2026-03-02", by="n1")
    elif what == "reviews code":
        told.said("2026-03-02", "n1", kind="approval")
    elif what == "merges":
        told.merged("2026-03-02", by="n1")
    elif what == "commits":
        told.changed("commit", "2026-03-02", None, "abc", "n1")
    elif what == "is assigned":
        told.changed("assignee", "2026-03-02", None, "n1", "bea").row["assignee"] = "n1"
    elif what == "was assigned from the beginning":
        told.row["assignee"] = "n1"
    elif what == "estimates in points":
        told.estimated(3, "2026-03-02", by="n1")
    elif what == "estimates in hours":
        told.sized(3, "2026-03-02", by="n1")
    elif what == "proposes code":
        told.row |= {"kind": "pull_request", "creator": "n1", "reporter": "n1"}
    return told


BUILDING = [
    "starts work", "logs hours", "reviews code", "merges", "commits", "is assigned",
    "was assigned from the beginning", "estimates in points", "estimates in hours", "proposes code",
]  # fmt: skip


@pytest.mark.parametrize("what", BUILDING)
def test_who_builds_is_it_after_three_acts(what: str) -> None:
    # After one act 0.5, after two 0.75, after three 0.875.
    story = Story()
    for number, expected in ((1, ("unknown", 0.5)), (2, ("unknown", 0.75)), (3, ("it", 0.875))):
        act(what, story)
        assert side(story) == expected
        assert number == len(story.told)


def test_what_is_done_later_tells_nothing_yet() -> None:
    story = Story()
    for _ in range(3):
        act("starts work", story)
    assert side(story, "2026-03-02") == ("unknown", 0.0)
    assert side(story, "2026-03-03") == ("it", 0.875)


@pytest.mark.parametrize("what", ["reopens", "moves by a bulk edit", "is assigned by a bot"])
def test_what_is_no_building(what: str) -> None:
    story = Story()
    for n, told in enumerate(story.issues("CRM", 12)):
        if what == "reopens":
            told.done(f"2026-03-02T10:{2 * n:02}").started(f"2026-03-03T10:{2 * n:02}", by="n1")
        elif what == "moves by a bulk edit":
            told.started("2026-03-02", by="n1")
        else:
            told.changed("assignee", f"2026-03-02T10:{2 * n:02}", None, "n1", "robo").row["assignee"] = "n1"
    assert side(story)[0] == "unknown"


@pytest.mark.parametrize(("comments", "expected"), [(4, 0.6836), (5, 0.7627), (6, 0.822)])
def test_who_only_asks_is_business_the_surer_the_oftener(comments: int, expected: float) -> None:
    story = Story()
    told = story.issues("CRM", 1)[0]
    for n in range(comments):
        told.said(f"2026-03-02T10:{n:02}", "n1")
    assert side(story) == ("business" if expected > 0.8 else "unknown", expected)


def test_who_asks_much_and_builds_some_is_it_less_surely() -> None:
    # Three acts of building and forty of asking: 0.875 * 4 / (4 + 0.05 * 40).
    story = Story()
    for _ in range(3):
        act("starts work", story)
    for n in range(40):
        story.told[0].said(f"2026-03-03T10:{n:02}", "n1")
    assert side(story) == ("unknown", 0.5833)


@pytest.mark.parametrize(
    ("plans", "accepts", "expected"),
    [(19, 0, "business"), (20, 0, "unknown"), (20, 1, "unknown"), (20, 2, "business"), (30, 2, "unknown")],
)
def test_who_plans_much_and_hardly_accepts_may_lead_either_side(plans: int, accepts: int, expected: str) -> None:
    story = Story()
    one = story.commitment("1.0")
    for n, told in enumerate(story.issues("CRM", plans, by="n1")):
        told.added_to(one, f"2026-03-02T{10 + n // 30}:{2 * n % 60:02}", by="n1")
        if n < accepts:
            told.done(f"2026-03-09T10:{n:02}", by="n1")
    assert side(story)[0] == expected


@pytest.mark.parametrize("kind", ["release", "sprint", "milestone", "due"])
def test_planning_is_putting_work_into_a_plan(kind: str) -> None:
    story = Story()
    one = story.commitment("1.0", kind=kind)
    for n, told in enumerate(story.issues("CRM", 20, by="n1")):
        if kind == "due":
            told.due("2026-04-24", since=f"2026-03-02T10:{2 * n:02}", by="n1")
        else:
            told.added_to(one, f"2026-03-02T10:{2 * n:02}", by="n1")
    assert side(story) == ("unknown", 0.5)


def test_who_plans_and_builds_builds() -> None:
    story = Story()
    one = story.commitment("1.0")
    for n, told in enumerate(story.issues("CRM", 20)):
        told.added_to(one, f"2026-03-02T10:{2 * n:02}", by="n1")
    for _ in range(3):
        act("starts work", story)
    assert side(story)[0] == "it"


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        (0, ("it", 0.85)),
        (1, ("it", 0.8095)),
        (2, ("unknown", 0.7612)),
        (6, ("unknown", 0.5021)),
        (7, ("unknown", 0.5693)),
        (11, ("business", 0.8069)),
    ],
)
def test_one_who_belongs_to_the_builders_and_only_asks(acts: int, expected: tuple[str, float]) -> None:
    # The odds of 0.85 are 5.667; each act of asking takes a quarter off them.
    story = Story()
    told = story.issues("CRM", 1)[0]
    for n in range(acts):
        told.said(f"2026-03-02T10:{n:02}", "n1")
    assert side(story, insiders={"n1": True}) == expected


@pytest.mark.parametrize(
    ("acts", "expected"), [(0, ("unknown", 0.0)), (1, ("business", 0.85)), (7, ("business", 0.8665))]
)
def test_one_who_does_not_and_asks_is_business(acts: int, expected: tuple[str, float]) -> None:
    story = Story()
    told = story.issues("CRM", 1)[0]
    for n in range(acts):
        told.said(f"2026-03-02T10:{n:02}", "n1")
    assert side(story, insiders={"n1": False}) == expected


def test_a_bot_does_nothing_that_counts_and_nobody_has_no_side() -> None:
    story = Story()
    for told in story.issues("CRM", 4, by="robo"):
        told.started("2026-03-02", by="robo").said("2026-03-03", "robo")
    assert side(story, person="robo") == ("unknown", 1.0)
    sides = sides_at(story.history(), at("2026-06-01"))
    assert sides.name(-1) == "unknown"
