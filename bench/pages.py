"""How soon pages show, and how many bytes of HTML they are, beside static pages of the same size.

python -m bench.pages [--findings N] [--projects N] [--rounds N]

In a real Chromium without anything kept, each page is opened `rounds` times; its first contentful paint is told beside
that of the very same bytes served from memory. "made in" is how long the server takes for it. The time machine is
measured by bench.time_machine: the invented projects here have findings and no history.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import tempfile
from pathlib import Path

import httpx
from fastapi import FastAPI
from playwright.sync_api import Browser
from starlette.responses import HTMLResponse

from bench.api import _brug, _serving
from bench.filled import fill
from tests.browser import chromium

PATHS = {
    "portfolio": "/", "portfolio, searched": "/?q=release", "project": "/projects/WEB",
    "report": "/report", "thresholds": "/thresholds", "set up": "/setup", "set up, sources": "/setup/sources",
    "set up, sides": "/setup/sides", "set up, projects": "/setup/projects", "set up, alerts": "/setup/alerts",
}  # fmt: skip
_PAINTED = """new Promise((done) => new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.name === "first-contentful-paint") done(entry.startTime);
}).observe({type: "paint", buffered: true}))"""
_PAGE = {"Accept": "text/html"}


def main() -> None:
    """Print a line for each page: bytes, first paint, that of the static page, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=20_000)
    parser.add_argument("--projects", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="brug-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'brug.sqlite'}"
        # In a process of its own: what has worked with Polars cannot be forked, and servers are.
        filling = multiprocessing.get_context("spawn").Process(target=fill, args=(url, asked.projects, asked.findings))
        filling.start()
        filling.join()
        with _serving(_brug, url) as brug, chromium() as browser:
            finding = httpx.get(f"{brug}/api/v1/findings?limit=1&project=WEB", timeout=60).json()["items"][0]["id"]
            for name, path in {**PATHS, "finding": f"/findings/{finding}"}.items():
                # The first one loads what the process needs once.
                body = httpx.get(brug + path, headers=_PAGE, timeout=60).raise_for_status().content
                made = [httpx.get(brug + path, headers=_PAGE, timeout=60).elapsed.total_seconds() for _ in range(5)]
                fixed = Path(folder) / "page.html"
                fixed.write_bytes(body)
                with _serving(_static, f"{fixed}\n{brug}") as static:
                    pairs = [(_paint(browser, brug + path), _paint(browser, static)) for _ in range(asked.rounds)]
                own, other = (statistics.median(pair[n] for pair in pairs) for n in (0, 1))
                print(
                    f"{name}: {len(body) / 1000:.0f} KB; made in {1000 * statistics.median(made):.0f} ms; "
                    f"first paint {own:.0f} ms, static {other:.0f} ms, ratio {own / other:.2f}"
                )


def _static(argument: str) -> FastAPI:
    """A server of one page and nothing else; the styles and scripts that it names come from memory, too."""
    path, brug = argument.split("\n")
    body = Path(path).read_bytes()
    app = FastAPI()
    kept: dict[str, httpx.Response] = {}

    @app.get("/")
    def page() -> HTMLResponse:
        return HTMLResponse(body)

    @app.get("/static/{rest:path}")
    def static(rest: str) -> HTMLResponse:
        if rest not in kept:
            kept[rest] = httpx.get(f"{brug}/static/{rest}", timeout=60)
        found = kept[rest]
        return HTMLResponse(found.content, media_type=found.headers["content-type"])

    return app


def _paint(browser: Browser, address: str) -> float:
    """When the first content of a page shows, in milliseconds, in a browser that holds nothing of it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(address)
    painted = float(page.evaluate(_PAINTED))
    context.close()
    return painted


if __name__ == "__main__":
    main()
