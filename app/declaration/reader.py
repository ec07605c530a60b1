"""Strict reading of one TOML table: every entry known, of the right type, and named by its line where not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.declaration.lines import Lines, Path
from app.errors import DeclarationError, nearest


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file; `label` is how errors name it, `[[sources]]` for instance."""

    values: Mapping[str, object]
    path: Path
    label: str
    file: str
    lines: Lines

    def wrong(self, text: str, name: str | None = None) -> DeclarationError:
        """The error for something in this table, at the line of an entry where one is named."""
        line = self.lines.of(self.path if name is None else (*self.path, name))
        return DeclarationError(f"{self.file}:{line}: {text}")

    def only(self, *known: str) -> None:
        """Refuse every entry but these."""
        for name in self.values:
            if name not in known:
                what = f'unknown entry "{name}" in {self.label}'
                raise self.wrong(what + (nearest(name, known) or f"; known are {', '.join(known)}"), name)

    def text(self, name: str, default: str | None = None) -> str | None:
        """A text that is not empty."""
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f'"{name}" in {self.label} must be a text', name)
        return value

    def required(self, name: str) -> str:
        """A text that must be there."""
        value = self.text(name)
        if value is None:
            raise self.wrong(f'{self.label} needs "{name}"')
        return value

    def identity(self, name: str) -> str:
        """A number or a text that must be there and names something, as a text."""
        value = self.values.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return str(value)
        if value is not None and not isinstance(value, str):
            raise self.wrong(f'"{name}" in {self.label} must be a number or a text', name)
        return self.required(name)

    def texts(self, name: str) -> tuple[str, ...] | None:
        """A list of texts, None where it is left out."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong(f'"{name}" in {self.label} must be a list of texts', name)
        return tuple(dict.fromkeys(value))

    def text_or_texts(self, name: str) -> tuple[str, ...] | None:
        """One text or a list of them, None where it is left out."""
        value = self.values.get(name)
        if value is None or isinstance(value, list):
            return self.texts(name)
        return (self.required(name),)

    def flag(self, name: str) -> bool:
        """True or false; false where it is left out."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise self.wrong(f'"{name}" in {self.label} must be true or false', name)
        return value

    def amount(self, name: str) -> float | int | None:
        """A number above zero."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < float("inf"):
            raise self.wrong(f'"{name}" in {self.label} must be a number above 0', name)
        return value

    def day(self, name: str) -> date | None:
        """A calendar day, written as a TOML date or as a text."""
        value = self.values.get(name)
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                value = ...
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise self.wrong(f'"{name}" in {self.label} must be a day such as 2026-01-05', name)

    def table(self, name: str, label: str | None = None) -> Table | None:
        """A table inside this one."""
        value = self.values.get(name)
        if value is None:
            return None
        label = label or f"[{'.'.join(str(part) for part in (*self.path, name) if isinstance(part, str))}]"
        if not isinstance(value, dict):
            raise self.wrong(f'"{name}" in {self.label} must be a table', name)
        return Table(value, (*self.path, name), label, self.file, self.lines)

    def tables(self, name: str) -> Iterator[Table]:
        """The tables of a list of tables."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(f'"{name}" must be written as [[{name}]]', name)
        for index, item in enumerate(value):
            yield Table(item, (*self.path, name, index), f"[[{name}]]", self.file, self.lines)
