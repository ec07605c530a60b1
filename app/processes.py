"""Which process of brug did something, and whether it is still there."""

from __future__ import annotations

import os
import secrets
import socket
from functools import cache
from hashlib import blake2b
from pathlib import Path


@cache
def _place() -> str:
    """Where numbers of processes mean the same: this host, since it was started, and within a container."""
    parts = [_read("/proc/sys/kernel/random/boot_id"), _link("/proc/self/ns/pid")]
    return f"{socket.gethostname()}/{blake2b('|'.join(parts).encode(), digest_size=4).hexdigest()}"


@cache
def _marked(process: int) -> str:
    return f"{_place()}:{process}:{secrets.token_hex(4)}"


def this_process() -> str:
    """This process, as others know it: another name after a fork, or when its number is used again."""
    return _marked(os.getpid())


def is_there(name: str) -> bool | None:
    """Whether the process of that name is still there; None where that cannot be told from here."""
    place, process, _ = name.rsplit(":", 2)
    if place != _place():
        return None
    if int(process) == os.getpid():
        # A process with the number of this one that is not this one was before it.
        return name == this_process()
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    # One that ended, and whose end nobody asked for yet, still has its number.
    return not _read(f"/proc/{process}/stat").rpartition(")")[2].lstrip().startswith("Z")


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _link(path: str) -> str:
    try:
        return str(Path(path).readlink())
    except OSError:
        return ""
