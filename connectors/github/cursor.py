"""Where a pull of a repository stands, as text."""

from __future__ import annotations

import msgspec

from connectors.connector import ConnectorError
from connectors.decoding import decode


class Cursor(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far a first pull has come, or, with `since`, from where the next one starts.

    A first pull reads the numbers up to `top`; those up to `after` are written. `newest` is the newest update
    that the source showed when it began, in milliseconds, and becomes `since` in the end: whatever changed
    after that beginning is newer. `event` and `event_at` name the newest event of the repository at that time.
    """

    after: int = 0
    top: int | None = None
    newest: int | None = None
    since: int | None = None
    event: int | None = None
    event_at: int | None = None

    def text(self) -> str:
        """The cursor as the outside keeps it."""
        return msgspec.json.encode(self).decode()

    def next_pull(self) -> Cursor:
        """From where to pull once the first pull is complete."""
        return Cursor(since=self.newest or 0, event=self.event, event_at=self.event_at)


def read_cursor(text: str | None, source: str) -> Cursor:
    """The cursor of a text; None starts from the beginning. Raises ConnectorError for what is no cursor."""
    if not text:
        return Cursor()
    try:
        return decode(text, Cursor)
    except msgspec.DecodeError as error:
        raise ConnectorError(f"{source}: no cursor of a GitHub pull: {text[:80]!r}; sync from the start") from error
