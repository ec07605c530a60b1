"""Where a browser goes on to: to sign in, and then to where it wanted to go, which is never another site."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from starlette.responses import RedirectResponse

SIGN_IN = "/sign-in"


def own_path(wanted: str | None) -> str:
    """A path of brug's own, with its query; the start page instead of anything else."""
    text = wanted or ""
    # Browsers read \ as /, take out control characters, and see another host behind two of them.
    is_own = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable() and "\\" not in text
    return text if is_own and text.isascii() and len(text) <= 2_000 else "/"


def is_page(scope: Mapping[str, str], accept: bytes) -> bool:
    """Whether a person waits in front of a browser for a page."""
    return scope["method"] in ("GET", "HEAD") and b"text/html" in accept and not scope["path"].startswith("/api/")


def to_sign_in(path: str, query: bytes) -> RedirectResponse:
    """Lead a browser to signing in, and afterwards back here."""
    wanted = quote(path, safe="/") + (f"?{query.decode('latin-1')}" if query else "")
    following = f"?next={quote(own_path(wanted), safe='')}"
    return RedirectResponse(SIGN_IN + following, 303, {"Cache-Control": "no-store"})
