"""What is said of a date that the pace will not make.

Release 1.0 is planned from Monday 24 August 2026 on and due on Friday 20 November; its planning window, 6 of 64 working
days, closes at the end of 1 September. Of 13 items one is begun and done in each of the seven weeks from 7 September
on: one in five working days, for there is no holiday before Christmas. It would be missed two working days after its
date, on 24 November.
"""

from __future__ import annotations

from datetime import date, timedelta

from detectors.delivery import delivery_forecast
from detectors.finding import Evidence, Finding
from tests.detectors.asking import coverage, findings
from tests.detectors.story import Story, midnight
from tests.detectors.told import RELEASE, url

LOOK = "2026-10-26"


def release(story: Story, more: int = 6) -> None:
    one = story.commitment("1.0", "2026-08-24", "2026-11-20")
    told = story.issues("CRM", 7 + more, created="2026-08-20")
    for item in told:
        item.added_to(one, "2026-08-21")
    for n, item in enumerate(told[:7]):
        monday = date(2026, 9, 7) + timedelta(weeks=n)
        item.started((monday + timedelta(days=1)).isoformat()).done((monday + timedelta(days=3)).isoformat())
    told[7].started("2026-09-03")


def test_a_release_out_of_reach() -> None:
    story = Story()
    release(story)
    # Six items, of which one is half done, take 27.5 of its working days, and there are 22.
    assert findings(delivery_forecast, story.history(), LOOK) == [
        Finding(
            "delivery-forecast",
            "delivery",
            RELEASE,
            "high",
            0.9,
            "At its pace, 1.0 misses its date with a probability of 100%",
            "1.0 is due on 20 Nov 2026, and 6 items are open. Going by its last 7 weeks, it comes more than two "
            "working days later with a probability of 100%, even if nothing more is added. Half of the runs are done "
            "by 6 Dec 2026, 85% by 6 Dec 2026.",
            {
                "business": "Which part of 1.0 do you need on 20 Nov 2026, and which could follow later?",
                "it": "What would have to change for 6 items to be done by 20 Nov 2026, and what do you expect "
                "yourselves?",
            },
            {
                "probability": 1.0, "with_inflow": 1.0, "remaining": 5.5, "remaining_items": 6, "unit": "items",
                "weeks": 7, "due_on": "2026-11-20", "p50_on": "2026-12-06", "p85_on": "2026-12-06",
                "brier": None, "brier_of_base_rate": None,
            },
            {"days_late": 10.0},  # 23 to 27 November, 30 November to 4 December
            (
                Evidence(
                    "CRM-8", url("CRM-8"), midnight(LOOK), "business",
                    "still open, 19 working days before the date; work started on 3 Sep 2026",
                ),
                *(
                    Evidence(
                        f"CRM-{n}", url(f"CRM-{n}"), midnight(LOOK), "business",
                        "not started yet, 19 working days before the date",
                    )
                    for n in range(9, 14)
                ),
            ),
            midnight(LOOK),  # a week before it was the first forecast, for there had been six weeks
            midnight(LOOK),
        )
    ]  # fmt: skip


def test_it_tells_how_good_such_forecasts_were_before() -> None:
    story = Story()
    for n in range(5):
        # Nothing was ever done for these: the forecast of each was sure, and right.
        one = story.commitment(f"0.{n}", "2026-03-02", "2026-05-29")
        for item in story.issues("CRM", 5):
            item.added_to(one, "2026-02-20")
    release(story)
    (finding,) = findings(delivery_forecast, story.history(), LOOK)
    # With 0.42 of 2 known beforehand the base rate was 0.42/2, 1.42/3, 2.42/4, 3.42/5 and 4.42/6. The mean of 0.6241,
    # 0.2774, 0.1560, 0.0999 and 0.0693 is 0.2453.
    assert finding.summary.endswith(
        "On 5 commitments that came to their date before, such forecasts scored 0.00 (Brier, 0 is best), the "
        "project's own base rate 0.25."
    )
    assert (finding.measures["brier"], finding.measures["brier_of_base_rate"]) == (0.0, 0.2453)


def test_what_takes_more_than_two_years_has_no_day() -> None:
    story = Story()
    release(story, more=200)
    (finding,) = findings(delivery_forecast, story.history(), LOOK)
    assert finding.summary.endswith(
        "even if nothing more is added. Less than 85% of the runs are done within two years."
    )
    assert (finding.measures["p50_on"], finding.measures["p85_on"]) == (None, None)
    assert finding.impact == {}


def test_one_week_after_the_other_it_becomes_a_finding() -> None:
    story = Story()
    release(story)
    history = story.history()
    # Six weeks after 2 September is 14 October.
    assert coverage(delivery_forecast, history, "2026-10-14").judged == 1
    assert coverage(delivery_forecast, history, "2026-10-13").cannot_judge == {"fewer than 6 weeks of work": 1}
    assert findings(delivery_forecast, history, "2026-10-19") == []
