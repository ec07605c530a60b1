"""`/setup`: what is done, and what is next."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.access.caller import WRITE
from app.api.state import caller_of, sight_of, state_of
from app.beginning import checklist
from app.database.engine import reading
from app.web.language import language_of
from app.web.rendering import unchanged
from app.web.setup.frame import setup_page
from app.web.setup.texts import TEXTS

router = APIRouter()

# Where each step is done; a scan is asked for at once.
_PLACES = {
    "source": "/setup/sources/edit",
    "sync": "/setup/sources",
    "sides": "/setup/sides",
    "goals": "/setup/goals",
    "budgets": "/setup/projects",
    "leads": "/setup/projects",
    "alerts": "/setup/alerts",
}
# What whoever sees but some projects can do something about.
_OF_PROJECTS = ("budgets", "leads", "alerts")


@router.get("/setup")
def show(request: Request) -> Response:
    """The steps from an empty database to messages that arrive."""
    if (answer := unchanged(request)) is not None:
        return answer
    sight = sight_of(request)
    with reading(state_of(request).engine) as connection:
        steps = [s for s in checklist(connection, sight) if sight.is_whole or s.name in _OF_PROJECTS]
    following = next((step.name for step in steps if not step.is_done), None)
    return setup_page(
        request, "setup.html", TEXTS[language_of(request)],
        steps=steps, following=following, where=_PLACES, may_ask=caller_of(request).may(WRITE),
    )  # fmt: skip
