"""On which line of a TOML text a table or an entry stands: tomllib reads values, and forgets where from."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_KEY = r"""(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_ENTRY = re.compile(rf"\s*({_DOTTED})\s*=")
_INLINE = re.compile(rf"[{{,]\s*({_DOTTED})\s*=")
_PART = re.compile(_KEY)


class Lines:
    """The lines of a TOML text by the path of what stands there, as ("sources", 0, "name")."""

    def __init__(self, text: str) -> None:
        self._found: dict[Path, int] = {(): 1}
        counts: dict[str, int] = {}
        table: Path = ()
        for number, line in enumerate(text.splitlines(), start=1):
            if header := _HEADER.match(line):
                table = tuple(_parts(header[2]))
                if header[1] == "[[":
                    name = str(table[0])
                    self._note((name,), number)
                    table = (name, counts.get(name, 0))
                    counts[name] = counts.get(name, 0) + 1
                elif table[0] in counts:
                    # [sources.x] goes on in the last [[sources]].
                    table = (table[0], counts[str(table[0])] - 1, *table[1:])
                self._note(table, number)
            elif entry := _ENTRY.match(line):
                path = (*table, *_parts(entry[1]))
                self._note(path, number)
                for inner in _INLINE.finditer(line, entry.end()):
                    self._note((*path, *_parts(inner[1])), number)

    def of(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it."""
        while path not in self._found:
            path = path[:-1]
        return self._found[path]

    def _note(self, path: Path, number: int) -> None:
        for length in range(1, len(path) + 1):
            self._found.setdefault(path[:length], number)


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(dotted)]
