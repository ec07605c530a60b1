"""What is said of deliveries of which much came back."""

from __future__ import annotations

from detectors.delivery import mismatched_delivery
from detectors.finding import Evidence, Finding
from tests.detectors.asking import findings
from tests.detectors.story import Story, at, midnight
from tests.detectors.told import RELEASE, url


def test_a_release_with_items_that_were_reopened_and_followed_by_a_bug() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", "2026-04-24")
    told = story.issues("CRM", 10)
    for n, item in enumerate(told):
        item.added_to(one, f"2026-02-20T10:{n * 2:02}").started(f"2026-03-10T10:{n * 2:02}")
        item.done(f"2026-04-21T10:{n * 2:02}")
    told[1].moved("To Do", "2026-04-28", "bea")
    told[0].moved("To Do", "2026-04-28", "isa")
    story.issue("CRM-11", "bug").created("2026-04-29", "bob").linked(told[2])
    # The lower bound for 3 of 10 is 0.1269, two thirds of 0.15 are 0.1. Sure: 0.8 and 0.1 * 0.1269 / 0.15.
    # At least 3 of 10 at one in twenty: 1 - 0.95^10 - 10 * 0.05 * 0.95^9 - 45 * 0.05^2 * 0.95^8.
    assert findings(mismatched_delivery, story.history(), "2026-05-11") == [
        Finding(
            "mismatched-delivery",
            "delivery",
            RELEASE,
            "high",
            0.88,
            "30% of what was delivered in 1.0 came back",
            "Of 10 items that were done in 1.0, 3 (30%) came back by 11 May 2026: 2 reopened after done, 1 followed "
            "by a bug or change request of the business. In the rest of the project it is 5%.",
            {
                "business": "What did you find in these items that was other than you had meant or needed?",
                "it": "At which point could a look together, before these items were done, have shown the difference?",
            },
            {
                "delivered": 10, "came_back": 3, "share": 0.3, "lower_bound": 0.1269, "own_rate": 0.05,
                "chance": 0.011504,
            },
            {},
            (
                Evidence(
                    "CRM-1", url("CRM-1"), at("2026-04-28"), "it", "done on 21 Apr 2026, and reopened after that"
                ),
                Evidence(
                    "CRM-2", url("CRM-2"), at("2026-04-28"), "business", "done on 21 Apr 2026, and reopened after that"
                ),
                Evidence(
                    "CRM-3", url("CRM-3"), at("2026-04-29"), "business",
                    "done on 21 Apr 2026; CRM-11 was asked for after that",
                ),
            ),
            midnight("2026-05-04"),
            midnight("2026-05-11"),
        )
    ]  # fmt: skip
