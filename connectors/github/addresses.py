"""Where the APIs of a GitHub are, by what stands in `brug.toml` as its url."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit


@dataclass(frozen=True, slots=True)
class Addresses:
    """Base addresses without a slash at their end."""

    rest: str
    graphql: str


def addresses_of(url: str) -> Addresses:
    """The APIs of github.com, of a data-residency host (api.NAME.ghe.com), or of an Enterprise Server.

    An Enterprise Server answers below /api/v3 and at /api/graphql; both its bare address and the one with
    /api/v3 are understood.
    """
    parts = urlsplit(url.rstrip("/"))
    host = parts.netloc.lower()
    if host in ("github.com", "www.github.com"):
        host = "api.github.com"
    if host == "api.github.com" or (host.startswith("api.") and host.endswith(".ghe.com")):
        base = f"{parts.scheme}://{host}"
        return Addresses(base, f"{base}/graphql")
    path = parts.path.removesuffix("/api/v3").removesuffix("/api/graphql").rstrip("/")
    server = urlunsplit((parts.scheme, parts.netloc, path, "", ""))
    return Addresses(f"{server}/api/v3", f"{server}/api/graphql")
