"""What can go wrong in brug, and what to do about it.

Every text is one line: what happened, to which source, project or file, and what to do. The command line
prints it as `brug: TEXT` and ends with status 1::

    BrugError
    ├── SettingError           a wrong value in the environment or in an option
    ├── DeclarationError       something in `brug.toml` cannot be read as brug.toml
    ├── SourceError            a source cannot be opened: unknown kind, missing token
    ├── UnknownProject         a project that no source has
    ├── NotNow                 it cannot be done in the state that things are in
    ├── WrongCursor            a cursor that no page of that list gave
    ├── Undeliverable          a message did not get to where it should go
    └── DatabaseError          the database cannot be opened, read or written
        ├── DatabaseFull       no room left: nothing of the step was written
        └── NewerDatabase      the database was made by a newer brug
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class BrugError(Exception):
    """Something that whoever runs brug can put right; the text is one line that says how.

    `temporary` says whether trying again, with nothing changed, can help.
    """

    temporary = False

    def __init__(self, text: str) -> None:
        super().__init__(" ".join(text.split()))


class SettingError(BrugError):
    """A wrong value in the environment or in an option."""


class DeclarationError(BrugError):
    """Something in `brug.toml` is not as it should be; the text starts with FILE:LINE."""


class SourceError(BrugError):
    """A source cannot be opened."""


class UnknownProject(BrugError):
    """A project was asked for that no source has."""


class NotNow(BrugError):
    """Something that cannot be done in the state that things are in."""


class WrongCursor(BrugError):
    """A cursor that no page of that list gave."""

    def __init__(self) -> None:
        super().__init__("query parameter cursor: no page of this list gave it; start again without it")


class Undeliverable(BrugError):
    """A message did not get to where it should go; the text never holds a secret of that place.

    `permanent` says that trying again cannot help, `gone` that the receiver wants nothing more.
    """

    def __init__(self, text: str, *, permanent: bool, gone: bool = False) -> None:
        super().__init__(text)
        self.permanent = permanent
        self.gone = gone
        self.temporary = not permanent


class DatabaseError(BrugError):
    """The database cannot be opened, read or written."""


class DatabaseFull(DatabaseError):
    """There is no room left where the database is; nothing of the step was written."""


class NewerDatabase(DatabaseError):
    """The database was made by a newer brug than this one."""


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean "…"?` for the known word that is nearest to a wrong one, or nothing."""
    by_folded = {name.casefold(): name for name in known}
    matches = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.5)
    return f'; did you mean "{by_folded[matches[0]]}"?' if matches else ""
