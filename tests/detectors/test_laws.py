"""Laws that hold for any history, tried on random ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.detection import detectors, look
from app.facts import facts_of, version
from detectors import columns
from detectors.calendar import weekly_moments
from detectors.declared import Budget
from detectors.facts import read_facts
from detectors.history import History
from tests.detectors.story import Story, at, midnight

PEOPLE = st.sampled_from(["bea", "bob", "ian", "isa", "n0", "n1", "robo"])
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
hours = st.integers(min_value=0, max_value=52 * 7 * 24)
PERIOD = (midnight("2026-02-02"), midnight("2026-05-29"))
LAW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def moment(hour: int) -> str:
    return (BEGIN + timedelta(hours=hour)).strftime("%Y-%m-%dT%H:%M")


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to 25 issues that come and go in a few commitments, are worked on and talked about, in a year."""
    story = Story()
    places = [
        story.commitment("1.0", "2026-01-12", "2026-04-24", delivered=draw(st.sampled_from([None, "2026-05-20"]))),
        story.commitment("2.0"),
        story.commitment("Sprint 1", "2026-02-02", "2026-02-13", delivered="2026-02-13", kind="sprint"),
        story.commitment("Sprint 2", "2026-02-16", "2026-02-27", delivered="2026-02-27", kind="sprint"),
    ]
    if draw(st.booleans()):
        story.observed(places[0], "2026-03-02", "due_at", "2026-04-24", "2026-06-01")
    epic = story.issue("CRM-1", "epic").created("2026-01-05", by=draw(PEOPLE)).due("2026-06-30")
    places.append(("epic", epic.id))
    for number in range(draw(st.integers(min_value=1, max_value=24))):
        kind = draw(st.sampled_from(["story", "story", "task", "bug", "subtask"]))
        told = story.issue(f"CRM-{number + 2}", kind)
        acts = sorted(draw(st.lists(hours, min_size=2, max_size=9)))
        told.created(moment(acts[0]), by=draw(PEOPLE))
        for hour in acts[1:]:
            day, who = moment(hour), draw(PEOPLE)
            act = draw(st.sampled_from(["join", "leave", "start", "done", "say", "estimate", "log", "due", "link"]))
            if act == "join":
                place = draw(st.sampled_from(places))
                if place not in told.members:
                    told.added_to(place, day, who)
            elif act == "leave" and told.members:
                told.removed_from(draw(st.sampled_from(told.members)), day, who)
            elif act == "start" and told.row["status"] != "In Progress":
                told.started(day, who)
            elif act == "done" and told.row["status"] != "Done":
                told.done(day, who)
            elif act == "say":
                told.said(day, who)
            elif act == "estimate":
                told.estimated(draw(st.integers(min_value=1, max_value=13)), day, who)
            elif act == "log":
                told.logged(draw(st.integers(min_value=1, max_value=40)), day, who)
            elif act == "due":
                told.due("2026-03-20", since=day, by=who)
            elif act == "link":
                told.linked(draw(st.sampled_from(story.told)))
    budget = draw(st.sampled_from([None, Budget("hours", 60), Budget("points", 20), Budget("money", 900, 50, *PERIOD)]))
    return story.history(budget=budget)


@settings(LAW, max_examples=3)
@given(histories())
def test_a_scan_of_52_moments_is_52_scans(history: History) -> None:
    moments = weekly_moments(at("2026-01-05"), at("2027-01-04"))[:52]
    assert len(moments) == 52
    alone = [look(_again(history), [one], {})[0] for one in moments]
    together = look(_again(history), moments, {})
    assert [(o.at, o.coverage, o.findings) for o in together] == [(o.at, o.coverage, o.findings) for o in alone]


@LAW
@given(histories(), hours)
def test_kept_facts_change_nothing(history: History, hour: int) -> None:
    moments = [at("2026-06-01"), at(moment(hour))]
    kept = replace(_again(history), facts=read_facts(facts_of(history.columns), version()))
    for one in moments:
        told, found = look(_again(history), [one], {})[0], look(kept, [one], {})[0]
        assert (found.coverage, found.findings) == (told.coverage, told.findings)


@LAW
@given(histories(), hours)
def test_nothing_dated_after_a_moment_counts_for_it(history: History, hour: int) -> None:
    """What a later change brought is not known; undated things and the final state apart, which only changes undo."""
    one = at(moment(hour))
    seen = look(_again(history), [one], {})[0]
    for finding in seen.findings:
        for evidence in finding.evidence:
            assert evidence.at <= one


@LAW
@given(histories())
def test_a_segment_gives_back_the_columns_it_was_made_of(history: History) -> None:
    packed = columns.pack(history.columns)
    back = columns.unpack(packed)
    for name in columns.SCHEMAS:
        assert getattr(back, name).equals(getattr(history.columns, name))
    assert columns.pack(back) == packed


@LAW
@given(histories(), hours)
def test_membership_is_the_final_state_with_every_later_change_undone(history: History, hour: int) -> None:
    one = at(moment(hour))
    for c, commitment in enumerate(history.commitments):
        expected = set()
        for i, identity in enumerate(history.ids):
            if history.created_at[i] > one:
                continue
            mine = history.columns.memberships.filter(issue=identity).select("type", "commitment").rows()
            member = (commitment.type, commitment.id) in mine
            changes = history.columns.changes.filter(issue=identity, field=commitment.type).sort("at", "sequence")
            for change in reversed(changes.filter(changes["at"] > one).rows(named=True)):
                if change["to_value"] == commitment.id:
                    member = False
                elif change["from_value"] == commitment.id:
                    member = True
            if member:
                expected.add(i)
        assert set(history.members_at(c, one).tolist()) == expected


def test_bytes_that_are_no_segment_are_refused() -> None:
    with pytest.raises(ValueError, match="no history segment"):
        columns.unpack(b"hello")


def test_every_detector_documents_itself() -> None:
    for detector in detectors():
        assert detector.__doc__ is not None
        for part in ("What it detects", "Why it matters", "How it is measured", "Thresholds", "What it leaves out"):
            assert part in detector.__doc__


def _again(history: History) -> History:
    """The same history without anything derived yet."""
    return History(history.columns, history.declared, history.source, history.project, history.name, history.url)
