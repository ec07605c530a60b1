"""Reading many numbers: in chunks, several under way at once, given in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future

from connectors.github.chunk import CHUNK, Chunk, ChunkReader

AHEAD = 3
"""So many times what is read at once may wait to be given: a slow piece at the head then holds up nobody."""


def in_order(
    reader: ChunkReader, numbers: Sequence[int], pool: Executor, parallel: int
) -> Iterator[tuple[Sequence[int], Chunk]]:
    """Each piece of the numbers with its records; the pieces ahead are read meanwhile. Raises ConnectorError."""
    pieces = [numbers[at : at + CHUNK] for at in range(0, len(numbers), CHUNK)]
    under_way: deque[Future[Chunk]] = deque()
    ahead = iter(pieces)
    for piece in pieces:
        while len(under_way) < AHEAD * parallel and (more := next(ahead, None)):
            under_way.append(pool.submit(reader.read, more))
        yield piece, under_way.popleft().result()
