"""`/thresholds`: what holds, what another value would do, and saving it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from sqlalchemy import Connection, Row, select
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from app.access.audit import record
from app.access.caller import ADMIN
from app.api.forms import form_of
from app.api.periods import period
from app.api.state import caller_of, needs, state_of
from app.clock import now
from app.database import tables
from app.database.engine import reading, writing
from app.database.locks import Lock, hold
from app.declaration.reading_back import Policy, read_policy
from app.declaration.thresholds import change_thresholds
from app.detector_pages import detector_pages
from app.findings.document import in_language
from app.instants import day_of, rfc3339
from app.portfolio import SYMPTOMS, find_project
from app.scan import scannable
from app.web.formats import shortened
from app.web.language import language_of
from app.web.rendering import page, unchanged
from app.web.thresholds.asked import Asked, names
from app.web.thresholds.fields import Field, changes, fields, holding, own_values, tried
from app.web.thresholds.texts import TEXTS

router = APIRouter()

_WEEKS = 52
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class _Standing:
    """What holds, in the projects that a reader sees. `project` is the one whose thresholds are shown, None for all."""

    policy: Policy
    at: int | None
    projects: Sequence[Row[Any]]
    project: Row[Any] | None

    @property
    def place(self) -> tuple[str, str] | None:
        """The source and key of the project."""
        return None if self.project is None else (self.project.source, self.project.key)

    def fields(self, given: Mapping[str, str], language: str, reset: str | None = None) -> list[Field]:
        """Every threshold with what was written for it."""
        return fields(*holding(self.policy, self.place), given, language, reset)


@router.get("/thresholds")
def show(request: Request, asked: Annotated[Asked, Query()]) -> Response:  # type: ignore[valid-type]
    """Every threshold; with other values, what these would give and take away. Nothing is written."""
    if (answer := unchanged(request)) is not None:
        return answer
    values: dict[str, str] = asked.model_dump(by_alias=True, exclude_none=True)  # type: ignore[attr-defined]
    with reading(state_of(request).engine) as connection:
        standing = _standing(request, connection, values.get("project"))
    found = standing.fields(values, language_of(request), values.get("reset"))
    is_old = values.get("version") not in (None, standing.policy.version) and any(one.is_changed for one in found)
    said = {"yes": "saved", "no": "saved_nothing"}.get(values.get("saved", ""))
    return _page(request, standing, found, said="changed_meanwhile" if is_old else said)


@router.post("/thresholds")
async def save(request: Request) -> Response:
    """Make values hold, for all projects or for one; only where nobody did so since they were shown."""
    form = await form_of(request)
    return await run_in_threadpool(_save, request, form)


def _save(request: Request, form: Mapping[str, str]) -> Response:
    caller, state, language = needs(request, ADMIN, whole=True), state_of(request), language_of(request)
    given = {field: form[field] for field, _, _ in names() if field in form}
    with writing(state.engine) as connection:
        hold(connection, Lock.POLICY)
        standing = _standing(request, connection, form.get("project") or None)
        found = standing.fields(given, language)
        is_old = form.get("version", "") != standing.policy.version
        is_wrong = any(one.wrong for one in found)
        changed: list[str] = []
        if not is_old and not is_wrong:
            new, at = changes(found), now(state.settings)
            changed = change_thresholds(connection, standing.project, new, at)
            if changed:
                own = None if standing.project is None else standing.project.id
                details = {"project": own, "thresholds": {detector: dict(values) for detector, values in new.items()}}
                record(connection, caller, "declared thresholds", "; ".join(changed), at, project=own, details=details)
    if is_wrong:
        return _page(request, standing, found, status=422)
    if is_old:
        return _page(request, standing, found, said="changed_meanwhile", status=409)
    to = {"saved": "yes" if changed else "no"}
    if standing.project is not None:
        to["project"] = standing.project.id
    return RedirectResponse(f"/thresholds?{urlencode(to)}", 303, {"Cache-Control": "no-store"})


def _standing(request: Request, connection: Connection, project: str | None) -> _Standing:
    sight = caller_of(request).sight
    row = None if not project else find_project(connection, project, sight)
    if project and row is None:
        raise HTTPException(404, f'there is no project "{project}"')
    at = connection.execute(select(tables.policy.c.at).where(tables.policy.c.active)).scalar()
    return _Standing(read_policy(connection), at, scannable(connection, sight=sight), row)


def _page(
    request: Request, standing: _Standing, found: list[Field], *, said: str | None = None, status: int = 200
) -> Response:
    language, caller = language_of(request), caller_of(request)
    pages = {one.name: one for one in detector_pages(language)}
    seen = [(row.source, row.key) for row in standing.projects]
    by_detector: dict[str, list[Field]] = {name: [one for one in found if one.detector == name] for name in pages}
    return page(
        request, "thresholds.html", TEXTS[language], status=status,
        standing=standing, at=None if standing.at is None else rfc3339(standing.at), said=said,
        detectors={s: [one for one in pages.values() if one.symptom == s] for s in SYMPTOMS},
        fields=by_detector, own=_own(standing, found, seen),
        changed=[one for one in found if one.is_changed], wrong=any(one.wrong for one in found),
        effect=_effect(request, standing, found), may_save=caller.may(ADMIN) and caller.sight.is_whole,
        is_bound=not caller.sight.is_whole, shown=_SHOWN, ids={place: row.id for row, place in zip(
            standing.projects, seen, strict=True
        )},
    )  # fmt: skip


def _own(standing: _Standing, found: Sequence[Field], seen: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """By field: the projects that have a value of their own, each with it; none where one project is shown."""
    values = own_values(standing.policy, seen) if standing.project is None else {}
    return {
        one.id: [f"{shortened(key, 30)} {one.shown(value)}" for key, value in values[one.id]]
        for one in found
        if one.id in values
    }


def _effect(request: Request, standing: _Standing, found: Sequence[Field]) -> dict[str, Any] | None:
    """What the values that are tried would give and take away; None where there is nothing to try."""
    wanted, state, language = tried(found), state_of(request), language_of(request)
    if not wanted or any(one.wrong for one in found):
        return None
    since, until = period(None, None, now(state.settings), _WEEKS)
    project = None if standing.project is None else standing.project.id
    effect = state.trials.preview(wanted, since, until, project=project, sight=caller_of(request).sight)
    if effect is None:
        raise HTTPException(404, f'there is no project "{project}"')
    gained, lost = (
        sorted((in_language(one, language) for one in some), key=lambda one: one["first_visible"], reverse=True)
        for some in (effect.gained, effect.lost)
    )
    return {
        "since": str(day_of(since)), "until": str(day_of(until)), "gained": gained, "lost": lost,
        "kept": effect.kept, "regraded": effect.regraded,
    }  # fmt: skip
