"""Asking a server as fast as it answers, over connections that are kept, many requests under way at once."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass

_CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Rate:
    """How many requests a second were answered, and how many bytes one answer had."""

    a_second: float
    size: int


def hammer(address: str, path: str, seconds: float, headers: dict[str, str] | None = None) -> Rate:
    """Ask for one path for so many seconds; raises ValueError for an answer that is not 200."""
    host, _, port = address.removeprefix("http://").partition(":")
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", *(f"{k}: {v}" for k, v in (headers or {}).items())]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    opened = [socket.create_connection((host, int(port))) for _ in range(_CONNECTIONS)]
    files = [connection.makefile("rb", 1 << 16) for connection in opened]
    try:
        count, size, began = 0, 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            for connection in opened:
                connection.sendall(request)
            for file in files:
                size = _read(file)
                count += 1
        return Rate(count / (time.perf_counter() - began), size)
    finally:
        for file in files:
            file.close()
        for connection in opened:
            connection.close()


def _read(file: object) -> int:
    """One answer; gives the number of its bytes."""
    status = file.readline()  # type: ignore[attr-defined]
    length = 0
    while (line := file.readline()) not in (b"\r\n", b""):  # type: ignore[attr-defined]
        if line[:15].lower() == b"content-length:":
            length = int(line[15:])
    body = file.read(length)  # type: ignore[attr-defined]
    if b" 200 " not in status:
        raise ValueError(f"{status!r} {body[:500]!r}")
    return length
