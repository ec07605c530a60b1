"""Asks what was recorded, eight at a time, and throws the answers away: nobody gets them faster than that.

python -m bench.readers.download URL FILE
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import msgspec
from yarl import URL

from bench.reading import Stopwatch, tell
from bench.recording import Asked

AT_ONCE = 8


def main(url: str, file: str) -> None:
    """Ask everything in the file of the server at `url`, and tell what it cost."""
    asked = msgspec.msgpack.decode(Path(file).read_bytes(), type=list[Asked])
    watch = Stopwatch()
    counts = asyncio.run(_download(url, asked))
    watch.stop()
    tell(watch, counts)


async def _download(url: str, asked: list[Asked]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    # No request waits for what another one was answered, as it would have to where pages name the next.
    waiting = iter(asked)
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=AT_ONCE), auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        await asyncio.gather(*(_take(session, url, waiting, counts) for _ in range(AT_ONCE)))
    return dict(counts)


async def _take(session: aiohttp.ClientSession, url: str, waiting: Iterator[Asked], counts: Counter[str]) -> None:
    for one in waiting:
        where = URL(url + one.target, encoded=True)
        async with session.request(one.method, where, headers=one.headers, data=one.body or None) as answer:
            if answer.status != one.status:
                raise RuntimeError(f"{one.target} was answered {one.status} and is answered {answer.status} now")
            async for piece in answer.content.iter_any():
                counts["bytes"] += len(piece)
        counts["requests"] += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
