"""Where a pull of a project stands, as text."""

from __future__ import annotations

import msgspec

from connectors.connector import ConnectorError
from connectors.jira.decoding import decode


class Cursor(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far a pull has come, or, with `since` alone, from where the next one starts.

    `after`: issues up to this id are written. `since`: only what was updated since this instant is pulled.
    `high`: the latest update seen. `began`: the site's clock when the pull started, which `since` never
    passes, as what changed during the pull may have been missed. Instants in milliseconds.
    """

    after: int = 0
    since: int | None = None
    high: int | None = None
    began: int | None = None

    def text(self) -> str:
        """The cursor as the outside keeps it."""
        return msgspec.json.encode(self).decode()

    def next_pull(self) -> Cursor:
        """From where to pull once this pull is complete."""
        if self.high is None or self.began is None:
            return Cursor(since=self.high)
        return Cursor(since=min(self.high, self.began))


def read_cursor(text: str | None, source: str) -> Cursor:
    """The cursor of a text; None starts from the beginning. Raises ConnectorError for what is no cursor."""
    if not text:
        return Cursor()
    try:
        return decode(text, Cursor)
    except msgspec.DecodeError as error:
        raise ConnectorError(f"{source}: no cursor of a Jira pull: {text[:80]!r}; sync from the start") from error
