"""What is said of commitments that grew. The planning window of release 1.0 closes at the end of 6 March 2026."""

from __future__ import annotations

from detectors.finding import Evidence, Finding
from detectors.scope import scope_growth
from tests.detectors.asking import findings
from tests.detectors.story import Story, at, midnight
from tests.detectors.told import RELEASE, url

BY_IT = "What showed up only while building, and how could the business have helped to see it earlier?"
BY_BUSINESS = "What did these additions push back or cost, and where could that have been seen by both of you?"


def test_a_release_that_grew_from_all_sides() -> None:
    story = Story()
    one, other = (story.commitment(name, "2026-03-02", "2026-04-24") for name in ("1.0", "2.0"))
    for item in story.issues("CRM", 8):
        item.added_to(one, "2026-02-20")
    story.told[0].removed_from(one, "2026-03-25", "ian")
    for item in story.issues("CRM", 2, created="2026-03-17", by="bea"):
        item.added_to(one, "2026-03-19", by="isa")
    for item in story.issues("CRM", 2, created="2026-03-17", by="ian"):
        item.added_to(one, "2026-03-18", by="ian")
    (moved,) = story.issues("CRM", 1)
    moved.added_to(other, "2026-02-20").removed_from(other, "2026-03-18T11:00", "bob")
    moved.added_to(one, "2026-03-18T11:05", "bob")
    story.issues("CRM", 1, created="2026-03-23", by="n1")[0].born_in(one)
    story.issue("CRM-90", "bug").created("2026-03-17").added_to(one, "2026-03-17").linked(story.told[2])
    # Six came in and one went out of eight: five of eight. Sure: 0.75 and 0.2. From 7 March to 1 April are 25 days of
    # 30.44.
    (finding,) = (f for f in findings(scope_growth, story.history(), "2026-04-01") if f.subject.name == "1.0")
    assert finding == Finding(
        "scope-growth",
        "scope",
        RELEASE,
        "high",
        0.95,
        "1.0 grew by 62% after it was agreed",
        "1.0 was agreed at 8 items on 6 Mar 2026. Since then 6 items came in and 1 went out: 62% net growth in items, "
        "in 0.8 months, where 2% a month is usual. Asked by the business: 2; found by IT: 2; moved in from another "
        "commitment: 1.",
        {
            "business": "What did you learn after the start that made 6 more items needed, and which of the agreed "
            "ones could wait for them?",
            "it": BY_BUSINESS,
        },
        {
            "committed": 8, "added": 6, "removed": 1, "growth": 0.625, "unit": "items", "by_business": 2, "by_it": 2,
            "moved_in": 1, "rework": 1, "usual_months": 31.2,
        },
        {},
        (
            Evidence("CRM-11", url("CRM-11"), at("2026-03-18"), "it", "found by IT, added to 1.0 after its start"),
            Evidence("CRM-12", url("CRM-12"), at("2026-03-18"), "it", "found by IT, added to 1.0 after its start"),
            Evidence(
                "CRM-13", url("CRM-13"), at("2026-03-18T11:05"), "business",
                "moved into 1.0 from another commitment after its start",
            ),
            Evidence(
                "CRM-9", url("CRM-9"), at("2026-03-19"), "it", "asked by the business, added to 1.0 after its start"
            ),
            Evidence(
                "CRM-10", url("CRM-10"), at("2026-03-19"), "it", "asked by the business, added to 1.0 after its start"
            ),
            Evidence("CRM-14", url("CRM-14"), at("2026-03-23"), "unknown", "added to 1.0 after its start"),
            Evidence("CRM-1", url("CRM-1"), at("2026-03-25"), "it", "taken out of 1.0 after its start"),
        ),
        midnight("2026-03-23"),
        midnight("2026-04-01"),
    )  # fmt: skip


def test_an_epic_in_hours_whose_start_is_derived() -> None:
    story = Story()
    epic = story.issue("CRM-100", "epic").created("2026-02-02")
    for item in story.issues("CRM", 8):
        item.sized(10).born_in(("epic", epic.id)).started("2026-03-02")
    for item in story.issues("CRM", 3, created="2026-03-25", by="ian"):
        item.sized(12).added_to(("epic", epic.id), "2026-03-25", by="ian")
    # Without a date its window is ten working days. 36 of 80 hours; sure by 0.75 and 0.2 times 0.45 / 0.25 - 1, less
    # 0.1.
    (finding,) = findings(scope_growth, story.history(), "2026-04-01")
    assert (finding.severity, finding.confidence) == ("medium", 0.81)
    assert finding.summary == (
        "Title of CRM-100 was agreed at 8 items on 16 Mar 2026. Since then 3 items came in and 0 went out: 45% net "
        "growth in hours, in 0.5 months, where 2% a month is usual. Asked by the business: 0; found by IT: 3; moved "
        "in from another commitment: 0. The start is the first work on a member, since none is declared."
    )
    assert finding.questions["it"] == BY_IT
    assert finding.impact == {"hours_over": 36.0}
    assert (finding.measures["growth"], finding.measures["unit"]) == (0.45, "hours")


def test_on_the_day_after_the_planning_it_is_a_tenth_of_a_month() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for item in story.issues("CRM", 8):
        item.estimated(2).added_to(one, "2026-02-20")
    for item in story.issues("CRM", 4, created="2026-03-07"):
        item.estimated(1).added_to(one, "2026-03-07")
    (finding,) = findings(scope_growth, story.history(), "2026-03-16")
    assert "25% net growth in points, in 0.3 months" in finding.summary
    assert (finding.severity, finding.confidence) == ("medium", 0.75)
    (finding,) = findings(scope_growth, story.history(), "2026-03-08")
    assert "in 0.1 months" in finding.summary
