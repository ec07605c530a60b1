"""`/policy`: the thresholds by which detectors judge, versioned."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection, select
from starlette.responses import Response

from app.access.audit import record
from app.access.caller import ADMIN, READ
from app.access.sight import Sight
from app.api.answers import answer
from app.api.models.policy import PolicyModel, SetPolicy, given
from app.api.operations import answers
from app.api.state import needs, state_of
from app.api.writing import IfMatch, unchanged
from app.clock import now
from app.database import tables
from app.database.engine import reading, writing
from app.database.locks import Lock, hold
from app.declaration.apply import set_policy
from app.declaration.model import Thresholds
from app.declaration.projects import give
from app.declaration.reading_back import read_policy
from app.detection import detectors
from app.errors import NotNow
from app.instants import rfc3339
from app.portfolio import resolve
from app.scan import version_of

router = APIRouter(tags=["policy"])

_POLICY = {
    "version": "3f0a7c2b9d11",
    "at": "2026-05-04T08:00:00Z",
    "thresholds": {"scope-growth": {"threshold": 0.25}},
    "projects": [
        {
            "project": "5b1c0e8f2d3a4b67",
            "source": "acme-jira",
            "key": "CRM",
            "thresholds": {"scope-growth": {"threshold": 0.4}},
        }
    ],
    "defaults": {"scope-growth": {"threshold": 0.2, "minimum": 5.0}},
}


@router.get(
    "/policy", operation_id="getPolicy", summary="The thresholds that hold",
    responses=answers(PolicyModel, 422, example=_POLICY), response_model=None,
)  # fmt: skip
def get(request: Request) -> Response:
    """Thresholds for all projects, those of single projects that the caller sees, and what detectors come with."""
    sight = needs(request, READ).sight
    with reading(state_of(request).engine) as connection:
        return answer(request, _policy(connection, sight))


@router.put(
    "/policy", operation_id="setPolicy", summary="Declare the thresholds",
    responses=answers(PolicyModel, 404, 409, 412, 422, example=_POLICY), response_model=None,
)  # fmt: skip
def put(request: Request, body: SetPolicy, if_match: IfMatch = None) -> Response:
    """Replace all thresholds. The next scan judges by them; `/policy/preview` shows beforehand what they would find."""
    caller, state = needs(request, ADMIN, whole=True), state_of(request)
    with writing(state.engine) as connection:
        hold(connection, Lock.POLICY)
        unchanged(if_match, _policy(connection, caller.sight))
        own: dict[str, Thresholds] = {}
        for one in body.projects:
            for identity in resolve(connection, [one.project], caller.sight):
                if identity in own:
                    raise NotNow(f'project "{one.project}" has thresholds twice here; give them once')
                own[identity] = given(one.thresholds)
        by_source: dict[str, dict[str, Any]] = {}
        for row in connection.execute(select(tables.projects)).all():
            thresholds = own.get(row.id) or None
            if thresholds is not None:
                by_source.setdefault(row.source, {})[row.key] = thresholds
            if row.policy != thresholds:
                give(connection, row, policy=thresholds)
        at = now(state.settings)
        changed = set_policy(connection, given(body.thresholds), by_source, at)
        details = body.model_dump(by_alias=True, exclude_none=True)
        record(connection, caller, "declared thresholds", "; ".join(changed) or "nothing changed", at, details=details)
        return answer(request, _policy(connection, caller.sight))


def _policy(connection: Connection, sight: Sight) -> dict[str, Any]:
    policy = read_policy(connection)
    at = connection.execute(select(tables.policy.c.at).where(tables.policy.c.active)).scalar()
    query = select(tables.projects).where(sight.of(tables.projects.c.id))
    own = [
        {"project": row.id, "source": row.source, "key": row.key, "thresholds": thresholds}
        for row in connection.execute(query.order_by(tables.projects.c.source, tables.projects.c.key))
        if (thresholds := policy.projects.get(row.source, {}).get(row.key))
    ]
    return {
        "version": version_of(policy),
        "at": None if at is None else rfc3339(at),
        "thresholds": policy.thresholds,
        "projects": own,
        "defaults": {detector.NAME: dict(detector.THRESHOLDS) for detector in detectors()},
    }
