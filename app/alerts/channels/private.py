"""Where messages may not go: a target must not reach into the network that brug runs in, unless a setting allows it."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from app.errors import Undeliverable
from app.settings import Settings

Address = IPv4Address | IPv6Address
_NAT64 = ip_network("64:ff9b::/96")


def address_of(host: str, port: int, settings: Settings) -> str:
    """An address of a host that messages may go to; raises Undeliverable where one of its addresses is private.

    Whoever connects to what this answers, and not to the name, cannot be led elsewhere in between.
    """
    name = host.strip("[]").rstrip(".").lower()
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Undeliverable(f"the host {name} has no address now; is its name right?", permanent=False) from error
    addresses = list(dict.fromkeys(str(info[4][0]).partition("%")[0] for info in found))
    for address in addresses:
        if not _is_allowed(name, ip_address(address), settings.private_targets):
            raise Undeliverable(
                f"{name} lies in a private network; if messages may go there, let BRUG_PRIVATE_TARGETS name it",
                permanent=True,
            )
    return addresses[0]


def _is_allowed(name: str, address: Address, private: tuple[str, ...]) -> bool:
    meant = _meant(address)
    if meant.is_global and not meant.is_multicast:
        return True
    return any(entry in ("*", name) or ("://" not in entry and _holds(entry, meant)) for entry in private)


def _meant(address: Address) -> Address:
    """The IPv4 address that an IPv6 address wraps, where it does."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFF_FFFF)
        return inner or address
    return address


def _holds(entry: str, address: Address) -> bool:
    try:
        return address in ip_network(entry.strip("[]"))
    except ValueError:
        return False
