"""How many pages of findings and how many summaries one worker answers a second, beside the usual way of doing it.

python -m bench.api [--findings N] [--projects N] [--seconds S]

Beside pages of brug, one after another as a dashboard loads them: a page with the same filters through ORM entities and
`response_model`. Beside a repeated summary: what the framework gives for the same bytes, fixed. Each server has a
process of its own, with one worker.
"""

from __future__ import annotations

import argparse
import multiprocessing
import socket
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI

from app.api.application import create_app
from app.database.engine import open_engine
from app.settings import Settings
from bench.filled import fill
from bench.hammering import Rate, hammer
from bench.usual import fixed_bytes, through_entities

# A page as a dashboard asks for it: what is open and grave in one symptom, the worst first.
FILTERS = "symptom=scope&symptom=delivery&status=open&min_severity=medium&limit=50"
PAGE = f"/api/v1/findings?{FILTERS}"
SUMMARY = "/api/v1/summary"
ROUNDS = 3
PAGES = 400


def main() -> None:
    """Print requests a second, and the ratio to the baseline of the same run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=100_000)
    parser.add_argument("--projects", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=3.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="brug-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'brug.sqlite'}"
        fill(url, asked.projects, asked.findings)
        with _serving(_brug, url) as brug:
            pages = list(islice(_pages(brug), PAGES))
        made = []
        for _ in range(ROUNDS):
            # A server that begins has nothing in memory: every page is made.
            with _serving(_brug, url) as brug, _serving(through_entities, url) as usual:
                made.append((hammer(brug, pages), hammer(usual, [f"/findings?{FILTERS}"], asked.seconds)))
        _told("a page of 50, made", "entities and response_model", made)
        with _serving(_brug, url) as brug, _serving(through_entities, url) as usual:
            hammer(brug, [PAGE])
            again = [
                (hammer(brug, [PAGE], asked.seconds), hammer(usual, [f"/findings?{FILTERS}"], asked.seconds))
                for _ in range(ROUNDS)
            ]
            _told("a page of 50, again", "entities and response_model", again)
            body = httpx.get(brug + SUMMARY, timeout=60).content
        fixed = Path(folder) / "summary.json"
        fixed.write_bytes(body)
        with _serving(_brug, url) as brug, _serving(fixed_bytes, str(fixed)) as usual:
            httpx.get(brug + SUMMARY, timeout=60).raise_for_status()
            pairs = [
                (hammer(brug, [SUMMARY], asked.seconds), hammer(usual, ["/summary"], asked.seconds))
                for _ in range(ROUNDS)
            ]
            _told("a summary, again", "fixed bytes", pairs)


def _pages(address: str) -> Iterator[str]:
    """The addresses of one page after another."""
    path = PAGE
    with httpx.Client(base_url=address, timeout=60) as client:
        while True:
            yield path
            path = f"{PAGE}&cursor={client.get(path).raise_for_status().json()['next_cursor']}"


def _told(what: str, beside: str, pairs: list[tuple[Rate, Rate]]) -> None:
    own = statistics.median(pair[0].a_second for pair in pairs)
    other = statistics.median(pair[1].a_second for pair in pairs)
    ratio = statistics.median(pair[0].a_second / pair[1].a_second for pair in pairs)
    print(f"{what} ({pairs[0][0].size:,} bytes): {own:,.0f} a second; {beside}: {other:,.0f}; ratio {ratio:.2f}")


def _brug(url: str) -> FastAPI:
    return create_app(open_engine(url), Settings(url))


@contextmanager
def _serving(make: Callable[[str], FastAPI], argument: str) -> Iterator[str]:
    """The address of a server in a process of its own."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        process = multiprocessing.get_context("fork").Process(target=_serve, args=(make, argument, listening))
        process.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        try:
            httpx.get(address, timeout=30)
            yield address
        finally:
            process.terminate()
            process.join()


def _serve(make: Callable[[str], FastAPI], argument: str, listening: socket.socket) -> None:
    config = uvicorn.Config(make(argument), log_level="error", access_log=False)
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
