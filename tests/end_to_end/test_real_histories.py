"""The page of findings that were read by hand tells of exactly those that brug finds in the recorded histories."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.real_histories import ARGUABLE, RIGHT, WRONG, key_of, verdicts
from bench.recorded import RECORDED, Recorded, found_in
from tests.trackers import require_trackers

PAGE = Path(__file__).resolve().parents[2] / "docs" / "real-histories.md"


@pytest.mark.parametrize("one", RECORDED, ids=lambda one: one.corpus)
def test_every_finding_in_a_real_history_was_read_and_no_other_stands_on_the_page(one: Recorded) -> None:
    require_trackers()
    found = sorted(key_of(finding) for finding in found_in(one))
    assert sorted(verdicts(PAGE.read_text(encoding="utf-8"), one.project)) == found


@pytest.mark.parametrize("one", RECORDED, ids=lambda one: one.corpus)
def test_every_verdict_has_a_reason_and_the_count_above_the_table_is_theirs(one: Recorded) -> None:
    page = PAGE.read_text(encoding="utf-8")
    read = verdicts(page, one.project).values()
    assert read
    assert all(own.why for own in read)
    counts = {verdict: sum(own.verdict == verdict for own in read) for verdict in (RIGHT, ARGUABLE, WRONG)}
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    assert f"<!-- findings: {one.project} -->\n{len(read)} findings: {told}.\n" in page
