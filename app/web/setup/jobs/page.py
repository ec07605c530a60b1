"""`/setup/syncs` and `/setup/scans`: asked for by a button, with how far they are."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from app.access.audit import record
from app.access.caller import WRITE
from app.api.state import needs, sight_of, state_of
from app.clock import now
from app.database.engine import reading, writing
from app.jobs.ledger import QUEUED, RUNNING
from app.portfolio import keys_in_sight
from app.scans import ask_for_scan, get_scan
from app.syncs import ask_for_sync, get_sync
from app.web.language import language_of
from app.web.rendering import unchanged
from app.web.setup.forms import SentForm
from app.web.setup.frame import setup_page
from app.web.setup.jobs.texts import TEXTS

router = APIRouter()

_SEEN = 100


@router.post("/setup/syncs")
def ask_sync(request: Request, form: SentForm) -> Response:
    """Ask for a sync of everything that may be seen, as POST /syncs does, and lead to its progress."""
    caller, state = needs(request, WRITE), state_of(request)
    at = now(state.settings)
    with writing(state.engine) as connection:
        keys = keys_in_sight(connection, None, caller.sight)
        identity = ask_for_sync(connection, keys, by=caller.name, now=at)
        record(connection, caller, "asked for a sync", identity, at, details={})
    state.wake()
    return RedirectResponse(f"/setup/syncs/{identity}", 303)


@router.post("/setup/scans")
def ask_scan(request: Request, form: SentForm) -> Response:
    """Ask for a scan of everything that may be seen, as POST /scans does, and lead to its progress."""
    caller, state = needs(request, WRITE), state_of(request)
    at = now(state.settings)
    ids = None if caller.sight.projects is None else sorted(caller.sight.projects)
    with writing(state.engine) as connection:
        identity = ask_for_scan(connection, ids, None, by=caller.name, now=at)
        record(connection, caller, "asked for a scan", identity, at, details={})
    state.wake()
    return RedirectResponse(f"/setup/scans/{identity}", 303)


@router.get("/setup/syncs/{id}")
def show_sync(request: Request, id: str) -> Response:
    """One sync: how far it is, what it pulled, what failed, and what comes next."""
    if (answer := unchanged(request)) is not None:
        return answer
    with reading(state_of(request).engine) as connection:
        document = get_sync(connection, id, sight_of(request))
    return _shown(request, "sync", id, document)


@router.get("/setup/scans/{id}")
def show_scan(request: Request, id: str) -> Response:
    """One scan: how far it is, and where to see what it found."""
    if (answer := unchanged(request)) is not None:
        return answer
    with reading(state_of(request).engine) as connection:
        document = get_scan(connection, id, sight_of(request))
    return _shown(request, "scan", id, document)


def _shown(request: Request, kind: str, identity: str, document: dict[str, Any] | None) -> Response:
    if document is None:
        raise HTTPException(404, f'there is no {kind} "{identity}"')
    under_way = document["status"] in (QUEUED, RUNNING)
    return setup_page(
        request, "setup_job.html", TEXTS[language_of(request)],
        job=document, kind=kind, under_way=under_way, most=_SEEN,
    )  # fmt: skip
