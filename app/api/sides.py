"""`/sides`: who speaks for business and for IT."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.access.caller import ADMIN, READ
from app.api.answers import answer
from app.api.models.declared import SideModel, SidesModel
from app.api.operations import answers
from app.api.state import needs, state_of
from app.api.writing import IfMatch, unchanged
from app.clock import now
from app.database.engine import reading, writing
from app.declaring import declare_sides, sides_document
from detectors.declared import SidePatterns

router = APIRouter(tags=["declared"])

_SIDES = {
    "business": {"emails": ["*@sales.acme.example"], "groups": ["jira-business"], "people": []},
    "it": {"emails": ["*@it.acme.example"], "groups": [], "people": []},
}


@router.get(
    "/sides", operation_id="getSides", summary="Who speaks for business and for IT",
    responses=answers(SidesModel, 422, example=_SIDES), response_model=None,
)  # fmt: skip
def get_sides(request: Request) -> Response:
    """The patterns by which people are known to speak for a side. Not for keys that are bound to projects."""
    needs(request, READ, whole=True)
    with reading(state_of(request).engine) as connection:
        return answer(request, sides_document(connection))


@router.put(
    "/sides", operation_id="setSides", summary="Declare who speaks for business and for IT",
    responses=answers(SidesModel, 409, 412, 422, example=_SIDES), response_model=None,
)  # fmt: skip
def put_sides(request: Request, body: SidesModel, if_match: IfMatch = None) -> Response:
    """Replace the patterns of both sides. The next scan goes by them."""
    caller, state = needs(request, ADMIN, whole=True), state_of(request)
    with writing(state.engine) as connection:
        unchanged(if_match, sides_document(connection))
        declare_sides(connection, caller, _patterns(body.business), _patterns(body.it), now(state.settings))
        return answer(request, sides_document(connection))


def _patterns(side: SideModel) -> SidePatterns:
    return SidePatterns(*(tuple(dict.fromkeys(names)) for names in (side.emails, side.groups, side.people)))
