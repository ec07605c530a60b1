"""Messages are sent until they arrive or there is no hope, each receiver's for itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Row, delete, insert, select, update
from structlog.testing import capture_logs

from app.access.sight import EVERYTHING
from app.alerts.pauses import PAUSES, is_hopeless, pause_after
from app.alerts.sending import send_due
from app.alerts.subscriptions import Wish, subscribe
from app.database import tables
from app.database.engine import reading, writing
from app.declaration.alerting import set_alerting
from app.declaration.model import Alerting
from app.findings.deciding import Decision, decide
from app.instants import DAY, parse_instant
from app.schedule.leading import NoLongerLeading
from app.settings import Settings
from tests.app.organisation import settings
from tests.end_to_end.receivers import SECRET, Receivers, receiving

NINE = parse_instant("2026-11-24T08:00:00Z")
MINUTE = 60_000


class Outbox:
    """An outbox with messages about one finding, and receivers; nobody else leads."""

    def __init__(self, engine: Engine, receivers: Receivers, web: str, mail: str) -> None:
        self.engine, self.receivers, self.web = engine, receivers, web
        self.now, self.logged = NINE, ""
        self._settings = replace(
            settings(engine), mail=f"mailto://{mail}?from=brug@acme.example", private_targets=("127.0.0.0/8",)
        )
        with writing(engine) as connection:
            connection.execute(delete(tables.alerts))
            # The demonstration's hours are quiet: here every hour is as good as another.
            set_alerting(connection, Alerting(quiet="00:00-00:00"))
        with reading(engine) as connection:
            found = connection.execute(select(tables.findings).order_by(tables.findings.c.id)).first()
        assert found is not None
        self.finding = found

    def write(self, identity: str, path: str, **values: Any) -> None:
        """A message to a path of the web server, or to a mail address."""
        target = path if "@" in path else f"webhook://{self.web}{path}?secret={SECRET}"
        row = {
            "id": identity, "kind": "new", "project": self.finding.project, "scan": "s", "findings": [self.finding.id],
            "whats": ["new"], "target": target, "language": None, "reason": "lead", "state": "due",
            "created_at": NINE, "due_at": NINE, "attempts": 0,
        }  # fmt: skip
        with writing(self.engine) as connection:
            connection.execute(insert(tables.alerts).values(row | values))

    def send(self, after: int = 0) -> int:
        self.now += after
        here: Settings = replace(self._settings, now=self.now)
        with capture_logs() as logs:
            arrived = send_due(self.engine, here, lambda connection: None)
        self.logged = str(logs)
        return arrived

    def message(self, identity: str) -> Row[Any]:
        with reading(self.engine) as connection:
            return connection.execute(select(tables.alerts).where(tables.alerts.c.id == identity)).one()

    def taken(self) -> list[str]:
        return [one.id for one in self.receivers.taken]


@pytest.fixture
def outbox(demo: Engine) -> Iterator[Outbox]:
    with receiving() as (receivers, web, mail):
        yield Outbox(demo, receivers, web, mail)


def test_what_is_due_is_sent_once(outbox: Outbox) -> None:
    outbox.write("a", "/pmo")
    outbox.write("b", "lead@acme.example")
    outbox.write("later", "/pmo", due_at=NINE + MINUTE)
    assert outbox.send() == 2
    assert sorted(outbox.taken()) == ["a", "b"]
    assert (outbox.message("a").state, outbox.message("a").sent_at, outbox.message("a").error) == ("sent", NINE, None)
    assert outbox.send() == 0
    assert outbox.send(after=MINUTE) == 1
    assert outbox.taken()[2:] == ["later"]


def test_a_message_that_is_not_taken_is_tried_again_after_growing_pauses(outbox: Outbox) -> None:
    outbox.receivers.answers["/pmo"] = lambda n: 500 if n <= 2 else 204
    outbox.write("a", "/pmo")
    outbox.send()
    one = outbox.message("a")
    assert (one.state, one.attempts, one.due_at) == ("due", 1, NINE + PAUSES[0])
    assert "500" in one.error
    assert outbox.send(after=PAUSES[0] - 1) == 0
    outbox.send(after=1)
    assert outbox.message("a").due_at == NINE + PAUSES[0] + PAUSES[1]
    assert outbox.send(after=PAUSES[1]) == 1
    assert outbox.taken() == ["a"]
    assert list(PAUSES) == sorted(PAUSES)


def test_one_that_is_never_taken_is_given_up_with_the_reason_and_can_be_sent_again(outbox: Outbox) -> None:
    outbox.receivers.answers["/pmo"] = lambda n: 503 if n <= 10 else 204
    outbox.write("a", "/pmo")
    outbox.send()
    for pause in PAUSES:
        assert outbox.message("a").state == "due"
        outbox.send(after=pause)
    one = outbox.message("a")
    assert (one.state, one.attempts) == ("dead", len(PAUSES) + 1)
    assert "503" in one.error
    with writing(outbox.engine) as connection:
        connection.execute(update(tables.alerts).values(state="due"))
    assert outbox.send() == 1
    assert outbox.message("a").state == "sent"


def test_a_receiver_that_is_down_is_asked_once_a_pause_and_keeps_no_other_waiting(outbox: Outbox) -> None:
    outbox.receivers.answers["/down"] = lambda _: 503
    for name in "abc":
        outbox.write(name, "/down")
    outbox.write("d", "/pmo")
    assert outbox.send() == 1
    assert outbox.taken() == ["d"]
    assert outbox.receivers.tries.total() == 2
    assert {outbox.message(name).due_at for name in "abc"} == {NINE + PAUSES[0]}


def test_a_message_that_always_fails_lets_others_to_the_same_receiver_pass(outbox: Outbox) -> None:
    outbox.write("bad", "/pmo", attempts=3)
    for name in "abc":
        outbox.write(name, "/pmo")
    outbox.receivers.answers["/pmo"] = lambda n: 204
    assert outbox.send() == 4
    assert outbox.taken() == ["a", "b", "c", "bad"], "what was tried least comes first"


def test_whoever_is_gone_is_told_nothing_more(outbox: Outbox) -> None:
    outbox.receivers.answers["/gone"] = lambda _: 410
    target = f"webhook://{outbox.web}/gone?secret={SECRET}"
    with writing(outbox.engine) as connection:
        made = subscribe(connection, Wish(target), by="pmo", now=NINE)
    outbox.write("a", "/gone", reason=f"subscription:{made['id']}")
    outbox.send()
    assert outbox.message("a").state == "dead"
    with reading(outbox.engine) as connection:
        row = connection.execute(select(tables.subscriptions)).one()
    assert row.stopped_at == NINE
    assert "410" in row.stopped_because


def test_what_was_dismissed_before_it_was_sent_stays_quiet(outbox: Outbox) -> None:
    outbox.write("a", "/pmo")
    with writing(outbox.engine) as connection:
        decision = Decision("dismissed", "agreed")
        decide(connection, outbox.finding.id, decision, sight=EVERYTHING, by="ann", now=NINE)
    outbox.send()
    assert (outbox.message("a").state, outbox.message("a").attempts) == ("dropped", 0)
    assert "dismissed" in outbox.message("a").error
    assert outbox.taken() == []


def test_a_target_that_nobody_can_send_to_is_given_up_and_its_secret_told_nowhere(outbox: Outbox) -> None:
    outbox.write("a", "/pmo", target="nosuch://secret-token")
    outbox.send()
    one = outbox.message("a")
    assert one.state == "dead"
    assert "secret-token" not in one.error
    assert "given up" in outbox.logged
    assert "secret-token" not in outbox.logged


def test_a_mail_that_is_refused_for_now_comes_later(outbox: Outbox) -> None:
    outbox.receivers.answers["lead@acme.example"] = lambda n: 451 if n == 1 else 250
    outbox.write("a", "lead@acme.example")
    assert outbox.send() == 0
    assert outbox.send(after=PAUSES[0]) == 1
    (mail,) = [one.body for one in outbox.receivers.taken]
    assert outbox.finding.title in str(mail["Subject"])


def test_a_try_in_quiet_hours_waits_until_they_are_over(outbox: Outbox) -> None:
    with writing(outbox.engine) as connection:
        set_alerting(connection, Alerting(quiet="09:00-09:10"))
    outbox.receivers.answers["/pmo"] = lambda _: 500
    outbox.write("a", "/pmo")
    outbox.send()
    assert outbox.message("a").due_at == NINE + 10 * MINUTE


def test_whoever_leads_no_longer_sends_nothing(outbox: Outbox) -> None:
    outbox.write("a", "/pmo")

    def fence(_: Connection) -> None:
        raise NoLongerLeading("schedule")

    with pytest.raises(NoLongerLeading):
        send_due(outbox.engine, replace(settings(outbox.engine), now=NINE), fence)
    assert outbox.taken() == []
    assert outbox.message("a").state == "due"


def test_pauses_last_longer_than_a_weekend_and_an_old_message_is_given_up_sooner() -> None:
    assert sum(PAUSES) > 3 * DAY
    assert [pause_after(n) for n in (1, 2, 9, 50)] == [PAUSES[0], PAUSES[1], PAUSES[-1], PAUSES[-1]]
    assert not is_hopeless(9, 3 * DAY)
    assert is_hopeless(10, 3 * DAY)
    assert is_hopeless(4, 5 * DAY)
    assert not is_hopeless(3, 5 * DAY)
