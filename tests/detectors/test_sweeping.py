"""A sweep: every moment judged by itself, each judgement dated by the beginning of its row, and what was covered."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import cast

import pytest
from msgspec import structs

from detectors.delivery import late_delivery
from detectors.detector import Coverage, Detector, Sweep, sweep
from detectors.finding import Evidence, Finding, Judgement, Measures, Subject, Thresholds, severity_by, wilson_lower
from detectors.history import History
from tests.detectors.asking import findings
from tests.detectors.story import Story, midnight

ONE, TWO, THREE = (Subject("commitment", "release", name, name, "", f"release:{name}") for name in ("1", "2", "3"))
# The figure of each subject at each moment; None where it cannot be judged, and -1 where it is not alive.
FIGURES: dict[str, list[float | None]] = {"1": [5, 5, 0, 5], "2": [-1, 0, 5, 5], "3": [None, None, None, 0]}


class Told(ModuleType):
    """A detector that flags what is at its threshold or over it."""

    NAME = "told"
    THRESHOLDS = {"least": 5.0}  # noqa: RUF012

    def measure(self, history: History, moments: Sequence[int]) -> Measures:
        measures = Measures.of(moments, [ONE, TWO, THREE], [7, 8, 9], ("figure",))
        for s, name in enumerate(FIGURES):
            for k, figure in enumerate(FIGURES[name][: len(moments)]):
                if figure is None:
                    measures.cannot(s, k, "no due date" if k else "no items")
                elif figure >= 0:
                    measures.record(s, k, figure=figure)
        return measures

    def judge(self, measures: Measures, thresholds: Thresholds) -> list[Judgement]:
        return [
            Judgement(subject, measures.positions[s], int(at), measures.at(s, k), "high", 0.9)
            for k, at in reversed(list(enumerate(measures.moments)))
            for s, subject in enumerate(measures.subjects)
            if measures.figures["figure"][s, k] >= thresholds["least"]
        ]

    def explain(self, history: History, judgement: Judgement) -> Finding:
        raise NotImplementedError


DETECTOR = cast(Detector, Told("told"))


def test_each_judgement_is_dated_by_the_first_moment_of_its_unbroken_row() -> None:
    swept = sweep(DETECTOR, Story().history(), [10, 20, 30, 40], {})
    assert swept.detector is DETECTOR
    assert swept.moments == (10, 20, 30, 40)
    assert [[(j.subject.id, j.at, j.first_visible) for j in judgements] for judgements in swept.judgements] == [
        [("1", 10, 10)],
        [("1", 20, 10)],
        [("2", 30, 30)],
        [("1", 40, 40), ("2", 40, 30)],
    ]
    assert swept.judgements[1][0] == Judgement(ONE, 7, 20, {"figure": 5.0}, "high", 0.9, 10)


def test_its_coverage_tells_what_could_be_judged_and_why_the_rest_could_not() -> None:
    swept = sweep(DETECTOR, Story().history(), [10, 20, 30, 40], {})
    assert swept.coverage == (
        Coverage("told", 1, {"no items": 1}),
        Coverage("told", 2, {"no due date": 1}),
        Coverage("told", 2, {"no due date": 1}),
        Coverage("told", 3, {}),
    )


def test_thresholds_that_are_given_win() -> None:
    swept = sweep(DETECTOR, Story().history(), [10, 20], {"least": 0.0})
    assert [[j.subject.id for j in judgements] for judgements in swept.judgements] == [["1"], ["1", "2"]]


def test_what_has_no_value_is_no_number() -> None:
    measures = Measures.of([10], [ONE], [7], ("figure", "other"))
    measures.record(0, 0, figure=3)
    assert measures.at(0, 0)["figure"] == 3
    assert measures.at(0, 0)["other"] != measures.at(0, 0)["other"]


@pytest.mark.parametrize(
    ("value", "severity"), [(0.9, "low"), (1, "medium"), (1.4, "medium"), (1.5, "high"), (2.9, "high"), (3, "critical")]
)
def test_severity_begins_at_the_least_value_of_each(value: float, severity: str) -> None:
    assert severity_by(value, 1, 1.5, 3) == severity


@pytest.mark.parametrize(
    ("share", "n", "lower"),
    # By hand: (p + z²/2n - z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), with z = 1.6449.
    [(0.5, 10, 0.2693), (0.3, 10, 0.1269), (1.0, 5, 0.6489), (0.0, 20, 0.0), (0.5, 0, 0.0), (1.0, 1, 0.2699)],
)
def test_the_lower_bound_of_a_share(share: float, n: float, lower: float) -> None:
    assert wilson_lower(share, n) == pytest.approx(lower, abs=0.0001)


def test_a_finding_goes_away_and_comes_again() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 4):
        told.added_to(one, "2026-02-20")
    story.observed(one, "2026-05-06", "state", "2026-05-06", "2026-05-06")
    story.observations[-1] |= {"from_value": "active", "to_value": "cancelled"}
    story.observed(one, "2026-05-13", "state", "2026-05-06", "2026-05-06")
    story.observations[-1] |= {"from_value": "cancelled", "to_value": "active"}
    history = story.history()
    assert [f.first_visible for f in findings(late_delivery, history, "2026-05-06")] == [midnight("2026-05-04")]
    assert findings(late_delivery, history, "2026-05-11") == []
    assert [f.first_visible for f in findings(late_delivery, history, "2026-05-20")] == [midnight("2026-05-18")]
    evidence = findings(late_delivery, history, "2026-05-20")[0].evidence[0]
    assert evidence == Evidence(
        "CRM-1", "https://t.example/browse/CRM-1", midnight("2026-04-24"), "business",
        "open when 1.0 was due, and still is",
    )  # fmt: skip


def test_what_had_stood_before_a_sweep_is_dated_by_the_sweep_before() -> None:
    history = Story().history()
    earlier, whole = sweep(DETECTOR, history, [10, 20, 30], {}), sweep(DETECTOR, history, [10, 20, 30, 40], {})
    alone = tuple(structs.replace(judgement, first_visible=40) for judgement in whole.judgements[3])
    later = Sweep(DETECTOR, (40,), (alone,), whole.coverage[3:])
    assert later.after(earlier, 40) == Sweep(DETECTOR, (40,), whole.judgements[3:], whole.coverage[3:])
    assert later.after(earlier, 50) == later
