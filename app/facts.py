"""The facts that are found when a project is packed, and stand in its segment beside the columns."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from detectors import history as histories
from detectors import promises, sides, words
from detectors.columns import Columns, facts_in
from detectors.consultation import merges, questions, strategy
from detectors.delivery import comebacks, dues, rewrites
from detectors.facts import Fact, Kept, pack_facts, read_facts
from detectors.history import History
from detectors.scope import reestimates, spending

FACTS: tuple[Fact[History, Any], ...] = tuple(
    fact
    for module in (
        histories, words, sides, promises, merges, questions, strategy, comebacks, dues, rewrites, reestimates, spending
    )
    for fact in vars(module).values()
    if isinstance(fact, Fact) and fact.name.startswith(module.__name__)
)  # fmt: skip


@cache
def version() -> str:
    """Which derivation the facts are of: the sources of the detectors, as a digest.

    So facts are found anew whenever anything changed by which they are found, and nobody has to think of it.
    """
    digest = hashlib.sha256()
    for name, source in _sources(files("detectors")):
        digest.update(f"{name}\0".encode() + source + b"\0")
    return digest.hexdigest()[:16]


def _sources(folder: Traversable) -> list[tuple[str, bytes]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += [(f"{entry.name}/{name}", source) for name, source in _sources(entry)]
        elif entry.name.endswith(".py"):
            found.append((entry.name, entry.read_bytes()))
    return found


def facts_of(columns: Columns) -> bytes:
    """What these columns tell, packed."""
    return pack_facts(History(columns), FACTS, version())


def kept_in(segment: bytes) -> Kept:
    """The facts in a segment; none where it has none, or those of another version."""
    return read_facts(facts_in(segment), version())
