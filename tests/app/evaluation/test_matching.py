"""What counts as found, as half found, as neutral and as a false alarm."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from app.evaluation import Labels, evaluate
from app.evaluation.report import reliability, report

EPISODE: dict[str, Any] = {
    "id": "CRM/late/release/7",
    "project": "CRM",
    "symptom": "delivery",
    "kind": "late",
    "subject_kind": "commitment",
    "subject_type": "release",
    "subject_id": "7",
    "subject_name": "CRM 2",
    "starts_at": "2026-02-02T00:00:00Z",
    "visible_at": "2026-03-02T00:00:00Z",
    "ends_at": "2026-04-01T00:00:00Z",
    "related": ["sprint:31", "issue:CRM-4"],
}


def labelled(*episodes: dict[str, Any], **more: object) -> Labels:
    return msgspec.convert({"from": "2026-01-05", "until": "2026-12-28", "episodes": episodes, **more}, Labels)


def finding(
    type_: str = "release", id_: str = "7", since: str = "2026-03-09", until: str = "2026-03-30", **more: object
) -> dict[str, Any]:
    kind = {"project": "project", "issue": "issue"}.get(type_, "commitment")
    return {
        "project": "CRM",
        "symptom": "delivery",
        "detector": "late-delivery",
        "subject": {"kind": kind, "type": type_, "id": id_, "name": f"named {id_}", "url": ""},
        "confidence": 0.8,
        "first_visible": f"{since}T00:00:00Z",
        "last_seen": f"{until}T00:00:00Z",
        "evidence": [],
        **more,
    }


def figures(labels: Labels, *findings: dict[str, Any], observed: bool = False) -> tuple[float, float, float, int]:
    """(episodes, found, right, wrong) of delivery."""
    tally = evaluate([(labels, list(findings))], observed=observed).tallies["delivery"]
    return tally.episodes, tally.found, tally.right, int(tally.wrong * 2)


def test_a_finding_on_the_subject_finds_the_episode_and_its_lead_is_counted_from_when_it_could_be_known() -> None:
    found = evaluate([(labelled(EPISODE), [finding()])])
    assert (found.tallies["delivery"].precision, found.tallies["delivery"].recall) == (1.0, 1.0)
    assert found.leads == [7.0]
    assert found.stated == [(0.8, True)]


def test_one_on_a_part_finds_half_of_it_and_is_half_wrong() -> None:
    assert figures(labelled(EPISODE), finding("sprint", "31")) == (1, 0.5, 0.5, 1)


def test_a_part_beside_the_subject_itself_is_neutral() -> None:
    assert figures(labelled(EPISODE), finding(), finding("sprint", "31")) == (1, 1.0, 1.0, 0)


@pytest.mark.parametrize(
    ("since", "found"), [("2026-01-18", 0.0), ("2026-01-19", 1.0), ("2026-06-30", 1.0), ("2026-07-01", 0.0)]
)
def test_crying_long_before_or_after_is_not_finding(since: str, found: float) -> None:
    assert figures(labelled(EPISODE), finding(since=since, until="2026-08-01"))[1] == found


def test_another_symptom_or_project_is_a_false_alarm() -> None:
    clean = labelled(EPISODE, clean_projects=["WEB"])
    found = evaluate([(clean, [finding(project="WEB"), finding(symptom="scope")])])
    assert (found.tallies["delivery"].wrong, found.tallies["scope"].wrong) == (1, 1)
    assert (found.clean_projects, found.clean_alarms) == (1, 1)
    assert found.stated == [(0.8, False), (0.8, False)]


def test_a_false_alarm_is_blamed_on_what_looks_like_a_symptom() -> None:
    subject = {"subject_kind": "commitment", "subject_type": "release", "subject_id": "9", "subject_name": ""}
    labels = labelled(confounders=[{"project": "CRM", "kind": "bulk-edit", **subject}])
    assert evaluate([(labels, [finding(id_="9")])]).looked_alike == {"bulk-edit": 1}


def test_a_grey_subject_counts_neither_way() -> None:
    subject = {"subject_kind": "commitment", "subject_type": "release", "subject_id": "9", "subject_name": ""}
    labels = labelled(EPISODE, grey=[{"project": "CRM", "symptom": "delivery", **subject}])
    assert figures(labels, finding(id_="9")) == (1, 0.0, 0.0, 0)


def test_what_only_a_watcher_could_know_counts_only_when_it_was_watched() -> None:
    labels = labelled({**EPISODE, "needs": "observations"})
    assert figures(labels) == (0, 0.0, 0.0, 0)
    assert figures(labels, observed=True) == (1, 0.0, 0.0, 0)


def test_a_finding_that_comes_back_within_five_weeks_is_the_same_one() -> None:
    labels = labelled()
    back = finding(since="2026-05-04", until="2026-05-11")
    later = finding(since="2026-06-22", until="2026-06-29")
    assert figures(labels, finding(), back)[3] == 2
    assert figures(labels, finding(), later)[3] == 4


def test_confidence_is_compared_with_what_came_true_in_five_bands_of_equal_count() -> None:
    stated = [(0.5 + k / 100, k % 2 == 0) for k in range(10)]
    bands = reliability(stated)
    assert [(low, high, n, right) for low, high, n, _, right in bands][:2] == [
        (0.5, 0.51, 2, 0.5),
        (0.52, 0.53, 2, 0.5),
    ]
    assert len(bands) == 5
    assert bands[0][3] == pytest.approx(0.505)


def test_the_report_names_what_was_missed() -> None:
    lines = list(report(evaluate([(labelled(EPISODE), [])])))
    assert "| delivery | 1 | – | 0.00 | 0 |" in lines
    assert lines[-1] == "Missed: CRM/late/release/7."
