"""What doctor says: lines, in groups under what they are about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at, with what to do about it; `fatal` where a source cannot be reached or read."""

    ok: bool
    what: str
    advice: str = ""
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """What is said of one thing: of brug itself, a source or a project."""

    about: str
    lines: tuple[Line, ...]

    @property
    def healthy(self) -> bool:
        """Whether whatever it is about can be reached and read."""
        return not any(line.fatal for line in self.lines)
