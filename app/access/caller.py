"""Who asks: by which name, with which rights, seeing what."""

from __future__ import annotations

from dataclasses import dataclass

from app.access.sight import EVERYTHING, Sight

READ, WRITE, ADMIN = SCOPES = ("read", "write", "admin")
"""What a caller may do, each with what is before it: read; decide on findings, scan and sync; declare and make keys."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody or something that asks. `id` is unique, `name` is what the history of findings tells."""

    id: str
    name: str
    scope: str
    sight: Sight = EVERYTHING
    csrf: str | None = None
    """For a browser that signed in: what its writings must bring along, so that no other page can make them."""

    def may(self, scope: str) -> bool:
        """Whether the caller has the rights of a scope."""
        return SCOPES.index(self.scope) >= SCOPES.index(scope)


THIS_MACHINE = Caller("this-machine", "somebody on brug's own machine", ADMIN)
"""Whoever asks on a loopback address while no key has been made."""

COMMAND_LINE = Caller("command-line", "the command line", ADMIN)
"""Whoever runs brug's commands."""
