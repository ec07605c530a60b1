"""Sentences that can be said again in another language, and their small words: counts, shares, days.

English is the language in which sentences are written, and the key by which a translation is found. A sentence is
a `str` in English, so whoever knows no other language needs to know nothing of this.
"""

from __future__ import annotations

from collections.abc import Callable

from detectors.calendar import date_of

Translate = Callable[[str, str, int], str]
"""From a message, its plural form and the number that chooses between them: the same in another language."""


class Said(str):
    """A sentence, or a part of one: `message` with the `values` in its {places}, which may be said again, too."""

    message: str
    plural: str
    number: int
    values: dict[str, object]

    @classmethod
    def of(cls, message: str, plural: str, number: int, values: dict[str, object]) -> Said:
        """A part whose form depends on a number."""
        said = cls((message if number == 1 else plural).format(**values))
        said.message, said.plural, said.number, said.values = message, plural, number, values
        return said

    def again(self, translate: Translate) -> str:
        """The same in another language."""
        values = {name: again(value, translate) for name, value in self.values.items()}
        return translate(self.message, self.plural, self.number).format(**values)


class Joined(str):
    """Sentences one after the other."""

    parts: tuple[str, ...]

    def again(self, translate: Translate) -> str:
        """The same in another language."""
        return " ".join(str(again(part, translate)) for part in self.parts)


def again(value: object, translate: Translate) -> object:
    """A value as it is said in another language; whatever is no sentence stays as it is."""
    return value.again(translate) if isinstance(value, Said | Joined) else value


def say(message: str, **values: object) -> Said:
    """A sentence with values in its {places}. Say numbers by `count`, `percent` and `decimal`, days by `day`."""
    return Said.of(message, message, 1, values)


def together(*parts: str) -> Joined:
    """Sentences as one text; empty ones are left out."""
    given = tuple(part for part in parts if part)
    joined = Joined(" ".join(given))
    joined.parts = given
    return joined


def count(number: float, noun: str) -> Said:
    """A number with its noun in the right form: 1 item, 2 items."""
    whole = round(number)
    return Said.of(f"{{number}} {noun}", f"{{number}} {noun}s", whole, {"number": whole})


def percent(share: float) -> Said:
    """A share as whole per cents, which stand apart from their sign elsewhere."""
    return say("{number}%", number=f"{share * 100:.0f}")


def decimal(value: float, digits: int = 1) -> Said:
    """A number with so many digits after the point, which is a comma elsewhere."""
    whole, _, rest = f"{value:.{digits}f}".partition(".")
    return say("{whole}.{rest}", whole=whole, rest=rest)


def day(at: int) -> Said:
    """The day (UTC) of an instant in milliseconds, as 2 Mar 2026."""
    on = date_of(at)
    return say("{day} {month} {year}", day=on.day, month=_MONTHS[on.month - 1], year=on.year)


def sentence_list(names: list[str], most: int = 3) -> Said | str:
    """A, B and C; with the number of those left out where there are more."""
    if len(names) > most:
        return say("{names} and {number} more", names=", ".join(names[:most]), number=len(names) - most)
    if len(names) < 2:
        return "".join(names)
    return say("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


_MONTHS = (
    say("Jan"), say("Feb"), say("Mar"), say("Apr"), say("May"), say("Jun"),
    say("Jul"), say("Aug"), say("Sep"), say("Oct"), say("Nov"), say("Dec"),
)  # fmt: skip
