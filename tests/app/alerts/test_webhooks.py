"""Webhooks are signed as Standard Webhooks has it, go where they were checked to go, and answers are understood."""

from __future__ import annotations

import base64
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from app.alerts.channels.sending import send
from app.alerts.texts import render
from app.errors import Undeliverable
from app.settings import Settings, read_settings
from tests.app.alerts.certified import certified
from tests.app.alerts.contents import NOW, content
from tests.app.alerts.receiving import Hook, hook

SECRET = "whsec_" + base64.b64encode(bytes(range(200, 224))).decode()
NEXT = "whsec_" + base64.b64encode(bytes(range(1, 33))).decode()
INSIDE = read_settings({"BRUG_PRIVATE_TARGETS": "127.0.0.0/8"})


@pytest.fixture
def there() -> Iterator[Hook]:
    with hook() as opened:
        yield opened


def sent(there: Hook, query: str = f"secret={SECRET}", settings: Settings = INSIDE, now: int = NOW) -> None:
    send(f"webhook://127.0.0.1:{there.port}/in/here?{query}", "m1", render(content()), settings, now)


def test_the_published_library_verifies_what_was_sent(there: Hook) -> None:
    now = time.time_ns() // 1_000_000
    sent(there, f"room=4&secret={SECRET}", now=now)
    path, headers, body = there.got[0]
    assert path == "/in/here?room=4"
    event = Webhook(SECRET).verify(body, headers)
    assert event["type"] == "finding.new"
    assert {name.lower(): value for name, value in headers.items()}["webhook-id"] == "m1"
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body + b" ", headers)


def test_while_a_secret_is_replaced_both_verify(there: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", NEXT)
    now = time.time_ns() // 1_000_000
    sent(there, f"secret=env:HOOK_SECRET&secret={SECRET}", now=now)
    _, headers, body = there.got[0]
    for secret in (SECRET, NEXT):
        Webhook(secret).verify(body, headers)


@pytest.mark.parametrize(
    ("status", "permanent", "gone"),
    [
        (301, True, False), (308, True, False), (400, True, False), (404, True, False), (410, True, True),
        (408, False, False), (425, False, False), (429, False, False), (500, False, False), (503, False, False),
    ],
)  # fmt: skip
def test_what_an_answer_means(there: Hook, status: int, permanent: bool, gone: bool) -> None:
    there.status = status
    with pytest.raises(Undeliverable, match=str(status)) as refused:
        sent(there)
    assert (refused.value.permanent, refused.value.gone) == (permanent, gone)
    assert SECRET not in str(refused.value)
    assert len(there.got) == 1, "redirects are not followed"


def test_a_webhook_that_does_not_answer_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.alerts.channels.webhooks.SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Undeliverable, match="not answer") as slow:
        sent(Hook(port=silent.getsockname()[1]))
    assert not slow.value.permanent


def test_a_private_network_is_refused_before_anything_is_sent(there: Hook) -> None:
    with pytest.raises(Undeliverable, match="BRUG_PRIVATE_TARGETS") as refused:
        sent(there, settings=read_settings({}))
    assert refused.value.permanent
    assert there.got == []


def test_a_name_is_called_at_the_address_that_was_checked(there: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: Any, *args: Any, **more: Any) -> Any:
        # The second time it is asked, the name leads elsewhere.
        asked.append(str(host))
        return real("127.0.0.1" if asked.count("hooks.acme.example") <= 1 else "192.0.2.1", *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    settings = read_settings({"BRUG_PRIVATE_TARGETS": "hooks.acme.example"})
    send(f"webhook://hooks.acme.example:{there.port}/?secret={SECRET}", "m1", render(content()), settings, NOW)
    assert asked.count("hooks.acme.example") == 1
    assert there.got[0][1]["Host"] == f"hooks.acme.example:{there.port}"


def test_tls_is_for_the_name_and_not_for_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = certified(tmp_path, "hooks.acme.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *args, **more: real("127.0.0.1", *args, **more))
    with hook(context) as there:
        for name, reached in (("hooks.acme.example", True), ("other.acme.example", False)):
            target = f"webhooks://{name}:{there.port}/?secret={SECRET}"
            if reached:
                send(target, "m1", render(content()), INSIDE, NOW)
                continue
            with pytest.raises(Undeliverable, match="certificate is not trusted"):
                send(target, "m1", render(content()), INSIDE, NOW)
        assert len(there.got) == 1
