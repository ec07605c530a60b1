"""What is said of findings, in other languages than English: a catalogue of messages each.

A message that a catalogue does not know, such as one of a detector from outside, is said in English.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from detectors.texts import Translate

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LANGUAGES = ("en", "nl")
"""Those that findings can be read in; the first is the one that they are written in."""


def catalog(language: str) -> Catalog:
    """The messages of a language, from its file beside this one."""
    # Loaded when something is said only: commands that say nothing begin sooner.
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with (files(__name__) / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def translation(language: str) -> Translate:
    """What says a message in a language."""
    known = catalog(language)

    def translate(message: str, plural: str, number: int) -> str:
        found = known.get(message)
        texts = (found.string if found is not None else None) or ""
        forms = (texts, texts) if isinstance(texts, str) else texts
        return forms[0 if number == 1 else 1] or (message if number == 1 else plural)

    return translate
