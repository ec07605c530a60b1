"""People as the page of sides shows them: by e-mail domain and by group, each with what is declared or proposed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.speakers import NEITHER, Both, Speaker
from app.web.setup.sides.moving import DOMAIN, GROUP, PERSON, Moves, place_of

MOST_CARDS, MOST_PEOPLE = 60, 25
"""So many are shown; others are found by their names, or meant by patterns."""

# So many of those whose side can be inferred must agree before it is proposed for all.
_AGREED = 0.8
_SURE, _QUITE = 0.97, 0.88


@dataclass(frozen=True, slots=True)
class Proposal:
    """What brug would say: a side, from how many people of how many whose side can be inferred."""

    side: str
    agree: int
    known: int

    @property
    def how_sure(self) -> str:
        """`sure`, `quite` or `perhaps`."""
        return "sure" if self.agree == self.known > 2 else "quite" if self.known > 2 else "perhaps"


@dataclass(frozen=True, slots=True)
class Shown:
    """One person: `side` is the one that counts, `by` where that is from (declared, inferred, both, nothing)."""

    field: str
    name: str
    groups: tuple[str, ...]
    chosen: str
    side: str
    by: str
    how_sure: str


@dataclass(frozen=True, slots=True)
class Card:
    """A domain or a group, or (kind `person`, no value) those without an address; `chosen` is where it is put."""

    field: str
    kind: str
    value: str
    number: int
    chosen: str
    proposal: Proposal | None
    declared: int
    """How many of them are declared already, by whichever pattern."""

    people: tuple[Shown, ...]

    @property
    def left(self) -> int:
        """How many people are not shown."""
        return self.number - len(self.people)


def field_of(kind: str, value: str) -> str:
    """The name of the field in which the place of a domain, group or person is chosen."""
    return f"{kind}.{value}"


def cards_of(speakers: Sequence[Speaker], both: Both, moves: Moves, search: str = "") -> list[Card]:
    """All cards, the largest first; with `search` only people whose name or address holds it, and where they belong."""
    folded = search.casefold()
    seen = [one for one in speakers if folded in f"{one.name} {one.email or ''}".casefold()] if search else speakers
    by_domain: defaultdict[str, list[Speaker]] = defaultdict(list)
    by_group: defaultdict[str, list[Speaker]] = defaultdict(list)
    for one in seen:
        by_domain[one.domain or ""].append(one)
        for group in one.groups:
            by_group[group].append(one)
    for group in (*both.business.groups, *both.it.groups):
        by_group.setdefault(group, [])
    found = [_card(DOMAIN if domain else PERSON, domain, people, both, moves) for domain, people in by_domain.items()]
    found += [_card(GROUP, group, people, both, moves) for group, people in by_group.items() if people or not search]
    return sorted(found, key=lambda card: (card.kind == PERSON, card.kind == GROUP, -card.number, card.value))


def proposals(speakers: Sequence[Speaker], both: Both) -> Iterator[tuple[str, str, str]]:
    """What brug would propose for domains of which nothing is declared: kind, value, side. People last."""
    for card in cards_of(speakers, both, {}):
        if card.kind == DOMAIN and card.chosen == "" and card.declared < card.number and card.proposal:
            yield DOMAIN, card.value, card.proposal.side


def _card(kind: str, value: str, people: Sequence[Speaker], both: Both, moves: Moves) -> Card:
    chosen = moves.get((kind, value), place_of(both, kind, value)) if value else ""
    # Members of a group stand under their domains; here they would be asked for twice.
    shown = tuple(_shown(one, both, moves) for one in people[:MOST_PEOPLE]) if kind != GROUP else ()
    declared = sum(both.of(one) is not None for one in people)
    return Card(field_of(kind, value), kind, value, len(people), chosen, _proposal(people), declared, shown)


def _proposal(people: Iterable[Speaker]) -> Proposal | None:
    counted = Counter(one.guess.side for one in people if one.guess is not None and one.guess.side != NEITHER)
    if not counted:
        return None
    side, agree = counted.most_common(1)[0]
    return Proposal(side, agree, counted.total()) if agree >= _AGREED * counted.total() else None


def _shown(one: Speaker, both: Both, moves: Moves) -> Shown:
    declared = both.of(one)
    if declared is not None:
        side, by = declared, "both" if declared == NEITHER else "declared"
    elif one.guess is not None:
        side, by = one.guess.side, "mixed" if one.guess.side == NEITHER else f"inferred_{one.guess.side}"
    else:
        side, by = NEITHER, "nothing"
    chosen = moves.get((PERSON, one.person), place_of(both, PERSON, one.person))
    sure = 0.0 if one.guess is None else one.guess.confidence
    how_sure = "sure" if sure >= _SURE else "quite" if sure >= _QUITE else "perhaps"
    return Shown(field_of(PERSON, one.person), one.name, one.groups, chosen, side, by, how_sure)
