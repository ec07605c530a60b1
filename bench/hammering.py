"""Asking a server as fast as it answers, over connections that are kept, many requests under way at once."""

from __future__ import annotations

import math
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import BinaryIO, cast

_CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Rate:
    """How many requests a second were answered, and how many bytes one answer had."""

    a_second: float
    size: int


def hammer(address: str, paths: Sequence[str], seconds: float = math.inf) -> Rate:
    """Ask for one path after another, again and again for so many seconds, or each once where none are said.

    Raises ValueError for an answer that is not 200.
    """
    host, _, port = address.removeprefix("http://").partition(":")
    requests = [f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode() for path in paths]
    waiting = iter(requests) if seconds == math.inf else cycle(requests)
    opened = [socket.create_connection((host, int(port))) for _ in range(_CONNECTIONS)]
    files = [cast(BinaryIO, connection.makefile("rb", 1 << 16)) for connection in opened]
    try:
        count, size, began = 0, 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            asked = list(islice(waiting, len(opened)))
            if not asked:
                break
            for connection, request in zip(opened, asked, strict=False):
                connection.sendall(request)
            for file in files[: len(asked)]:
                size = _read(file)
                count += 1
        return Rate(count / (time.perf_counter() - began), size)
    finally:
        for file in files:
            file.close()
        for connection in opened:
            connection.close()


def _read(file: BinaryIO) -> int:
    """One answer; gives the number of its bytes."""
    status = file.readline()
    length = 0
    while (line := file.readline()) not in (b"\r\n", b""):
        if line[:15].lower() == b"content-length:":
            length = int(line[15:])
    body = file.read(length)
    if b" 200 " not in status:
        raise ValueError(f"{status!r} {body[:500]!r}")
    return length
