"""Pages in a real Chromium, as a person sees them: one browser a process, and a fresh context for every page.

A page fails its test where the console tells of an error, where its Content-Security-Policy is violated, or where it
asks anything of another host. Where Chromium is absent these tests are skipped; in CI they fail.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE, WIDE = 375, 1440
"""Widths of screens, in pixels."""

_OWN = ("127.0.0.1", "localhost", "")
# Chromium tells of every answer of 400 and above in the console, also of pages that are meant to be such.
_EXPECTED = "Failed to load resource: the server responded with a status of 4"
_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}

Scheme = Literal["light", "dark"]
Open = Callable[..., Page]
"""Opens a page: `open_page(locale="nl-NL", width=PHONE)`; what else it is given goes to Playwright's context."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this process."""
    if not Path(CHROMIUM).exists():
        reason = "Chromium is not installed: sh scripts/install_system_packages.sh"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with chromium() as opened:
        yield opened


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens pages that are watched; what went wrong in any of them fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(*, locale: str = "en-GB", width: int = WIDE, height: int = 900, **more: Any) -> Page:
        context = browser.new_context(locale=locale, viewport={"width": width, "height": height}, **more)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watch(page, wrong)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def page(open_page: Open) -> Page:
    """A watched page on a wide screen, in English."""
    return open_page()


def watch(page: Page, wrong: list[str]) -> None:
    """Note whatever a page does that none of brug's may: errors, refused styles or scripts, requests to other hosts."""

    def asked(request: Request) -> None:
        if urlsplit(request.url).hostname not in _OWN and not request.url.startswith(("data:", "blob:")):
            wrong.append(f"asked of another host: {request.url}")

    def told(message: Any) -> None:
        if message.type == "error" and not message.text.startswith(_EXPECTED):
            wrong.append(f"console: {message.text}")

    page.on("request", asked)
    page.on("console", told)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))


def axe(page: Page, *schemes: Scheme) -> None:
    """Assert that axe-core finds nothing that hinders anybody in a page, in light and dark (or those given)."""
    told: list[str] = []
    for number, scheme in enumerate(schemes or ("light", "dark")):
        page.emulate_media(color_scheme=scheme)
        # Another scheme changes colours and nothing else; looking at all of it takes seconds.
        rules = _RULES if number == 0 else {"runOnly": ["color-contrast", "link-in-text-block"]}
        for one in _axe().run(page, options=rules).response["violations"]:
            for node in one["nodes"]:
                told.append(f"{scheme} {one['id']}: {node['html'][:200]} {node.get('failureSummary', '')}")
    assert told == [], "\n".join(told)


def fits(page: Page) -> None:
    """Assert that nothing is wider than the screen, so that nobody scrolls sideways to read."""
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= screen, f"{wide} px on a screen of {screen}"


@cache
def _axe() -> Axe:
    return Axe()
