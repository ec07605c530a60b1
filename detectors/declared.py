"""What an organisation declares about itself, as far as detectors need it: sides, goals, holidays.

Plain values; reading `brug.toml` and the database is app's work.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal


@dataclass(frozen=True, slots=True)
class SidePatterns:
    """Who speaks for a side: anybody whom one of these matches. `*` in e-mail patterns stands for anything."""

    emails: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    def matches(self, person: str, name: str, email: str | None, groups: tuple[str, ...]) -> bool:
        """Whether a person (the tracker's id, name, e-mail, groups) is meant; letter case plays no part."""
        folded = {p.casefold() for p in self.people}
        if {person.casefold(), name.casefold()} & folded:
            return True
        if {g.casefold() for g in groups} & {g.casefold() for g in self.groups}:
            return True
        return email is not None and any(fnmatchcase(email.casefold(), pattern.casefold()) for pattern in self.emails)


@dataclass(frozen=True, slots=True)
class Goal:
    """A line of the shared strategy, with what serves it: labels, epics (keys), commitments (names or ids)."""

    name: str
    labels: tuple[str, ...] = ()
    epics: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    maintenance: bool = False


@dataclass(frozen=True, slots=True)
class Budget:
    """What a project may cost: an amount in hours, points or money, agreed on `baseline_at`, to last until `until_at`.

    Instants are milliseconds, at 00:00 UTC of the day; None where the day is not declared. `rate` is money an hour.
    """

    unit: Literal["hours", "points", "money"]
    amount: float
    rate: float | None = None
    baseline_at: int | None = None
    until_at: int | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """Everything declared that a detector may read; `holidays` is a country code for public holidays.

    `budget` is that of the project whose history this is.
    """

    business: SidePatterns = field(default_factory=SidePatterns)
    it: SidePatterns = field(default_factory=SidePatterns)
    goals: tuple[Goal, ...] = ()
    holidays: str = "NL"
    budget: Budget | None = None
