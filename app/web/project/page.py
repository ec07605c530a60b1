"""`/projects/{id}`: one project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from app.access.sight import Sight
from app.api.state import sight_of, state_of
from app.clock import now
from app.commitments.listing import CommitmentQuery
from app.database.engine import reading
from app.findings.life_cycle import STANDING
from app.findings.listing import FindingQuery, list_findings
from app.instants import DAY, day_of, parse_instant
from app.portfolio import SYMPTOMS, project_document
from app.web.language import language_of
from app.web.project.charts import budget_chart, scope_chart, voices_chart
from app.web.project.coverage import coverage_of
from app.web.project.texts import TEXTS
from app.web.project.timeline import timeline
from app.web.rendering import page, unchanged
from app.web.words import WORDS

router = APIRouter()

_FINDINGS = 100
_COMMITMENTS = 200
_ADDITIONS = 200


@router.get("/projects/{id}")
def show(request: Request, id: str, commitment: Annotated[str | None, Query(max_length=100)] = None) -> Response:
    """One project, by brug's id or the tracker's key; `commitment` names the one whose scope is drawn."""
    if (answer := unchanged(request)) is not None:
        return answer
    language, state = language_of(request), state_of(request)
    with reading(state.engine) as connection:
        project = project_document(connection, id, sight_of(request))
        if project is None:
            raise HTTPException(404, f'there is no project "{id}"')
        own = Sight(frozenset([project["id"]]))
        listed = list_findings(connection, FindingQuery(status=STANDING, limit=_FINDINGS), own, language)
    found: list[dict[str, Any]] = [msgspec.json.decode(item) for item in listed.items]
    commitments = state.commitments.page(own, CommitmentQuery(sort="-due_on", limit=100_000)).items
    drawn = _drawn(commitments, found, commitment)
    if commitment is not None and (drawn is None or drawn["id"] != commitment):
        raise HTTPException(404, f'there is no commitment "{commitment}" in this project')
    at = now(state.settings)
    until = max(parse_instant(project["synced_at"]), at // DAY * DAY) if project["synced_at"] else at
    picture = state.pictures.of(own, project["id"], None if drawn is None else drawn["id"], min(until, at))
    if picture is None:
        raise HTTPException(404, f'there is no project "{id}"')
    texts, words = TEXTS[language], WORDS[language]
    origins = {**words.origin, **texts.series}
    return page(
        request, "project.html", texts,
        project=project, findings=found, number=listed.total, symptoms=SYMPTOMS,
        by_symptom=_by_symptom(found),
        line=timeline(commitments, day_of(at)), commitments=commitments[:_COMMITMENTS],
        choices=_choices(commitments, drawn), drawn=drawn, scope=picture.scope, additions=_ADDITIONS,
        scope_data=None if picture.scope is None else scope_chart(picture.scope, origins, language),
        voices=picture.voices, said=_said(picture.voices),
        voices_data=voices_chart(picture.voices, {**words.side, **texts.series}, language),
        budget=picture.budget,
        budget_data=None if picture.budget is None else budget_chart(picture.budget, texts.series, language),
        # An example that would hold when it is copied.
        year=(date(day_of(at).year, 1, 1), date(day_of(at).year, 12, 31)),
        coverage=coverage_of(project["coverage"], project["id"], language),
    )  # fmt: skip


def _by_symptom(found: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Findings by symptom: first what there is something to say of, the gravest before the others."""
    by_symptom: dict[str, list[Mapping[str, Any]]] = {one["symptom"]: [] for one in found}
    by_symptom |= {symptom: [] for symptom in SYMPTOMS if symptom not in by_symptom}
    for one in found:
        by_symptom[one["symptom"]].append(one)
    return by_symptom


def _drawn(
    commitments: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]], wanted: str | None
) -> Mapping[str, Any] | None:
    """The commitment whose scope is drawn: the one asked for, else one with a finding, else what grew most lately."""
    if wanted is not None:
        return next((one for one in commitments if one["id"] == wanted), None)
    for symptom in ("scope", "delivery"):
        for finding in found:
            subject = finding["subject"]
            for one in commitments if finding["symptom"] == symptom else ():
                if (one["type"], one["external_id"]) == (subject["type"], subject["id"]) and one["baseline"]:
                    return one
    agreed = [one for one in commitments if one["baseline"]]
    order = ("active", "planned", "delivered", "cancelled")
    return min(agreed, key=lambda one: (order.index(one["state"]), one["type"] == "epic", -one["added"]), default=None)


def _choices(commitments: Sequence[Mapping[str, Any]], drawn: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    """What else can be drawn: what is under way, and a few that were delivered last."""
    agreed = [one for one in commitments if one["baseline"] and one["type"] != "epic"]
    active = [one for one in agreed if one["state"] == "active"]
    found = [*active, *[one for one in agreed if one["state"] != "active"][: max(0, 10 - len(active))]]
    return found if drawn is None or drawn in found else [drawn, *found]


def _said(weeks: Sequence[Any]) -> dict[str, int]:
    """How many comments each side wrote in all those weeks."""
    return {side: sum(getattr(week, side) for week in weeks) for side in ("business", "it", "unknown")}
