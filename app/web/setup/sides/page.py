"""`/setup/sides`: who speaks for the business and who for IT, by drag, by choice or by pattern."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from app.access.caller import ADMIN, WRITE
from app.api.state import caller_of, needs, state_of
from app.clock import now
from app.database.engine import reading, writing
from app.declaration.reading_back import read_side
from app.declaring import declare_sides, sides_document
from app.speakers import Both, Speaker, count_sides, matched_by_both
from app.web.language import language_of
from app.web.rendering import page as rendered
from app.web.rendering import unchanged
from app.web.setup.forms import MOST_NAMES, Form, SentForm, first_too_long, tag_of
from app.web.setup.frame import only_whole, setup_page
from app.web.setup.sides.cards import MOST_CARDS, Card, cards_of, proposals
from app.web.setup.sides.moving import CHOICES, DOMAIN, GROUP, PERSON, SIDES, Moves, moved
from app.web.setup.sides.texts import TEXTS, Texts
from detectors.declared import SidePatterns

router = APIRouter()

_PATTERNS = ("emails", "groups", "people")


@dataclass(frozen=True, slots=True)
class Preview:
    """How many people would count for each side, how many do now, and how many both sides' patterns match."""

    then: Counter[str]
    now: Counter[str]
    both: int


@router.get("/setup/sides")
def show(
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    done: Annotated[str | None, Query(max_length=20)] = None,
) -> Response:
    """Who was seen, by domain and group; with `q` the people whose name or address holds it."""
    if (answer := unchanged(request) or only_whole(request)) is not None:
        return answer
    with reading(state_of(request).engine) as connection:
        document = sides_document(connection)
        both = Both(read_side(connection, "business"), read_side(connection, "it"))
    return _shown(request, tag_of(document), both, both, {}, q=q.strip())


@router.post("/setup/sides")
def save(request: Request, form: SentForm) -> Response:
    """Declare what was chosen; or, by its buttons, show a preview or put brug's proposals into the form."""
    caller, state, texts = needs(request, ADMIN, whole=True), state_of(request), TEXTS[language_of(request)]
    typed, chosen, wrong = _typed(form), _chosen(form), _wrong(form, texts)
    at = now(state.settings)
    with writing(state.engine) as connection:
        document = sides_document(connection)
        saved = Both(read_side(connection, "business"), read_side(connection, "it"))
        then = moved(typed, chosen)
        is_of, tag = form.is_of(document), tag_of(document)
        if form.text("do") == "save" and is_of and not wrong:
            declare_sides(connection, caller, then.business, then.it, at)
            return RedirectResponse("/setup/sides?done=saved", 303)
    if form.text("do") == "propose":
        chosen |= {(k, v): to for k, v, to in proposals(state.guesses.speakers(at), then)}
    elif form.text("do") == "save" and not wrong:
        return _shown(request, tag, typed, saved, chosen, changed=True, status=409)
    version = form.text("version") if is_of else tag
    return _shown(request, version, typed, saved, chosen, wrong=wrong, status=422 if wrong else 200, is_tried=True)


@router.post("/setup/sides/preview")
def preview(request: Request, form: SentForm) -> Response:
    """How many people would count for each side, as a piece of the page."""
    needs(request, ADMIN, whole=True)
    state = state_of(request)
    typed, chosen = _typed(form), _chosen(form)
    with reading(state.engine) as connection:
        saved = Both(read_side(connection, "business"), read_side(connection, "it"))
    seen = state.guesses.speakers(now(state.settings))
    told = _preview(seen, moved(typed, chosen), saved)
    return rendered(request, "setup_sides_preview.html", TEXTS[language_of(request)], preview=told)


def _shown(
    request: Request,
    version: str,
    typed: Both,
    saved: Both,
    chosen: Moves,
    *,
    q: str = "",
    wrong: Mapping[str, str] | None = None,
    status: int = 200,
    changed: bool = False,
    is_tried: bool = False,
) -> Response:
    state, texts = state_of(request), TEXTS[language_of(request)]
    seen = state.guesses.speakers(now(state.settings))
    may_change = caller_of(request).may(ADMIN)
    # Who somebody is, is shown to those alone who decide for whom they speak.
    cards = cards_of(seen, typed, chosen, q) if may_change else []
    return setup_page(
        request, "setup_sides.html", texts, whole=True, status=status, errors=wrong, changed=changed,
        made_from=version, cards=cards[:MOST_CARDS], left=max(0, len(cards) - MOST_CARDS), number=len(seen),
        sides=SIDES, choices=CHOICES, typed={"business": typed.business, "it": typed.it}, kinds=_PATTERNS,
        was=_was(cards_of(seen, typed, {}, q)) if may_change else {},
        preview=_preview(seen, moved(typed, chosen), saved), is_tried=is_tried, q=q,
        may_ask=caller_of(request).may(WRITE),
    )  # fmt: skip


def _was(cards: Sequence[Card]) -> dict[str, str]:
    """What was chosen for each field before anybody chose."""
    found: dict[str, str] = {}
    for card in cards:
        found[card.field] = card.chosen
        found |= {one.field: one.chosen for one in card.people}
    return found


def _preview(seen: Sequence[Speaker], then: Both, saved: Both) -> Preview:
    return Preview(count_sides(seen, then), count_sides(seen, saved), matched_by_both(seen, then))


def _typed(form: Form) -> Both:
    """What stands in the fields of patterns."""
    sides = [SidePatterns(*(form.lines(f"{side}-{kind}") for kind in _PATTERNS)) for side in ("business", "it")]
    return Both(*sides)


def _chosen(form: Form) -> dict[tuple[str, str], str]:
    """What was chosen otherwise than it was, for domains, groups and people.

    What was left as it was says nothing: the patterns may have been typed otherwise.
    """
    found: dict[tuple[str, str], str] = {}
    for wanted in (DOMAIN, GROUP, PERSON):
        for name, to in form.fields.items():
            kind, _, value = name.partition(".")
            if kind == wanted and value and to in CHOICES and to != form.fields.get(f"was.{name}", ""):
                found[kind, value] = to
    return found


def _wrong(form: Form, texts: Texts) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for side in ("business", "it"):
        for kind in _PATTERNS:
            lines = form.lines(f"{side}-{kind}")
            if (line := first_too_long(lines)) is not None:
                wrong[f"{side}-{kind}"] = texts.too_long.format(line=line)
            elif len(lines) > MOST_NAMES:
                wrong[f"{side}-{kind}"] = texts.too_many
            elif kind == "emails" and (line := next((n for n, p in enumerate(lines, 1) if "@" not in p), 0)):
                wrong[f"{side}-{kind}"] = texts.no_address.format(line=line)
    return wrong
