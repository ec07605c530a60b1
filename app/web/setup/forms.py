"""What forms of setting up send, and whether somebody else changed the same meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from fastapi import Depends, Request

from app.alerts.channels.addresses import checked
from app.api.answers import etag_of
from app.api.forms import form_of

_MOST_BYTES = 1_000_000
LONGEST_NAME, MOST_NAMES = 200, 10_000
"""How long a name may be, and how many a field takes, as for the API."""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields that were sent, without zero bytes and spaces around them."""

    fields: Mapping[str, str]

    def text(self, name: str) -> str:
        """What was typed into a field; empty where nothing was."""
        return self.fields.get(name, "").replace("\x00", "").strip()

    def optional(self, name: str) -> str | None:
        """What was typed into a field, None for nothing."""
        return self.text(name) or None

    def lines(self, name: str) -> tuple[str, ...]:
        """What was typed into a field of lines, each once."""
        lines = (line.strip() for line in self.text(name).splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def has(self, name: str) -> bool:
        """Whether a box was ticked, or a button pressed."""
        return name in self.fields

    def is_of(self, document: Any) -> bool:
        """Whether what is there now is what the form was made from."""
        return self.fields.get("version") == tag_of(document)


async def sent(request: Request) -> Form:
    """The form of a request, from a page of brug's own. Raises HTTPException."""
    return Form(await form_of(request, most=_MOST_BYTES))


SentForm = Annotated[Form, Depends(sent)]


def tag_of(document: Any) -> str:
    """What a form brings along to tell from what it was made: the ETag that the API gives the same document."""
    return etag_of(msgspec.json.encode(document)).strip('"')


def first_too_long(names: tuple[str, ...]) -> int | None:
    """The line, from 1, of the first name that is longer than names may be."""
    return next((number for number, name in enumerate(names, 1) if len(name) > LONGEST_NAME), None)


def first_wrong_target(targets: tuple[str, ...]) -> int | None:
    """The line, from 1, of the first address that no message can go to."""
    return next((number for number, target in enumerate(targets, 1) if not is_target(target)), None)


def is_target(text: str) -> bool:
    """Whether messages can go to what was typed."""
    if len(text) > 1_000 or text.split() != [text]:
        return False
    try:
        checked(text)
    except ValueError:
        return False
    return True
