"""Looking for reference cycles rarely while much is read: what is read holds none, and each look walks through all."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_RARELY = (100_000, 50, 100)

_lock = Lock()
_under_way: list[tuple[int, int, int]] = []


@contextmanager
def rare_collections() -> Iterator[None]:
    """Let Python's collector look at fewer objects, and seldom, until the last of those who asked for it is done."""
    with _lock:
        if not _under_way:
            gc.freeze()
        _under_way.append(gc.get_threshold())
        gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        with _lock:
            gc.set_threshold(*_under_way.pop())
            if not _under_way:
                gc.unfreeze()
