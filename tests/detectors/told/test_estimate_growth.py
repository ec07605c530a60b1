"""What is said of estimates that grew. The planning window of release 1.0 closes at the end of Friday 6 March 2026."""

from __future__ import annotations

from detectors.finding import Evidence, Finding
from detectors.scope import estimate_growth
from tests.detectors.asking import findings
from tests.detectors.story import Story, at, midnight
from tests.detectors.told import RELEASE, url

IT = "What became known while working on these items, and how could a first look show it earlier next time?"


def test_a_release_in_points() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    told = [item.estimated(5, "2026-02-20").added_to(one, "2026-02-20") for item in story.issues("CRM", 8)]
    for n, item in enumerate(told[:4]):
        item.estimated(9, f"2026-03-{18 - n}", by="bea" if n == 0 else "isa")
    told[4].estimated(3.5, "2026-03-18")
    # Four grew by 4 points, one shrank by 1.5: 14.5 of 40. Sure: 0.8 and 0.15 times 0.3625 / 0.25 - 1.
    assert findings(estimate_growth, story.history(), "2026-04-01") == [
        Finding(
            "estimate-growth",
            "scope",
            RELEASE,
            "medium",
            0.87,
            "What was agreed for 1.0 is 36% larger than estimated",
            "The 8 items agreed for 1.0 on 6 Mar 2026 were estimated at 40 story points. By now they are at 54.5 story "
            "points, 36% more, without anything having been added: 4 items grew and 1 shrank. The same date or budget "
            "now buys less, unless something is left out.",
            {
                "business": "Which of the 4 items that grew are worth their new size, and which could be made smaller "
                "or wait?",
                "it": IT,
            },
            {
                "committed": 8, "grew": 4, "shrank": 1, "growth": 0.3625, "estimated": 40.0, "estimated_now": 54.5,
                "unit": "points",
            },
            {},
            tuple(
                Evidence(
                    f"CRM-{n + 1}", url(f"CRM-{n + 1}"), at(f"2026-03-{18 - n}"), "it" if n else "business",
                    "estimated at 5 story points when it was agreed, at 9 story points since",
                )
                for n in (3, 2, 1, 0)
            ),
            midnight("2026-03-23"),
            midnight("2026-04-01"),
        )
    ]  # fmt: skip


def test_an_epic_in_hours_of_which_a_part_was_added_to_each_item() -> None:
    story = Story()
    epic = story.issue("CRM-100", "epic").created("2026-02-02")
    for item in story.issues("CRM", 8):
        item.sized(10.5).born_in(("epic", epic.id)).started("2026-03-02")
    for item in story.told[1:4]:
        story.issue(f"CRM-{item.id}", "subtask").created("2026-03-18", by="ian").sized(10).under(item)
        story.issue(f"WEB-{item.id}", "subtask").created("2026-03-19", by="ian").sized(10).under(item)
    (finding,) = findings(estimate_growth, story.history(), "2026-04-01")
    # Three items went from 10.5 to 20 hours: 28.5 of 84. Sure: 0.8, 0.15 times 0.3393 / 0.25 - 1, less 0.1.
    assert (finding.severity, finding.confidence) == ("medium", 0.75)
    assert finding.summary == (
        "The 8 items agreed for Title of CRM-100 on 16 Mar 2026 were estimated at 84 hours. By now they are at 112.5 "
        "hours, 34% more, without anything having been added: 3 items grew and 0 shrank. The start is the first work "
        "on a member, since none is declared."
    )
    assert finding.impact == {"hours_over": 28.5}
    assert [(e.issue, e.at, e.what) for e in finding.evidence] == [
        (f"CRM-{n}", at("2026-03-19"), "estimated at 10.5 hours when it was agreed, at 20 hours since")
        for n in (2, 3, 4)
    ]
