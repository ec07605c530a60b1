"""What scans give to tell is written with what they found, in one transaction."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, Row, delete, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from app.access.sight import EVERYTHING
from app.alerts.digests import digests
from app.alerts.receivers import read_receivers
from app.alerts.subscriptions import Wish, stop, subscribe
from app.database import tables
from app.database.engine import reading, writing
from app.declaration.alerting import set_alerting
from app.declaration.model import Alerting
from app.findings.deciding import Decision, decide
from app.findings.rows import RANK
from app.instants import DAY, parse_date, rfc3339
from app.scan import scan, would_tell
from tests.app.organisation import NOW

PMO = "mailto://pmo@duinwaarde.example"
WEEK = 7 * DAY


def messages(engine: Engine, *, since: int = 0) -> list[Row[Any]]:
    with reading(engine) as connection:
        table = tables.alerts
        wanted = select(table).where(table.c.created_at >= since).order_by(table.c.created_at, table.c.id)
        return list(connection.execute(wanted))


def findings(engine: Engine) -> dict[str, Row[Any]]:
    with reading(engine) as connection:
        return {row.id: row for row in connection.execute(select(tables.findings))}


def leads(engine: Engine) -> dict[str, str]:
    with reading(engine) as connection:
        return {row.id: row.leads[0] for row in connection.execute(select(tables.projects)) if row.leads}


def test_a_lead_is_told_of_each_grave_finding_of_the_project_once(demo: Engine) -> None:
    by_project, found = leads(demo), findings(demo)
    told = [(row.target, finding) for row in messages(demo) for finding in row.findings]
    assert told
    assert sorted(told) == sorted(
        (by_project[row.project], row.id) for row in found.values() if row.rank >= RANK["medium"]
    )
    scan(demo, NOW + 1)
    assert messages(demo, since=NOW + 1) == []


def test_what_a_scan_sees_at_night_is_told_in_the_morning(demo: Engine) -> None:
    # It is 1:00 in Amsterdam.
    assert {rfc3339(row.due_at) for row in messages(demo)} == {"2026-11-24T06:00:00Z"}


def test_that_it_is_over_is_told_to_those_who_heard_of_it(demo: Engine) -> None:
    before = [(row.target, finding) for row in messages(demo) for finding in row.findings]
    # Over a year without any new history: nothing of it is anybody's present any more.
    scan(demo, NOW + 70 * WEEK)
    later = messages(demo, since=NOW + 1)
    assert {what for row in later for what in row.whats} == {"over"}
    assert sorted((row.target, finding) for row in later for finding in row.findings) == sorted(before)


def test_what_grew_is_told(demo: Engine) -> None:
    one = max(findings(demo).values(), key=lambda row: row.rank)
    with writing(demo) as connection:
        lower = {"rank": RANK["medium"]}
        connection.execute(update(tables.findings).where(tables.findings.c.id == one.id).values(lower))
        connection.execute(update(tables.told).where(tables.told.c.finding == one.id).values(lower))
    scan(demo, NOW + 1)
    assert [(row.kind, row.findings) for row in messages(demo, since=NOW + 1)] == [("worse", [one.id])]


def test_a_dismissed_finding_stays_quiet(demo: Engine) -> None:
    with writing(demo) as connection:
        for identity in findings(demo):
            decide(connection, identity, Decision("dismissed", "agreed"), sight=EVERYTHING, by="ann", now=NOW)
    scan(demo, NOW + 70 * WEEK)
    assert messages(demo, since=NOW + 1) == []


def test_a_scan_of_the_past_tells_nobody_anything(demo: Engine) -> None:
    before = messages(demo)
    scan(demo, NOW, as_of=parse_date("2026-06-01"))
    assert messages(demo) == before


def test_where_messages_cannot_be_written_neither_are_findings(demo: Engine) -> None:
    before = findings(demo)
    with writing(demo) as connection:
        connection.execute(text("DROP TABLE told"))
    with pytest.raises(SQLAlchemyError):
        scan(demo, NOW + 70 * WEEK)
    assert findings(demo) == before
    assert messages(demo, since=NOW + 1) == []


def digest(engine: Engine, now: int, **wanted: Any) -> list[str]:
    """Who gets a digest from a scan."""
    scan(engine, now, **wanted)
    return [row.target for row in messages(engine, since=now) if row.kind == "digest"]


def test_a_pmo_gets_the_portfolio_once_a_week(demo: Engine) -> None:
    with writing(demo) as connection:
        set_alerting(connection, Alerting(digest=(PMO,)))
    tuesday, wednesday, sunday, monday = (NOW + n * DAY for n in (0, 1, 5, 6))
    assert digest(demo, tuesday + 1, keys=["SCH"]) == [], "a scan of one project is no scan of the portfolio"
    assert digest(demo, tuesday + 2) == [PMO]
    assert digest(demo, wednesday) == []
    assert digest(demo, sunday) == []
    assert digest(demo, monday) == [PMO]


def test_the_portfolio_comes_also_where_some_projects_have_a_schedule_of_their_own(demo: Engine) -> None:
    with writing(demo) as connection:
        set_alerting(connection, Alerting(digest=(PMO,)))
    assert digest(demo, NOW + DAY, keys=["SCH"], is_general=True) == [PMO]


def test_a_portfolio_without_findings_and_news_is_no_message(demo: Engine) -> None:
    with writing(demo) as connection:
        set_alerting(connection, Alerting(digest=(PMO,)))
    assert digest(demo, NOW + 70 * WEEK) == [PMO], "all of it is over: good news"
    assert digest(demo, NOW + 71 * WEEK) == []


def test_what_is_not_worth_a_message_waits_for_the_digest_of_its_lead(demo: Engine) -> None:
    one = next(iter(findings(demo).values()))
    with writing(demo) as connection:
        connection.execute(update(tables.findings).where(tables.findings.c.id == one.id).values(rank=RANK["low"]))
        connection.execute(delete(tables.told).where(tables.told.c.finding == one.id))
    with reading(demo) as connection:
        letters = digests(connection, read_receivers(connection), NOW + 1)
    assert [(letter.to.target, letter.project) for letter in letters] == [(leads(demo)[one.project], one.project)]
    assert [(news.finding, news.what) for letter in letters for news in letter.news] == [(one.id, "new")]


def test_a_lead_without_an_address_is_no_receiver(demo: Engine) -> None:
    with writing(demo) as connection:
        connection.execute(update(tables.projects).values(leads=["Ann Lee", "ann@duinwaarde.example"]))
    with reading(demo) as connection:
        assert {receiver.target for receiver in read_receivers(connection)} == {"ann@duinwaarde.example"}


def test_a_subscription_that_was_stopped_is_told_nothing(demo: Engine) -> None:
    with writing(demo) as connection:
        connection.execute(delete(tables.told))
        connection.execute(delete(tables.findings))
        going, gone = (subscribe(connection, Wish(f"slack://{n}"), by="pmo", now=NOW) for n in ("a", "b"))
        stop(connection, gone["id"], "410 Gone", NOW)
    scan(demo, NOW + 1)
    targets = [row.target for row in messages(demo, since=NOW + 1)]
    assert going["target"] in targets
    assert gone["target"] not in targets
    assert {row.reason for row in messages(demo, since=NOW + 1) if row.target == going["target"]} == {
        f"subscription:{going['id']}"
    }


def test_what_a_scan_would_tell_is_shown_and_not_kept(demo: Engine) -> None:
    with writing(demo) as connection:
        connection.execute(delete(tables.told))
        connection.execute(delete(tables.findings))
        connection.execute(delete(tables.alerts))
    shown = would_tell(demo, NOW + 1, lambda _, row: row)
    assert messages(demo) == []
    assert findings(demo) == {}
    scan(demo, NOW + 1)
    assert [(row.target, row.findings) for row in shown] == [(row.target, row.findings) for row in messages(demo)] != []
