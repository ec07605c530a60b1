"""`/projects/{id}`: one project."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from app.api.state import sight_of, state_of
from app.access.sight import Sight
from app.database.engine import reading
from app.findings.life_cycle import STANDING
from app.findings.listing import FindingQuery, list_findings
from app.portfolio import SYMPTOMS, project_document
from app.web.language import language_of
from app.web.project.texts import TEXTS
from app.web.rendering import page, unchanged

router = APIRouter()

_FINDINGS = 200


@router.get("/projects/{id}")
def show(request: Request, id: str) -> Response:
    """One project, by brug's id or the tracker's key."""
    if (answer := unchanged(request)) is not None:
        return answer
    sight, language, state = sight_of(request), language_of(request), state_of(request)
    with reading(state.engine) as connection:
        project = project_document(connection, id, sight)
        if project is None:
            raise HTTPException(404, f'there is no project "{id}"')
        own = Sight(frozenset([project["id"]]))
        listed = list_findings(connection, FindingQuery(status=STANDING, limit=_FINDINGS), own, language)
    found: list[dict[str, Any]] = [msgspec.json.decode(item) for item in listed.items]
    by_symptom = {s: [one for one in found if one["symptom"] == s] for s in SYMPTOMS}
    return page(
        request, "project.html", TEXTS[language],
        project=project, by_symptom=by_symptom, symptoms=SYMPTOMS,
    )  # fmt: skip
