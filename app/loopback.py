"""Whether an address is this machine's own."""

from __future__ import annotations

import ipaddress
from functools import lru_cache


@lru_cache(1000)
def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    name = host.strip("[]").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
