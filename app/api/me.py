"""`/me`: who asks, as the door saw it."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from app.api.models.access import MeModel
from app.api.operations import answers
from app.api.state import caller_of

router = APIRouter(tags=["access"])

_ME = {"name": "pmo@acme.example", "scope": "write", "projects": None, "csrf": "5f0c6e21a9d34b7788c1e0f2"}
# It has no ETag, so nothing can be unchanged since.
_ANSWERS = {status: told for status, told in answers(MeModel, example=_ME).items() if status != 304}


@router.get("/me", operation_id="getMe", summary="Who asks", responses=_ANSWERS, response_model=None)
def me(request: Request) -> Response:
    """By which name you ask, what you may do, and what you may see.

    `csrf` is what the writings of a browser that signed in bring along as `X-CSRF-Token`.
    """
    caller = caller_of(request)
    projects = None if caller.sight.projects is None else sorted(caller.sight.projects)
    told = {"name": caller.name, "scope": caller.scope, "projects": projects, "csrf": caller.csrf}
    # Kept nowhere, not by brug either: the next caller who sees the same is somebody else.
    return Response(msgspec.json.encode(told), headers={"Cache-Control": "no-store"}, media_type="application/json")
