"""Lists that are held in memory, in an order and page by page.

A cursor is opaque: it holds where the last page ended in the order asked for, so what comes or goes between two pages
neither repeats nor hides others.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import msgspec

from app.errors import WrongCursor

Document = dict[str, Any]
Value = str | float | int | None


@dataclass(frozen=True, slots=True)
class Order:
    """By what a list is sorted: its name as in `?sort=`, with `-` before it for falling.

    Documents without a value come last, and those of one value stand by their `id`.
    """

    name: str
    value: Callable[[Document], Value]
    id: Callable[[Document], str] = field(default=lambda document: str(document["id"]))

    @property
    def is_falling(self) -> bool:
        """Whether the greatest comes first."""
        return self.name.startswith("-")


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `total` counts the whole list."""

    items: list[Document] = field(default_factory=list)
    next_cursor: str | None = None
    total: int = 0


def page_of(documents: Sequence[Document], order: Order, limit: int, cursor: str | None) -> Page:
    """The page of a list that follows the one that gave the cursor. Raises WrongCursor for one of another list."""
    by_id = sorted(documents, key=order.id)
    valued: list[Any] = [(order.value(document), document) for document in by_id]
    ordered = [document for value, document in valued if value is None]
    valued = [pair for pair in valued if pair[0] is not None]
    valued.sort(key=itemgetter(0), reverse=order.is_falling)
    ordered = [document for _, document in valued] + ordered
    start = 0 if cursor is None else _after(ordered, order, *_read(cursor, order.name))
    items = ordered[start : start + limit]
    more = start + limit < len(ordered)
    return Page(items, _write(order, items[-1]) if more else None, len(ordered))


def _after(ordered: Sequence[Document], order: Order, last: Value, identity: str) -> int:
    """Where the list goes on behind a value and an id, whether what had them is still there or not."""

    def is_beyond(document: Document) -> bool:
        value: Any = order.value(document)
        if value == last:
            return order.id(document) > identity
        if value is None or last is None:
            return value is None
        return bool(value < last if order.is_falling else value > last)

    try:
        return next((n for n, document in enumerate(ordered) if is_beyond(document)), len(ordered))
    except TypeError:
        raise WrongCursor from None


def _write(order: Order, last: Document) -> str:
    text = msgspec.json.encode([order.name, order.value(last), order.id(last)])
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def _read(cursor: str, name: str) -> tuple[Value, str]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        of, value, identity = msgspec.json.decode(text, type=tuple[str, Value, str])
    except (binascii.Error, ValueError, msgspec.DecodeError):
        raise WrongCursor from None
    if of != name:
        raise WrongCursor
    return value, identity
