"""`/setup/projects`: who leads each project, where it is alerted, and what it may cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from sqlalchemy import Connection, Row
from starlette.responses import RedirectResponse, Response

from app.access.caller import ADMIN
from app.access.sight import Sight
from app.api.state import caller_of, needs, sight_of, state_of
from app.clock import now
from app.database.engine import reading, writing
from app.declaration.projects import project_row
from app.declaring import declare_budgets, declare_leads, leads_document
from app.portfolio import find_project
from app.scan import scannable
from app.targets import masked
from app.web.language import language_of
from app.web.rendering import unchanged
from app.web.setup.forms import Form, SentForm, first_too_long, first_wrong_target, tag_of
from app.web.setup.frame import setup_page
from app.web.setup.projects.budget import UNITS, read_budget, shown_budget
from app.web.setup.projects.texts import TEXTS
from app.web.setup.texts import TEXTS as SHARED

router = APIRouter()

_Done = Annotated[str | None, Query(max_length=20)]
_MOST_TARGETS = 100


@router.get("/setup/projects")
def show(request: Request) -> Response:
    """All projects that may be seen, with what they are given."""
    if (answer := unchanged(request)) is not None:
        return answer
    with reading(state_of(request).engine) as connection:
        rows = scannable(connection, sight=sight_of(request))
    is_admin = caller_of(request).may(ADMIN)
    targets = {row.id: [one if is_admin else masked(one) for one in row.alerts or ()] for row in rows}
    return setup_page(
        request, "setup_projects.html", TEXTS[language_of(request)],
        projects=rows, targets=targets, budgets={row.id: shown_budget(row.budget) for row in rows},
    )  # fmt: skip


@router.get("/setup/projects/{id}")
def edit(request: Request, id: str, done: _Done = None) -> Response:
    """What one project is given, by brug's id or the tracker's key."""
    if (answer := unchanged(request)) is not None:
        return answer
    with reading(state_of(request).engine) as connection:
        project = _project(connection, id, request)
        typed = leads_document(connection, project.id, whole=caller_of(request).may(ADMIN))
        version = tag_of(_document(connection, project.id))
    return _form(request, project, typed | shown_budget(project.budget), version)


@router.post("/setup/projects/{id}")
def save(request: Request, id: str, form: SentForm) -> Response:
    """Declare what the form gives a project."""
    caller, state, language = needs(request, ADMIN), state_of(request), language_of(request)
    shared = SHARED[language]
    at, leads, alerts = now(state.settings), form.lines("leads"), form.lines("alerts")
    budget, wrong = read_budget(form, TEXTS[language])
    if (line := first_wrong_target(alerts)) is not None:
        wrong = {"alerts": shared.no_target.format(line=line)} | wrong
    elif len(alerts) > _MOST_TARGETS:
        wrong = {"alerts": TEXTS[language].too_many} | wrong
    # A lead may be a name only, whom no message reaches.
    if (line := first_too_long(leads)) is not None:
        wrong = {"leads": shared.too_long.format(line=line)} | wrong
    with writing(state.engine) as connection:
        project = _project(connection, id, request)
        document = _document(connection, project.id)
        if wrong:
            return _form(request, project, _typed(form), form.text("version"), wrong, status=422)
        if not form.is_of(document):
            return _form(request, project, _typed(form), tag_of(document), changed=True, status=409)
        if (list(leads), list(alerts)) != (document["leads"], document["alerts"]):
            declare_leads(connection, caller, project.id, leads, alerts, at)
        if budget != project.budget:
            wanted = {} if budget is None else {project.id: budget}
            declare_budgets(connection, caller, wanted, Sight(frozenset([project.id])), at)
    return RedirectResponse(f"/setup/projects/{project.id}?done=saved", 303)


def _form(
    request: Request,
    project: Row[Any],
    typed: Mapping[str, Any],
    version: str,
    wrong: Mapping[str, str] | None = None,
    *,
    status: int = 200,
    changed: bool = False,
) -> Response:
    return setup_page(
        request, "setup_project.html", TEXTS[language_of(request)], status=status, errors=wrong, changed=changed,
        project=project, typed=typed, made_from=version, units=UNITS,
    )  # fmt: skip


def _document(connection: Connection, project: str) -> dict[str, Any]:
    """What a project is given, whole: what its form is made from."""
    return leads_document(connection, project, whole=True) | {"budget": project_row(connection, project).budget}


def _typed(form: Form) -> dict[str, Any]:
    fields = {name: form.text(name) for name in ("unit", "amount", "rate", "baseline", "until")}
    return fields | {name: list(form.lines(name)) for name in ("leads", "alerts")}


def _project(connection: Connection, identity: str, request: Request) -> Row[Any]:
    row = find_project(connection, identity, sight_of(request))
    if row is None:
        raise HTTPException(404, f'there is no project "{identity}"')
    return row
