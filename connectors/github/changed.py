"""What of a repository has to be read anew: by its updates, its events, its count, and what new words name."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field

from connectors.connector import Held
from connectors.github.departures import existing
from connectors.github.events import Touched
from connectors.github.head import Glance
from connectors.github.instants import DAY
from connectors.github.references import named_in
from connectors.github.repository import Repository
from connectors.records import Issue


@dataclass(slots=True)
class Differences:
    """The numbers to read, and the held ones that are not listed any more."""

    to_read: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)


def differences(repository: Repository, seen: Glance, touched: Touched, held: Held, pool: Executor) -> Differences:
    """Compare what the source shows with what is held. Raises ConnectorError."""
    known = held.updated_at([str(number) for number in seen.updated_at])
    found = Differences({number for number, at in seen.updated_at.items() if known.get(str(number)) != at})
    found.to_read |= touched.numbers | numbers_of(held.set_aside())
    ours = numbers_of(held.ids())
    if seen.count != len(ours | found.to_read):
        # Something came or went without an update: only asking for every number tells what.
        there = existing(repository, sorted({*range(1, seen.top + 1), *ours}), pool)
        found.gone = ours - there.keys()
        found.to_read = (found.to_read | (there.keys() - ours)) & there.keys()
    return found


def neighbours(issues: Iterable[Issue], repository: str, since: int) -> set[int]:
    """The numbers that issues link to, or that words written since a moment name.

    Being named by another item leaves a mark on an issue's own timeline, but does not always count as its update.
    """
    found: set[int] = set()
    for issue in issues:
        names = [link.other for link in issue.links]
        for comment in issue.comments:
            if comment.at >= since - DAY:
                names += named_in(comment.text, repository)
        found |= numbers_of(names)
    return found


def numbers_of(names: Iterable[str]) -> set[int]:
    """Those names that are numbers of this repository."""
    return {int(name) for name in names if name.isdecimal()}
