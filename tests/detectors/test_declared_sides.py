"""Who is declared to speak for a side: by account, name, e-mail or group, in whatever letter case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detectors.declared import Declared, SidePatterns
from detectors.sides import sides_at
from tests.detectors.story import Story, midnight

LOOK = midnight("2026-06-01")


def side(business: SidePatterns, it: SidePatterns | None = None, bot: bool = False) -> tuple[str, float]:
    """The side of Nora, who has done nothing, and how sure that is."""
    story = Story()
    story.issues("CRM", 1, by="n0")
    story.person("n1", name="Nora Jansen", email="Nora@Sales.Example", groups=["Key-Users", "all"], is_bot=bot)
    history = story.history(sides=False)
    history.declared = replace(Declared(), business=business, it=it or SidePatterns())
    position = history.people["n1"]
    sides = sides_at(history, LOOK)
    return sides.name(position), float(sides.confidence[position])


@pytest.mark.parametrize(
    ("patterns", "matches"),
    [
        (SidePatterns(people=("n1",)), True),
        (SidePatterns(people=("N1",)), True),
        (SidePatterns(people=("nora jansen",)), True),
        (SidePatterns(people=("nora",)), False),
        (SidePatterns(emails=("nora@sales.example",)), True),
        (SidePatterns(emails=("*@SALES.example",)), True),
        (SidePatterns(emails=("*@it.example", "*@sales.*")), True),
        (SidePatterns(emails=("*@it.example",)), False),
        (SidePatterns(groups=("key-users",)), True),
        (SidePatterns(groups=("ALL", "others")), True),
        (SidePatterns(groups=("users",)), False),
        (SidePatterns(people=("bob",), emails=("bob@sales.example",), groups=("builders",)), False),
        (SidePatterns(), False),
    ],
)
def test_one_that_matches_is_enough(patterns: SidePatterns, matches: bool) -> None:
    assert side(patterns) == (("business", 1.0) if matches else ("unknown", 0.0))
    assert side(SidePatterns(), patterns) == (("it", 1.0) if matches else ("unknown", 0.0))


def test_who_matches_both_is_unknown_for_sure() -> None:
    assert side(SidePatterns(people=("n1",)), SidePatterns(groups=("all",))) == ("unknown", 1.0)


def test_a_bot_has_no_side_unless_it_is_declared() -> None:
    assert side(SidePatterns(), bot=True) == ("unknown", 1.0)
    assert side(SidePatterns(people=("n1",)), bot=True) == ("business", 1.0)


def test_without_an_e_mail_no_pattern_of_e_mails_matches() -> None:
    story = Story()
    story.issues("CRM", 1, by="n0")
    history = story.history(sides=False)
    history.declared = replace(Declared(), business=SidePatterns(emails=("*",)))
    assert sides_at(history, LOOK).name(history.people["n1"]) == "unknown"
