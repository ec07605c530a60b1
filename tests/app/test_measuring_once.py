"""What was measured is measured once, until its history changes, and within so many bytes."""

from __future__ import annotations

import pytest

from app.detection import detectors
from app.measuring_once import MeasuringOnce
from detectors.detector import Detector
from detectors.finding import Measures, Subject

ONE, OTHER = detectors()[:2]
# One figure and one state of one subject at a hundred moments.
BYTES = 100 * (8 + 2)


class Measuring:
    """Counts how often it measured."""

    def __init__(self, most: int) -> None:
        self.kept, self.times = MeasuringOnce(most), 0

    def ask(self, project: str, detector: Detector = ONE, made_of: object = 1) -> None:
        def make() -> Measures:
            self.times += 1
            return Measures.of(range(100), [Subject("project", "project", project, "", "", project)], [0], ["figure"])

        self.kept.of(project, detector, made_of, make)


def test_what_was_measured_is_not_measured_again_until_it_is_made_of_something_else() -> None:
    measuring = Measuring(10 * BYTES)
    for _ in range(3):
        measuring.ask("A")
        measuring.ask("A", OTHER)
    assert measuring.times == 2
    measuring.ask("A", made_of=2)
    measuring.ask("A", made_of=2)
    assert measuring.times == 3


@pytest.mark.parametrize("most", [0, BYTES - 1])
def test_what_is_larger_than_all_that_may_be_kept_is_not(most: int) -> None:
    measuring = Measuring(most)
    measuring.ask("A")
    measuring.ask("A")
    assert measuring.times == 2


def test_of_too_many_projects_the_first_ones_stay_for_the_next_round() -> None:
    measuring = Measuring(2 * BYTES)
    for _ in range(2):
        for project in "ABC":
            measuring.ask(project)
    # Only C is measured again: dropping the oldest would have dropped each before its turn came.
    assert measuring.times == 4


def test_another_detector_takes_the_place_of_what_was_measured_before() -> None:
    measuring = Measuring(2 * BYTES)
    for project in "AB":
        measuring.ask(project)
    for _ in range(2):
        for project in "AB":
            measuring.ask(project, OTHER)
    assert measuring.times == 4
