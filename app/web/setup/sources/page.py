"""`/setup/sources`: which trackers are read; added, changed, tried while one types, switched off and on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from sqlalchemy import Connection, Row
from starlette.responses import RedirectResponse, Response

from app.access.caller import ADMIN, WRITE
from app.api.state import caller_of, needs, state_of
from app.clock import now
from app.database.engine import reading, writing
from app.declaration.model import DeclaredSource
from app.declaration.reading_back import groups
from app.declaration.sources import as_declared, read_sources
from app.declaring import declare_source, end_source, source_document
from app.instants import day_of, rfc3339
from app.sources import kinds
from app.web.language import language_of
from app.web.rendering import page as rendered
from app.web.rendering import unchanged
from app.web.setup.forms import Form, SentForm, tag_of
from app.web.setup.frame import only_whole, setup_page
from app.web.setup.sources.reading import read_source
from app.web.setup.sources.texts import TEXTS

router = APIRouter()

_NAMED = 12
_Name = Annotated[str | None, Query(max_length=200)]
_Done = Annotated[str | None, Query(max_length=20)]
_NEW: dict[str, Any] = {"name": "", "kind": "", "url": "", "user": "", "token": "", "projects": (), "credentials": None}


@router.get("/setup/sources")
def show(request: Request, done: _Done = None) -> Response:
    """All sources, with how their last sync ended."""
    if (answer := unchanged(request) or only_whole(request)) is not None:
        return answer
    with reading(state_of(request).engine) as connection:
        rows = read_sources(connection)
    synced = {row.name: None if row.synced_at is None else rfc3339(row.synced_at) for row in rows}
    return setup_page(
        request, "setup_sources.html", TEXTS[language_of(request)], whole=True,
        sources=rows, synced=synced, may_ask=caller_of(request).may(WRITE),
    )  # fmt: skip


@router.get("/setup/sources/edit")
def edit(request: Request, name: _Name = None) -> Response:
    """The form of a source, or of a new one."""
    if (answer := unchanged(request) or only_whole(request)) is not None:
        return answer
    needs(request, ADMIN)
    with reading(state_of(request).engine) as connection:
        row = None if name is None else _row(connection, name)
    return _form(request, _NEW if row is None else source_document(row), row)


@router.post("/setup/sources/edit")
def save(request: Request, form: SentForm, name: _Name = None) -> Response:
    """Declare the source of the form, or show what is wrong with it."""
    caller, state, texts = needs(request, ADMIN, whole=True), state_of(request), TEXTS[language_of(request)]
    at = now(state.settings)
    with writing(state.engine) as connection:
        row = None if name is None else _row(connection, name)
        source, wrong = read_source(form, texts, kinds(), None if row is None else as_declared(row), day_of(at))
        if row is None and source.name in {one.name for one in read_sources(connection)}:
            wrong["name"] = texts.name_taken
        if wrong:
            return _form(request, _typed(source, form), row, wrong, status=422)
        if row is not None and not form.is_of(source_document(row)):
            return _form(request, _typed(source, form), row, changed=True, status=409)
        declare_source(connection, caller, source, at)
    return RedirectResponse("/setup/sources?done=saved", 303)


@router.post("/setup/sources/switch")
def switch(request: Request, form: SentForm) -> Response:
    """Switch a source off, or on again; its history and findings stay."""
    caller, state = needs(request, ADMIN, whole=True), state_of(request)
    at = now(state.settings)
    with writing(state.engine) as connection:
        row = _row(connection, form.text("name"))
        if form.text("to") == "off":
            end_source(connection, caller, row.name, at)
        else:
            declare_source(connection, caller, as_declared(row), at)
    return RedirectResponse("/setup/sources?done=saved", 303)


@router.post("/setup/sources/try")
def attempt(request: Request, form: SentForm, name: _Name = None) -> Response:
    """What the source of the form reaches, as a piece of its page or, without scripts, as the page."""
    needs(request, ADMIN, whole=True)
    state, texts = state_of(request), TEXTS[language_of(request)]
    at = now(state.settings)
    with reading(state.engine) as connection:
        row = None if name is None else _row(connection, name)
        names = groups(connection)
    source, wrong = read_source(form, texts, kinds(), None if row is None else as_declared(row), day_of(at))
    # What it will be called plays no part in what it reaches.
    needed = {field: text for field, text in wrong.items() if field != "name"}
    outcome = None if needed else state.source_trials.of(source, at, names)
    if "hx-request" not in request.headers:
        return _form(request, _typed(source, form), row, needed, outcome=outcome, is_tried=True)
    known: dict[str, Any] = {"outcome": outcome, "is_tried": True, "needed": needed, "most": _NAMED}
    return rendered(request, "setup_trial.html", texts, **known)


def _form(
    request: Request,
    typed: Mapping[str, Any],
    row: Row[Any] | None,
    wrong: Mapping[str, str] | None = None,
    *,
    status: int = 200,
    changed: bool = False,
    outcome: object = None,
    is_tried: bool = False,
) -> Response:
    return setup_page(
        request, "setup_source.html", TEXTS[language_of(request)], whole=True, status=status,
        errors=wrong, changed=changed, typed=typed, row=row, kinds=kinds(),
        made_from=None if row is None else tag_of(source_document(row)),
        outcome=outcome, is_tried=is_tried, needed=wrong if is_tried else {}, most=_NAMED,
    )  # fmt: skip


def _typed(source: DeclaredSource, form: Form) -> dict[str, Any]:
    """What was typed, to be shown again. What may be a secret is not."""
    token = form.text("token")
    return {
        "name": source.name, "kind": source.kind, "url": form.text("url"), "user": form.text("user"),
        "token": token if token.startswith(("env:", "file:")) else "",
        "projects": form.lines("projects"), "credentials": source.credentials,
    }  # fmt: skip


def _row(connection: Connection, name: str) -> Row[Any]:
    for row in read_sources(connection):
        if row.name == name:
            return row
    raise HTTPException(404, f'there is no source "{name}"')
