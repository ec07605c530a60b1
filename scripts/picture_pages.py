"""Pictures of pages, from a running brug: python scripts/picture_pages.py ADDRESS docs/images/pages."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser import PHONE, WIDE, chromium

PAGES = {"portfolio": "/", "project": "/projects/WEB"}


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
                page.goto(address + path, wait_until="networkidle")
                page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
                page.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
