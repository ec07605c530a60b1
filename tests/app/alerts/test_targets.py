"""What a target may be, where messages may go, and what Apprise's answers mean."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from app.alerts.channels.addresses import checked
from app.alerts.channels.private import address_of
from app.alerts.channels.sending import send
from app.alerts.texts import render
from app.declaration.parse import parse
from app.errors import DeclarationError, SettingError, Undeliverable
from app.settings import read_settings
from app.targets import masked
from tests.app.alerts.contents import NOW, content
from tests.app.alerts.receiving import Hook, hook
from tests.app.alerts.test_webhooks import SECRET


@pytest.fixture
def there() -> Iterator[Hook]:
    with hook() as opened:
        yield opened


@pytest.mark.parametrize(
    "target",
    [
        "lead@acme.example", "mailto:lead@acme.example", "mailto://lead@acme.example", "slack://a/b/c", "env:TEAM_HOOK",
        "file:/run/secrets/team", f"webhooks://hooks.acme.example/brug?secret={SECRET}", "tgram://123:abc/4", "ntfy://x",
        f"webhooks://h.example?secret=env:NEW&secret={SECRET}",
    ],
)  # fmt: skip
def test_what_a_target_may_be(target: str) -> None:
    checked(target)


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("slak://hunter2/b", 'did you mean "slack"'),
        ("hunter2", "this is no target"),
        ("webhooks://h.example?secret=hunter2", "whsec_"),
        ("webhooks://h.example/hunter2", "needs its secret"),
        ("webhooks://?secret=hunter2", "with a host"),
        ("syslog://hunter2", "no kind of target"),
        ("slack://a hunter2", "this is no target"),
    ],
)
def test_what_is_no_target_is_refused_without_repeating_a_secret(target: str, told: str) -> None:
    with pytest.raises(ValueError, match=told) as wrong:
        checked(target)
    assert "hunter2" not in str(wrong.value)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",
        "fe80::1",
        "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::",
    ],
)  # fmt: skip
def test_private_addresses_are_refused_in_all_their_forms(address: str) -> None:
    with pytest.raises(Undeliverable, match="private network") as refused:
        address_of(address, 443, read_settings({}))
    assert refused.value.permanent


def test_one_private_address_of_a_host_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(*_: Any, **__: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("93.184.215.14", "10.0.0.7")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with pytest.raises(Undeliverable):
        address_of("hooks.example", 443, read_settings({}))
    for allowed in ("10.0.0.0/8", "hooks.example", "*", "10.0.0.7"):
        assert address_of("hooks.example", 443, read_settings({"BRUG_PRIVATE_TARGETS": allowed})) == "93.184.215.14"


def test_settings_of_targets_are_checked_at_the_start() -> None:
    with pytest.raises(SettingError, match="BRUG_PRIVATE_TARGETS"):
        read_settings({"BRUG_PRIVATE_TARGETS": "10.0.0.0/40"})
    with pytest.raises(SettingError, match="BRUG_MAIL") as wrong:
        read_settings({"BRUG_MAIL": "smtp://hunter2"})
    assert "hunter2" not in str(wrong.value)


def test_what_apprise_knows_is_told_in_words(there: Hook) -> None:
    settings = read_settings({"BRUG_PRIVATE_TARGETS": "127.0.0.1"})
    send(f"json://127.0.0.1:{there.port}/room", "m1", render(content()), settings, NOW)
    assert b"https://brug.acme.example/findings/f1" in there.got[0][2]


@pytest.mark.parametrize(
    ("status", "permanent", "gone"),
    [(400, True, False), (404, True, True), (410, True, True), (429, False, False), (500, False, False)],
)
def test_what_an_answer_to_apprise_means(there: Hook, status: int, permanent: bool, gone: bool) -> None:
    there.status = status
    settings = read_settings({"BRUG_PRIVATE_TARGETS": "127.0.0.1"})
    with pytest.raises(Undeliverable, match=f"json answered {status}") as refused:
        send(f"json://user:hunter2@127.0.0.1:{there.port}/room", "m1", render(content()), settings, NOW)
    assert (refused.value.permanent, refused.value.gone) == (permanent, gone)
    assert "hunter2" not in str(refused.value)


def test_apprise_reaches_no_private_network_and_follows_no_redirect(there: Hook) -> None:
    target = f"json://127.0.0.1:{there.port}/room?redirect=yes"
    with pytest.raises(Undeliverable, match="private network"):
        send(target, "m1", render(content()), read_settings({}), NOW)
    assert there.got == []
    there.status = 307
    with pytest.raises(Undeliverable):
        send(target, "m1", render(content()), read_settings({"BRUG_PRIVATE_TARGETS": "*"}), NOW)
    assert [path for path, _, _ in there.got] == ["/room"]


def test_a_reference_that_leads_nowhere_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOT_THERE", raising=False)
    with pytest.raises(Undeliverable, match="NOT_THERE") as refused:
        send("env:NOT_THERE", "m1", render(content()), read_settings({}), NOW)
    assert not refused.value.permanent


def test_a_target_is_shown_without_what_could_be_a_secret() -> None:
    assert masked("lead@acme.example") == "mailto://acme.example"
    assert masked("env:TEAM_HOOK") == "env:TEAM_HOOK"
    assert masked(f"webhooks://hooks.acme.example/a?secret={SECRET}") == "webhooks://hooks.acme.example"
    assert masked("mailtos://u:hunter2@smtp.acme.example?to=a@b.example") == "mailtos://smtp.acme.example"


def test_a_declared_target_may_be_a_reference_and_a_wrong_one_is_told_with_its_line() -> None:
    text = '[[sources]]\nname = "a"\nkind = "demo"\n[[projects]]\nsource = "a"\nkey = "CRM"\nalerts = ["{}"]\n'
    assert parse(text.format("env:TEAM_HOOK"), "brug.toml", {}).projects[0].alerts == ("env:TEAM_HOOK",)
    with pytest.raises(DeclarationError, match=r'brug.toml:7: alerts: "slak" is no kind') as wrong:
        parse(text.format("slak://hunter2"), "brug.toml", {})
    assert "hunter2" not in str(wrong.value)
