"""Where messages go: addresses such as mailto://… or slack://…, which often hold a secret."""

from __future__ import annotations

from urllib.parse import urlsplit


def masked(target: str) -> str:
    """An address as it may be shown: what it is and where it leads, without anything that could be a secret."""
    # References name where a secret is, and are none.
    if target.startswith(("env:", "file:")):
        return target
    if "://" not in target and target.count("@") == 1:
        return f"mailto://{target.partition('@')[2]}"
    try:
        parts = urlsplit(target)
        host = parts.hostname or ""
    except ValueError:
        return "…"
    # Of chat services even the host may be a token; of mail and of the web it is a name with a dot.
    shown = host if "." in host and parts.scheme in _NAMED else "…"
    return f"{parts.scheme}://{shown}"


_NAMED = ("http", "https", "json", "jsons", "webhook", "webhooks", "mailto", "mailtos")
