"""Who works in the simulated organisation: Duinwaarde, an insurer that does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from connectors.records import Person

COMPANY = "Duinwaarde Verzekeringen"
DOMAIN = "duinwaarde.example"
BUSINESS_GROUP = "duinwaarde-business"
IT_GROUP = "jira-developers"
DEPARTMENTS = ("sales", "finance", "klantcontact")

_FIRST = (
    "Anouk", "Bram", "Carlijn", "Daan", "Esra", "Femke", "Gijs", "Hanneke", "Ilse", "Jeroen", "Karim",
    "Lotte", "Maarten", "Noor", "Olivier", "Petra", "Quinten", "Roos", "Sanne", "Thijs", "Ugo", "Vera",
    "Willem", "Xandra", "Yusuf", "Zoë", "Arjan", "Britt", "Casper", "Dewi", "Eline", "Floris",
)  # fmt: skip
_LAST = (
    "Aalders", "Boekhorst", "Coolen", "Dijkgraaf", "Elzinga", "Franken", "Goossens", "Haverkamp",
    "Ibrahimi", "Jonkman", "Kuiper", "Lammers", "Meulenbelt", "Nijboer", "Oosting", "Poelstra", "Quist",
    "Rozema", "Stadhouders", "Terpstra", "Uittenbogaard", "Verhulst", "Wiersma",
)  # fmt: skip

BOT = Person(id="dw-bot", name="Dependency Bot", email=f"dependency-bot@{DOMAIN}", is_bot=True)
ADMINISTRATOR = Person(
    id="dw-admin",
    name="Tracker Beheer",
    email=f"tracker.beheer@it.{DOMAIN}",
    groups=(IT_GROUP, "jira-administrators"),
)


@dataclass(frozen=True, slots=True)
class Team:
    """Who works on one project; the first of the business is its product owner."""

    business: tuple[Person, ...]
    it: tuple[Person, ...]

    @property
    def owner(self) -> str:
        """The product owner's id."""
        return self.business[0].id

    def anyone_of_business(self, rng: Random) -> str:
        """The id of somebody of the business; the product owner speaks most."""
        return rng.choice((self.business[0], *self.business)).id

    def anyone_of_it(self, rng: Random) -> str:
        """The id of somebody of IT."""
        return rng.choice(self.it).id


def team(number: int) -> Team:
    """The team of the project with this number (from 0): four of the business, six of IT."""
    return Team(
        business=tuple(_business(number, i) for i in range(4)),
        it=tuple(_developer(number, i) for i in range(6)),
    )


def _name(position: int) -> str:
    return f"{_FIRST[position % len(_FIRST)]} {_LAST[(position * 7) % len(_LAST)]}"


def _address(name: str, host: str) -> str:
    return f"{name.lower().replace(' ', '.').replace('ë', 'e')}@{host}"


def _business(number: int, i: int) -> Person:
    position = number * 10 + i
    name = _name(position)
    identity = f"dw-{position + 100}"
    if i == 3:
        # An agent from outside: known by the group alone.
        return Person(identity, name, _address(name, "tussenpersoon.example"), (BUSINESS_GROUP,))
    department = DEPARTMENTS[(number + i) % len(DEPARTMENTS)]
    return Person(identity, name, _address(name, f"{department}.{DOMAIN}"), (BUSINESS_GROUP,) if i == 0 else ())


def _developer(number: int, i: int) -> Person:
    position = number * 10 + 4 + i
    name = _name(position)
    identity = f"dw-{position + 100}"
    if i == 5:
        # A contractor who hides the address, as trackers allow: known by the group alone.
        return Person(identity, name, None, (IT_GROUP,))
    return Person(identity, name, _address(name, f"it.{DOMAIN}"), (IT_GROUP,))
