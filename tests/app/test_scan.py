"""A scan judges every project at a moment; one of the past changes nothing but its own shelf."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, func, select, update

from app.backtest import backtest
from app.database import tables
from app.database.engine import reading, writing
from app.errors import BrugError, UnknownProject
from app.findings.document import Document
from app.findings.listing import all_findings
from app.findings.past import past_findings
from app.findings.taking_in import take_in
from app.instants import DAY, parse_date
from app.scan import scan
from tests.app.organisation import NOW, settings

WEEK = 7 * DAY


def by_id(documents: list[Document]) -> dict[str, Document]:
    return {d["id"]: d for d in documents}


def set_status(engine: Engine, identity: str, status: str) -> None:
    with writing(engine) as connection:
        table = tables.findings
        connection.execute(update(table).where(table.c.id == identity).values(status=status))


def test_a_finding_keeps_its_identity_from_scan_to_scan(demo: Engine) -> None:
    before = by_id(all_findings(demo))
    report = scan(demo, NOW + DAY)
    after = by_id(all_findings(demo))
    assert before
    assert after.keys() == before.keys()
    assert report.steps.new == 0
    assert report.steps.again == len(before)
    for identity, document in after.items():
        assert document["first_visible"] == before[identity]["first_visible"]
        assert document["last_seen"] == "2026-11-25T00:00:00Z"
        assert document["scan"] == report.id


def test_a_finding_is_over_when_a_scan_sees_that_it_is(demo: Engine) -> None:
    # Over a year without any new history: nothing of it is anybody's present any more.
    report = scan(demo, NOW + 70 * WEEK)
    documents = all_findings(demo)
    assert report.findings == ()
    over = [d for d in documents if d["status"] == "resolved"]
    assert report.steps.over == len(over) > 0


def test_what_could_not_be_judged_is_not_over(demo: Engine) -> None:
    before = by_id(all_findings(demo))
    with writing(demo) as connection:
        for project in connection.execute(select(tables.projects.c.id)).scalars().all():
            take_in(connection, project, [], judging=[], scan="s", now=NOW + DAY)
    assert by_id(all_findings(demo)) == before


def test_a_dismissed_finding_stays_dismissed_and_one_that_comes_back_is_opened_anew(demo: Engine) -> None:
    one, other, *_ = all_findings(demo)
    set_status(demo, one["id"], "dismissed")
    set_status(demo, other["id"], "resolved")
    scan(demo, NOW + DAY)
    after = by_id(all_findings(demo))
    assert after[one["id"]]["status"] == "dismissed"
    assert after[other["id"]]["status"] == "open"


def test_a_scan_of_the_past_changes_nothing_but_its_own_shelf(demo: Engine) -> None:
    before = all_findings(demo)
    report = scan(demo, NOW, as_of=parse_date("2026-06-01"))
    assert all_findings(demo) == before
    assert {d["as_of"] for d in report.findings} == {"2026-06-01T00:00:00Z"}


def test_a_kept_scan_of_the_past_is_not_made_again(demo: Engine) -> None:
    first = past_findings(demo, settings(demo), parse_date("2026-06-01"))
    again = past_findings(demo, settings(demo), parse_date("2026-06-01"))
    with reading(demo) as connection:
        made = connection.execute(select(func.count()).where(tables.scans.c.kind == "past")).scalar_one()
    assert first
    assert by_id(again) == by_id(first)
    assert made == 1


def test_a_scan_of_one_project_leaves_the_others_alone(demo: Engine) -> None:
    report = scan(demo, NOW + 70 * WEEK, keys=["SCH"])
    assert report.projects == 1
    assert {d["project"] for d in all_findings(demo) if d["status"] == "resolved"} == {"SCH"}


def test_an_unknown_project_is_named_with_the_nearest(demo: Engine) -> None:
    with pytest.raises(UnknownProject, match=r'"SHC".*did you mean "SCH"'):
        scan(demo, NOW, keys=["SHC"])


def test_the_future_cannot_be_scanned(demo: Engine) -> None:
    with pytest.raises(BrugError, match="lies in the future"):
        scan(demo, NOW, as_of=NOW + DAY)


def test_a_backtest_of_a_week_is_what_the_scans_of_that_week_see(demo: Engine) -> None:
    since, until = parse_date("2026-03-02"), parse_date("2026-03-09")
    report = backtest(demo, since, until)
    scans = [scan(demo, NOW, as_of=moment).findings for moment in (since, until)]
    assert [week["open"] for week in report.weeks] == [len(seen) for seen in scans]
    assert {f["id"] for f in report.findings} == {d["id"] for seen in scans for d in seen}
    assert report.weeks[0]["on"] == "2026-03-02"
