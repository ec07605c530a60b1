"""Ids of brug's own making: unlike any other, and in the order in which they were made."""

from __future__ import annotations

import secrets
import time


def fresh_id() -> str:
    """A new id: when it was made, to the microsecond, and 32 bits of chance; 24 hexadecimal digits."""
    return f"{time.time_ns() // 1_000:016x}{secrets.token_hex(4)}"
