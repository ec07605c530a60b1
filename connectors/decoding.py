"""Typed decoding that several threads may do at once.

msgspec reads a Struct's annotations when it first meets it. Two threads that do so for one type at the same time
crashed the process (seen with msgspec 0.22.0 on CPython 3.11: one in four syncs), so each type is met once, under
a lock; decoders that are made may be used by any thread.
"""

from __future__ import annotations

from threading import Lock
from typing import Any, TypeVar, cast

import msgspec

T = TypeVar("T")

_lock = Lock()
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


def decode(data: bytes | str | msgspec.Raw, type_: type[T]) -> T:
    """JSON as a value of a type; raises msgspec.MsgspecError where it is none."""
    decoder = _decoders.get(type_)
    if decoder is None:
        with _lock:
            decoder = _decoders.setdefault(type_, msgspec.json.Decoder(type_))
    return cast(T, decoder.decode(data))
