"""Reading many issues: chunks of a hundred, several at once, given in order; changelogs for some chunks together."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future

from connectors.jira.chunk import CHUNK, Chunk, ChunkReader
from connectors.jira.fetch import Changelogs, Fetcher

GROUP = 5
"""The chunks whose changelogs are asked for at once: Cloud would give those of a thousand issues."""

Piece = tuple[Sequence[int], "Future[Chunk]"]


def in_order(
    fetcher: Fetcher, reader: ChunkReader, ids: Sequence[int], pool: Executor, parallel: int
) -> Iterator[tuple[Sequence[int], Chunk]]:
    """All of these issues, each piece with what was read of it. Raises ConnectorError."""
    under_way: deque[Piece] = deque()
    starts = iter(range(0, len(ids), GROUP * CHUNK))
    while True:
        # Twice as many as can be asked at once, for none to wait while one is written: more would only fill memory.
        while len(under_way) < 2 * parallel and (start := next(starts, None)) is not None:
            under_way.extend(_started(fetcher, reader, ids[start : start + GROUP * CHUNK], pool))
        if not under_way:
            return
        piece, chunk = under_way.popleft()
        yield piece, chunk.result()


def _started(fetcher: Fetcher, reader: ChunkReader, ids: Sequence[int], pool: Executor) -> Iterator[Piece]:
    # Begun before the chunks that wait for it, it never waits for a thread that they hold.
    changelogs: Future[Changelogs] = pool.submit(fetcher.changelogs, ids)
    for start in range(0, len(ids), CHUNK):
        piece = ids[start : start + CHUNK]
        yield piece, pool.submit(reader.read, piece, changelogs.result)
