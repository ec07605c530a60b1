"""`/findings/{id}`: one finding."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from app.api.state import sight_of, state_of
from app.database.engine import reading
from app.findings.deciding import project_of
from app.findings.listing import get_finding
from app.web.finding.texts import TEXTS
from app.web.language import language_of
from app.web.rendering import page, unchanged

router = APIRouter()


@router.get("/findings/{id}")
def show(request: Request, id: str) -> Response:
    """One finding with its questions and all its evidence."""
    if (answer := unchanged(request)) is not None:
        return answer
    language = language_of(request)
    with reading(state_of(request).engine) as connection:
        found = get_finding(connection, id, sight_of(request), language)
        project = project_of(connection, id)
    if found is None:
        raise HTTPException(404, f'there is no finding "{id}"')
    document: dict[str, Any] = msgspec.json.decode(found)
    return page(request, "finding.html", TEXTS[language], finding=document, project=project)
