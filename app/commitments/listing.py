"""Commitments by filter, in order, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from app.commitments.document import Document
from app.paging import Order, Page, page_of

_FILTERS = ("project", "source", "type", "state")


@dataclass(frozen=True, slots=True)
class CommitmentQuery:
    """Filters; several values of one mean "or". `project` are keys, `q` is a text anywhere in the name.

    `sort` names an entry of the document, with `-` before it for falling order.
    """

    project: Sequence[str] = ()
    source: Sequence[str] = ()
    type: Sequence[str] = ()
    state: Sequence[str] = ()
    q: str | None = None
    sort: str = "due_on"
    limit: int = 50
    cursor: str | None = None


def page_by(documents: Iterable[Document], query: CommitmentQuery) -> Page:
    """A page of those that the filters let through. Raises WrongCursor."""
    found = [document for document in documents if _lets_through(document, query)]
    return page_of(found, Order(query.sort, itemgetter(query.sort.lstrip("-"))), query.limit, query.cursor)


def _lets_through(document: Document, query: CommitmentQuery) -> bool:
    if any(getattr(query, name) and document[name] not in getattr(query, name) for name in _FILTERS):
        return False
    return not query.q or query.q.casefold() in document["name"].casefold()
