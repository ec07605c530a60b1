"""What happened, as a line of time: facts of both sides with the days that matter among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

SIDES = ("business", "it")
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Fact:
    """What one side did, said or met, from the first time to the last; `issues` are (key, address, title), each once.

    The title is empty where brug does not know it.
    """

    side: str
    what: str
    first_at: str
    last_at: str
    issues: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that matters: when it showed, the deadline, when it was delivered. `name` says which."""

    name: str
    first_at: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """The facts of both sides and the marks in the order of time; `later` are those that do not fit at first sight.

    `unknown` are facts of nobody's known side; `silent` the sides of which there is no fact.
    """

    line: Sequence[Fact | Mark]
    later: Sequence[Fact]
    unknown: Sequence[Fact]
    silent: Sequence[str]


@dataclass(slots=True)
class _Gathered:
    """A fact while its issues come in."""

    first_at: str
    last_at: str
    issues: dict[str, str] = field(default_factory=dict)


def story(evidence: Iterable[Mapping[str, Any]], titles: Mapping[str, str], marks: Mapping[str, str | None]) -> Story:
    """The story of a finding from its evidence, with what its issues are called by their keys.

    `marks` are days or instants by their name, None for what has none.

    The same thing of one side, told of many issues, is told once.
    """
    gathered: dict[tuple[str, str], _Gathered] = {}
    for one in sorted(evidence, key=lambda one: str(one["at"])):
        fact = gathered.setdefault((one["side"], one["what"]), _Gathered(one["at"], one["at"]))
        fact.last_at = one["at"]
        fact.issues.setdefault(one["issue"], one["url"])
    facts = [
        Fact(
            side,
            what,
            fact.first_at,
            fact.last_at,
            tuple((key, url, titles.get(key, "")) for key, url in fact.issues.items()),
        )
        for (side, what), fact in gathered.items()
    ]
    known = [fact for fact in facts if fact.side in SIDES]
    days = [Mark(name, at) for name, at in marks.items() if at is not None]
    return Story(
        sorted([*known[:SHOWN], *days], key=lambda one: one.first_at),
        known[SHOWN:],
        [fact for fact in facts if fact.side not in SIDES],
        [side for side in SIDES if not any(fact.side == side for fact in known)],
    )
