"""Mail as a real server gets it, and what its refusals mean."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar

from app.alerts.channels.sending import send
from app.alerts.texts import render
from app.errors import Undeliverable
from app.settings import Settings, read_settings
from tests.app.alerts.certified import certified
from tests.app.alerts.contents import NOW, content, item
from tests.app.alerts.receiving import Mailbox, mailbox
from tests.trackers import free_port


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as opened:
        yield opened


def settings(port: int, **more: str) -> Settings:
    return read_settings({"BRUG_MAIL": f"mailto://127.0.0.1:{port}?from=brug@acme.example", **more})


def test_a_mail_is_text_and_html_and_a_calendar_file(box: Mailbox) -> None:
    message = render(content(language="nl"))
    send("lead@acme.example", "m1", message, settings(box.port), NOW)
    mail = box.mails[0]
    assert box.receivers == [["lead@acme.example"]]
    assert mail["Subject"] == message.subject
    assert mail["To"] == "lead@acme.example"
    assert mail["Message-ID"] == "<m1@brug.acme.example>"
    assert mail["List-Id"] == "brug <alerts.brug.acme.example>"
    assert mail["List-Unsubscribe"] == "<https://brug.acme.example/setup/alerts>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime.timestamp() == NOW / 1000
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == message.text.splitlines()
    assert "Praat een half uur" in html.get_content()
    file = next(mail.iter_attachments())
    assert file.get_filename() == "conversation.ics"
    assert len(Calendar.from_ical(file.get_content()).walk("VEVENT")) == 1


def test_a_second_try_has_the_same_message_id(box: Mailbox) -> None:
    for now in (NOW, NOW + 60_000):
        send("mailto:lead@acme.example", "m1", render(content()), settings(box.port), now)
    assert box.mails[0]["Message-ID"] == box.mails[1]["Message-ID"]


def test_a_title_with_line_ends_adds_no_header(box: Mailbox) -> None:
    message = render(content(item(title="Late\r\nBcc: x@evil.example\r\n\r\nbody")))
    send("lead@acme.example", "m1", message, settings(box.port), NOW)
    assert box.mails[0]["Bcc"] is None
    assert box.mails[0]["Subject"] == "Late Bcc: x@evil.example body"
    assert box.receivers == [["lead@acme.example"]]


def test_an_address_with_its_own_server_is_used_where_that_is_allowed(box: Mailbox) -> None:
    target = f"mailto://localhost:{box.port}?from=a@acme.example&to=b@acme.example&bcc=c@acme.example"
    send(target, "m1", render(content()), settings(1, BRUG_PRIVATE_TARGETS="localhost"), NOW)
    assert box.receivers == [["b@acme.example", "c@acme.example"]]
    assert "c@acme.example" not in box.mails[0].as_string()
    with pytest.raises(Undeliverable, match="private network") as refused:
        send(target, "m1", render(content()), settings(1), NOW)
    assert refused.value.permanent


@pytest.mark.parametrize(("code", "permanent"), [(451, False), (550, True)])
def test_a_server_that_is_busy_is_tried_again_and_one_that_refuses_is_not(
    box: Mailbox, code: int, permanent: bool
) -> None:
    box.answer = f"{code} no"
    with pytest.raises(Undeliverable, match=str(code)) as refused:
        send("lead@acme.example", "m1", render(content()), settings(box.port), NOW)
    assert refused.value.permanent is permanent
    box.answer, box.to_receiver = "250 OK", f"{code} no"
    with pytest.raises(Undeliverable, match=str(code)) as refused:
        send("lead@acme.example", "m1", render(content()), settings(box.port), NOW)
    assert refused.value.permanent is permanent


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(Undeliverable, match="cannot be reached") as refused:
        send("lead@acme.example", "m1", render(content()), settings(free_port()), NOW)
    assert not refused.value.permanent


def test_a_server_that_says_nothing_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.alerts.channels.mail.SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Undeliverable, match="did not answer") as slow:
        send("lead@acme.example", "m1", render(content()), settings(silent.getsockname()[1]), NOW)
    assert not slow.value.permanent


def test_the_server_may_stand_in_a_file_and_its_password_nowhere_else(
    box: Mailbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = tmp_path / "mail"
    kept.write_text(f"mailto://brug:hunter2@127.0.0.1:{box.port}?from=brug@acme.example")
    given = read_settings({"BRUG_MAIL": f"file:{kept}"})
    # This server knows no signing in.
    with pytest.raises(Undeliverable) as refused:
        send("lead@acme.example", "m1", render(content()), given, NOW)
    literal = read_settings({"BRUG_MAIL": kept.read_text()})
    assert "hunter2" not in f"{refused.value!r} {literal!r} {caplog.text}"


def test_without_a_mail_server_it_says_which_setting_is_missing() -> None:
    with pytest.raises(Undeliverable, match="BRUG_MAIL"):
        send("lead@acme.example", "m1", render(content()), read_settings({}), NOW)


@pytest.mark.parametrize(("mode", "at_once"), [("starttls", False), ("ssl", True)])
def test_mail_goes_over_tls_and_after_signing_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, at_once: bool
) -> None:
    context = certified(tmp_path, "localhost")
    with mailbox(context, at_once=at_once, password="hunter2") as box:
        for password, reached in (("hunter2", True), ("wrong", False)):
            mail = f"mailtos://brug:{password}@localhost:{box.port}?from=brug@acme.example&mode={mode}"
            given = read_settings({"BRUG_MAIL": mail})
            with pytest.raises(Undeliverable, match=r"certificate|cannot be reached"):
                send("lead@acme.example", "m1", render(content()), given, NOW)
            with monkeypatch.context() as trusting:
                trusting.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
                if reached:
                    send("lead@acme.example", "m1", render(content()), given, NOW)
                    continue
                with pytest.raises(Undeliverable, match="535") as refused:
                    send("lead@acme.example", "m2", render(content()), given, NOW)
                assert "wrong" not in str(refused.value).replace("wrong password", "")
    assert [mail["Message-ID"] for mail in box.mails] == ["<m1@brug.acme.example>"]
