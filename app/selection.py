"""Some of the projects that are declared: what one schedule covers, and others leave out."""

from __future__ import annotations

from dataclasses import dataclass, field

# A project as it is declared: its source, and its key there.
Declared = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Selection:
    """Projects by source and key: those of some sources (None: of all), but for some, or `only` one."""

    sources: frozenset[str] | None = None
    without: frozenset[Declared] = field(default_factory=frozenset)
    only: Declared | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self == ALL

    def reaches(self, source: str) -> bool:
        """Whether there may be projects of a source in it."""
        return self.sources is None or source in self.sources

    def takes(self, source: str, key: str) -> bool:
        """Whether a project is in it."""
        here = source, key
        return self.reaches(source) and here not in self.without and self.only in (None, here)


ALL = Selection()
"""Every project of every source."""
