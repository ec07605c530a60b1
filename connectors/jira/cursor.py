"""Where a pull of a project stands, as text."""

from __future__ import annotations

import msgspec

from connectors.connector import ConnectorError
from connectors.decoding import decode


class Carrier(msgspec.Struct, frozen=True, array_like=True):
    """The issue by which a sprint is looked at again, and how the sprint looked there."""

    issue: int
    look: int


class Cursor(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far a pull has come, or, without `began`, from where the next one starts.

    `after`: issues up to this id are written. `since`: all that was updated before it is held. `high`: the latest
    update seen. `began`: a moment of the site's clock that `since` never passes, as what changed during the pull
    may have been missed. Instants in milliseconds.

    The rest spares questions to the site: the project's `key` and the deployment (`cloud`) at the last pull, the id
    of the `sprint` field, and by id the `open` sprints that issues are in, which are observed at each pull.
    """

    after: int = 0
    since: int | None = None
    high: int | None = None
    began: int | None = None
    key: str | None = None
    cloud: bool | None = None
    sprint: str | None = None
    open: dict[str, Carrier] = {}

    def text(self) -> str:
        """The cursor as the outside keeps it."""
        return msgspec.json.encode(self).decode()

    def next_pull(self) -> Cursor:
        """From where to pull once this pull is complete."""
        known = [at for at in (self.high, self.began) if at is not None]
        return msgspec.structs.replace(self, after=0, since=min(known, default=None), high=None, began=None)


def read_cursor(text: str | None, source: str) -> Cursor:
    """The cursor of a text; None starts from the beginning. Raises ConnectorError for what is no cursor."""
    if not text:
        return Cursor()
    try:
        return decode(text, Cursor)
    except msgspec.DecodeError as error:
        raise ConnectorError(f"{source}: no cursor of a Jira pull: {text[:80]!r}; sync from the start") from error
