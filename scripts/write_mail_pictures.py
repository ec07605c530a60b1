"""Write the pictures of mail that the docs show: sent to a real SMTP server, and opened in Chromium.

.venv/bin/python scripts/write_mail_pictures.py docs/images
"""

from __future__ import annotations

import socket
import sys
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from playwright.sync_api import sync_playwright

from app.alerts.channels.sending import send
from app.alerts.content import Content, Item, Portfolio, PortfolioProject
from app.alerts.texts import render
from app.alerts.texts.sample import sample_finding
from app.instants import parse_instant
from app.settings import Settings, read_settings

_NOW = parse_instant("2026-06-01T06:00:00Z")
_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
# Name of the picture, language, what is sent, width, colours.
_PICTURES = (
    ("mail-finding-375", "en", "new", 375, "light"),
    ("mail-finding-1280", "nl", "new", 1280, "light"),
    ("mail-finding-dark-375", "nl", "new", 375, "dark"),
    ("mail-digest-375", "en", "digest", 375, "light"),
    ("mail-digest-1280", "nl", "digest", 1280, "dark"),
)


class _Kept:
    """Keeps what the server gets."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a mail."""
        self.mails.append(message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default))
        return "250 OK"


def main() -> None:
    """Write all pictures into a directory."""
    directory = Path(sys.argv[1])
    kept = _Kept()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    settings = read_settings({"BRUG_MAIL": f"mailto://127.0.0.1:{port}?from=brug@acme.example"})
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(_ARGUMENTS))
        for name, language, kind, width, colours in _PICTURES:
            page = _page(kept, settings, language, kind)
            context = chromium.new_context(viewport={"width": width, "height": 300}, color_scheme=colours)
            opened = context.new_page()
            opened.set_content(page)
            opened.screenshot(path=directory / f"{name}.png", full_page=True)
            context.close()
        chromium.close()
    server.stop()


def _page(kept: _Kept, settings: Settings, language: str, kind: str) -> str:
    """The HTML of a mail as the server got it."""
    finding = sample_finding(language, _NOW)
    late = finding | {
        "id": "late", "symptom": "delivery", "severity": "medium",
        "title": {"en": "SCH 2.1 is 23 working days late", "nl": "SCH 2.1 is 23 werkdagen te laat"}[language],
    }  # fmt: skip
    over = late | {
        "id": "over",
        "title": {"en": "INT 4.0 is 6 working days late", "nl": "INT 4.0 is 6 werkdagen te laat"}[language],
    }
    projects = (
        PortfolioProject("CRM", "Customer relations", "red", {"delivery": 0, "consultation": 0, "scope": 2}, "high"),
        PortfolioProject("SCH", "Schade", "amber", {"delivery": 1, "consultation": 0, "scope": 0}, "medium"),
    )
    digest = kind == "digest"
    items = [Item("new", finding, "CRM", "Customer relations")]
    if digest:
        items += [Item("worse", late, "SCH", "Schade"), Item("over", over, "INT", "Koppelingen")]
    content = Content(
        id=f"{kind}-{language}", kind=kind, language=language, reason="digest" if digest else "lead",
        items=tuple(items), portfolio=Portfolio(1, 1, 11, 1, projects, 3) if digest else None, created_at=_NOW,
        timezone="Europe/Amsterdam", url="https://brug.acme.example", holidays="NL",
    )  # fmt: skip
    send("lead@acme.example", content.id, render(content), settings, _NOW)
    html = kept.mails[-1].get_body(("html",))
    assert html is not None  # noqa: S101
    return str(html.get_content())


if __name__ == "__main__":
    main()
