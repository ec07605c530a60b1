"""What all pages of setting up have: the ways among them, and whether the reader may change what is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from starlette.responses import Response

from app.access.caller import ADMIN
from app.api.state import caller_of
from app.web.language import language_of
from app.web.rendering import page
from app.web.setup.texts import TEXTS

# The path and the name of each page, and whether it is the whole organisation's.
PLACES = (
    ("/setup", "overview", False),
    ("/setup/sources", "sources", True),
    ("/setup/sides", "sides", True),
    ("/setup/goals", "goals", True),
    ("/setup/projects", "projects", False),
    ("/setup/alerts", "alerts", False),
)
_HIDDEN = {name for _, name, whole in PLACES if whole}


def setup_page(
    request: Request,
    template: str,
    texts: object,
    *,
    status: int = 200,
    whole: bool = False,
    errors: Mapping[str, str] | None = None,
    changed: bool = False,
    **values: Any,
) -> Response:
    """A page of setting up. `errors` are sentences by the field; `changed` says that somebody else was faster.

    `whole` says that only whoever sees the whole organisation may change what is there.
    """
    caller, shared = caller_of(request), TEXTS[language_of(request)]
    path = request.url.path
    known: dict[str, Any] = {
        "s": shared,
        "places": [
            (at, shared.names[name], path == at or (at != "/setup" and path.startswith(f"{at}/")))
            for at, name, is_whole in PLACES
            if caller.sight.is_whole or not is_whole
        ],
        "may_change": caller.may(ADMIN) and (caller.sight.is_whole or not whole),
        "errors": errors or {},
        "changed": changed,
        "done": request.query_params.get("done"),
    }
    return page(request, template, texts, status=status, **(known | values))


def only_whole(request: Request) -> Response | None:
    """What is answered to whoever sees but some projects, where a page is the whole organisation's; None otherwise."""
    if caller_of(request).sight.is_whole:
        return None
    return setup_page(request, "setup_whole.html", TEXTS[language_of(request)], status=403, whole=True)
