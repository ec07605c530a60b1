"""Pictures of pages, from a running brug: python scripts/picture_pages.py ADDRESS docs/images/pages."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Page

from tests.browser import PHONE, WIDE, chromium

PAGES = {
    "portfolio": "/",
    "project": "/projects/WEB",
    "finding": "",
    "time": "/time?week=2026-01-12",
    "report": "/report",
    "thresholds": "/thresholds?late-delivery.days=1&scope-growth.threshold=40",
    "setup": "/setup",
    "setup-sources": "/setup/sources/edit?name=demo",
    "setup-sides": "/setup/sides",
    "setup-goals": "/setup/goals",
    "setup-project": "/setup/projects/TPP",
    "setup-alerts": "/setup/alerts",
}


def main(address: str, folder: Path) -> None:
    """One picture for each page and width: wide in light and English, narrow in dark and Dutch."""
    with chromium() as browser:
        for name, path in PAGES.items():
            for width, scheme, locale in ((WIDE, "light", "en-GB"), (PHONE, "dark", "nl-NL")):
                page = browser.new_page(
                    locale=locale,
                    viewport={"width": width, "height": 900},
                    color_scheme="dark" if scheme == "dark" else "light",
                )
                page.goto(address + (path or _finding(page, address)), wait_until="networkidle")
                # The time machine shows nothing before the past is swept.
                page.locator("#underway").wait_for(state="detached", timeout=60_000)
                page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
                page.close()


def _finding(page: Page, address: str) -> str:
    """The path of the gravest finding of a project."""
    page.goto(f"{address}/projects/WEB")
    return page.locator(".finding h4 a").first.get_attribute("href") or "/"


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
