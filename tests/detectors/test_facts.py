"""Facts that are kept beside the columns: the same as what the columns tell."""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import numpy as np
import pytest

import detectors
from app.facts import FACTS, facts_of, kept_in, version
from detectors import columns
from detectors.facts import Fact, pack_facts, read_facts
from detectors.history import History
from tests.detectors.story import Story


def history() -> History:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    told = story.issues("CRM", 3)
    told[0].added_to(one, "2026-02-20").said("2026-03-03", "bea", "Who pays?").linked(told[1]).logged(2, "2026-03-04")
    told[1].estimated(3, "2026-03-05").started("2026-03-06").done("2026-03-09").due("2026-03-08")
    return story.history()


def fresh(facts: bytes) -> History:
    return History(history().columns, facts=read_facts(facts, version()))


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_what_was_kept_is_what_the_columns_tell(fact: Fact[History, Any]) -> None:
    made, kept = fact(history()), fact(fresh(facts_of(history().columns)))
    assert type(made) is type(kept)
    for field in fields(made):
        one, other = getattr(made, field.name), getattr(kept, field.name)
        assert getattr(one, "dtype", None) == getattr(other, "dtype", None)
        np.testing.assert_array_equal(one, other)


def test_every_fact_that_detectors_know_is_kept() -> None:
    modules = [import_module(found.name) for found in walk_packages(detectors.__path__, "detectors.")]
    every = {fact.name for module in modules for fact in vars(module).values() if isinstance(fact, Fact)}
    assert every == {fact.name for fact in FACTS}


def test_facts_stand_beside_the_columns_and_change_none() -> None:
    packed = columns.pack(history().columns, facts_of(history().columns))
    assert columns.unpack(packed).equals(history().columns)
    assert set(kept_in(packed)) == {fact.name for fact in FACTS}


def test_without_facts_or_with_those_of_another_version_none_are_known() -> None:
    assert not kept_in(columns.pack(history().columns))
    assert not read_facts(pack_facts(history(), FACTS, "older"), version())


def test_the_facts_of_a_project_without_any_history_are_none_but_read() -> None:
    nothing = columns.empty()
    for fact in FACTS:
        kept = fact(History(nothing, facts=read_facts(facts_of(nothing), version())))
        assert all(
            len(getattr(kept, field.name)) == len(getattr(fact(History(nothing)), field.name)) for field in fields(kept)
        )
