"""Slack, Teams, Mattermost and the hundred others that Apprise knows."""

from __future__ import annotations

import logging
import re
import threading
from typing import Any

from app.alerts.channels.private import address_of
from app.alerts.channels.webhooks import is_worth_a_retry
from app.alerts.content import Message
from app.errors import Undeliverable
from app.settings import Settings

_STATUS = re.compile(r"\berror[ =:]+(\d{3})\b")
_GONE = (404, 410)


def notify(target: str, message: Message, settings: Settings) -> None:
    """Send a message through Apprise; raises Undeliverable."""
    from apprise import Apprise, AppriseAsset, NotifyFormat  # noqa: PLC0415

    logger = quiet()
    asset = AppriseAsset(app_id="brug", app_desc="brug", app_url=message.url)
    kind = target.partition("://")[0].lower()
    found: Any = Apprise.instantiate(target, asset=asset, suppress_exceptions=True)
    if found is None:
        raise Undeliverable(
            f"the address of {kind} cannot be read by Apprise; compare it with its page", permanent=True
        )
    # A redirect could lead where the check would not, and an address could ask for them.
    found.redirects = False
    if found.host and _has_a_host(found):
        port = found.port or (443 if found.secure else 80)
        address_of(found.host, int(port), settings)
    reasons = _Reasons(threading.get_ident())
    logger.addHandler(reasons)
    try:
        done = found.notify(title=message.subject, body=message.chat, body_format=NotifyFormat.TEXT)
    except Exception as error:  # noqa: BLE001 - each of a hundred plugins fails in its own way
        raise Undeliverable(f"{kind} could not be told: {type(error).__name__}", permanent=False) from None
    finally:
        logger.removeHandler(reasons)
    if not done:
        raise _refused(kind, reasons.status)


def quiet() -> logging.Logger:
    """The logger of Apprise, whose texts may hold secrets: they get into no log of brug."""
    logger = logging.getLogger("apprise")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    return logger


def _refused(kind: str, status: int | None) -> Undeliverable:
    if status is None:
        return Undeliverable(f"{kind} cannot be reached, or does not take the message", permanent=False)
    return Undeliverable(
        f"{kind} answered {status}",
        permanent=300 <= status < 500 and not is_worth_a_retry(status),
        gone=status in _GONE,
    )


def _has_a_host(plugin: Any) -> bool:
    """Whether the address names a server: for some services, its first part is a token."""
    return any("{host}" in template for template in type(plugin).templates)


class _Reasons(logging.Handler):
    """The last HTTP status that Apprise told of in one thread; its texts are not kept, as they may hold secrets."""

    def __init__(self, thread: int) -> None:
        super().__init__(logging.WARNING)
        self._thread = thread
        self.status: int | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread and (found := _STATUS.search(record.getMessage())):
            self.status = int(found[1])
