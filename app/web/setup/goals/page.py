"""`/setup/goals`: the lines of the strategy, and what serves each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from app.access.caller import ADMIN, WRITE
from app.api.state import caller_of, needs, state_of
from app.clock import now
from app.database.engine import reading, writing
from app.declaration.model import DeclaredGoal
from app.declaration.sources import read_sources
from app.declaring import declare_goals, goal_documents
from app.web.language import language_of
from app.web.rendering import unchanged
from app.web.setup.forms import LONGEST_NAME, Form, SentForm, first_too_long, tag_of
from app.web.setup.frame import only_whole, setup_page
from app.web.setup.goals.texts import TEXTS, Texts
from detectors.declared import Goal

router = APIRouter()

_MOST = 1_000
_LISTS = ("labels", "epics", "commitments")
_BLANK: dict[str, Any] = {
    "name": "", "source": None, "labels": [], "epics": [], "commitments": [], "maintenance": False,
}  # fmt: skip


@router.get("/setup/goals")
def show(request: Request, done: Annotated[str | None, Query(max_length=20)] = None) -> Response:
    """All goals, and room for one more."""
    if (answer := unchanged(request) or only_whole(request)) is not None:
        return answer
    with reading(state_of(request).engine) as connection:
        goals, sources = goal_documents(connection), [row.name for row in read_sources(connection)]
    return _shown(request, goals, sources, tag_of(goals))


@router.post("/setup/goals")
def save(request: Request, form: SentForm) -> Response:
    """Declare the goals of the form; or, by its button, give room for one more."""
    caller, state, texts = needs(request, ADMIN, whole=True), state_of(request), TEXTS[language_of(request)]
    typed = _typed(form)
    with writing(state.engine) as connection:
        goals, sources = goal_documents(connection), [row.name for row in read_sources(connection)]
        if form.text("do") == "more":
            return _shown(request, typed, sources, form.text("version"), blanks=2)
        wrong = _wrong(typed, sources, texts)
        if wrong:
            return _shown(request, typed, sources, form.text("version"), wrong, status=422)
        if not form.is_of(goals):
            return _shown(request, typed, sources, tag_of(goals), changed=True, status=409)
        declare_goals(connection, caller, [_goal(one) for one in typed], now(state.settings))
    return RedirectResponse("/setup/goals?done=saved", 303)


def _shown(
    request: Request,
    goals: Sequence[Mapping[str, Any]],
    sources: Sequence[str],
    version: str,
    wrong: Mapping[str, str] | None = None,
    *,
    blanks: int = 1,
    status: int = 200,
    changed: bool = False,
) -> Response:
    may_change = caller_of(request).may(ADMIN)
    rows = [*goals, *([_BLANK] * (blanks if may_change else 0))]
    return setup_page(
        request, "setup_goals.html", TEXTS[language_of(request)], whole=True, status=status, errors=wrong,
        changed=changed, goals=rows, sources=sources, made_from=version, number=len(goals),
        may_ask=caller_of(request).may(WRITE),
    )  # fmt: skip


def _typed(form: Form) -> list[dict[str, Any]]:
    """The goals of the form in their order, without those that are empty or to be left out."""
    rows = min(int(form.text("rows")) if form.text("rows").isdecimal() else 0, _MOST)
    found = []
    for row in range(rows):
        lists = {name: list(form.lines(f"{name}-{row}")) for name in _LISTS}
        name = form.text(f"name-{row}")
        if form.has(f"remove-{row}") or not (name or any(lists.values())):
            continue
        source, maintenance = form.optional(f"source-{row}"), form.has(f"maintenance-{row}")
        found.append({"name": name, "source": source, **lists, "maintenance": maintenance})
    return found


def _wrong(goals: Sequence[Mapping[str, Any]], sources: Sequence[str], texts: Texts) -> dict[str, str]:
    wrong: dict[str, str] = {}
    seen: set[tuple[str | None, str]] = set()
    for row, one in enumerate(goals):
        if not one["name"] or len(one["name"]) > LONGEST_NAME:
            wrong[f"name-{row}"] = texts.name_wrong
        elif (one["source"], one["name"]) in seen:
            wrong[f"name-{row}"] = texts.name_twice
        seen.add((one["source"], one["name"]))
        if one["source"] is not None and one["source"] not in sources:
            wrong[f"source-{row}"] = texts.source_wrong
        for name in _LISTS:
            if (line := first_too_long(tuple(one[name]))) is not None:
                wrong[f"{name}-{row}"] = texts.too_long.format(line=line)
    return wrong


def _goal(given: Mapping[str, Any]) -> DeclaredGoal:
    labels, epics, commitments = (tuple(given[name]) for name in _LISTS)
    return DeclaredGoal(Goal(given["name"], labels, epics, commitments, given["maintenance"]), given["source"])
