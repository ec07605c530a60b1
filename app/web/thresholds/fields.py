"""The fields of the page: what holds, what was written instead, and what that would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.declaration.model import Thresholds
from app.declaration.reading_back import Policy
from app.declaration.thresholds import Changes
from app.detection import detectors
from app.web.thresholds.names import Named, named
from app.web.thresholds.numbers import Unreadable, read, written

Numbers = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Field:
    """One threshold: what holds, what would hold without a value of its own, and what stands in the field.

    `value` is the number that is tried, None where the text is none; `wrong` then names the sentence that says why.
    """

    id: str
    detector: str
    name: str
    named: Named
    holds: float
    behind: float
    text: str
    value: float | None
    wrong: str | None
    language: str

    @property
    def is_changed(self) -> bool:
        """Whether another value is tried than holds."""
        return self.value is not None and self.value != self.holds

    @property
    def is_back(self) -> bool:
        """Whether the field shows what would hold without a value of its own."""
        return self.value == self.behind

    def write(self, value: float) -> str:
        """A value as text."""
        return written(value, is_share=self.named.kind == "share", language=self.language)

    def shown(self, value: float) -> str:
        """A value as a sentence tells it."""
        if self.named.kind != "share":
            return self.write(value)
        return self.write(value) + ("\u00a0%" if self.language == "nl" else "%")


def holding(policy: Policy, place: tuple[str, str] | None) -> tuple[Numbers, Numbers]:
    """What holds for a project (its source and key) or for all, and what would without values of its own."""
    all_ = _over(defaults(), policy.thresholds)
    if place is None:
        return all_, defaults()
    return _over(defaults(), policy.of(*place)), all_


def defaults() -> dict[str, dict[str, float]]:
    """What detectors come with."""
    return {detector.NAME: dict(detector.THRESHOLDS) for detector in detectors()}


def fields(
    holds: Numbers, behind: Numbers, given: Mapping[str, str], language: str, reset: str | None = None
) -> list[Field]:
    """Every threshold with what was written for it, by field; an empty text and `reset` lead back to what is behind."""
    found = []
    for detector, own in holds.items():
        for name, value in own.items():
            identity, words = f"{detector}.{name}", named(detector, name)
            before, is_share = behind[detector][name], words.kind == "share"
            shown = written(value, is_share=is_share, language=language)
            text = given.get(identity, shown).strip()
            number: float | None = value
            wrong: str | None = None
            if identity == reset or not text:
                text, number = written(before, is_share=is_share, language=language), before
            elif text != shown:
                try:
                    number = read(text, is_share=is_share, language=language)
                except Unreadable as error:
                    number, wrong = None, str(error)
            found.append(Field(identity, detector, name, words, value, before, text, number, wrong, language))
    return found


def tried(all_: Sequence[Field]) -> Thresholds:
    """The values that differ from what holds, by detector and name."""
    found: Thresholds = {}
    for field in all_:
        if field.is_changed and field.value is not None:
            found.setdefault(field.detector, {})[field.name] = field.value
    return found


def changes(all_: Sequence[Field]) -> Changes:
    """What saving would change: whatever is as it would be anyhow needs no value of its own."""
    found: dict[str, dict[str, float | None]] = {}
    for field in all_:
        if field.is_changed:
            found.setdefault(field.detector, {})[field.name] = None if field.is_back else field.value
    return found


def own_values(policy: Policy, seen: Sequence[tuple[str, str]]) -> dict[str, list[tuple[str, float]]]:
    """By field: the projects, of some by source and key, that have a value of their own, and which."""
    found: dict[str, list[tuple[str, float]]] = {}
    for source, key in seen:
        for identity, value in _flat(policy.projects.get(source, {}).get(key, {})):
            found.setdefault(identity, []).append((key, value))
    return found


def _flat(thresholds: Thresholds) -> Iterator[tuple[str, float]]:
    for detector, own in thresholds.items():
        for name, value in own.items():
            if isinstance(value, (int, float)):
                yield f"{detector}.{name}", float(value)


def _over(before: Numbers, after: Thresholds) -> dict[str, dict[str, float]]:
    found = {detector: dict(own) for detector, own in before.items()}
    for identity, value in _flat(after):
        detector, _, name = identity.partition(".")
        # What a detector that is gone had stays declared, and is nobody's.
        if name in found.get(detector, {}):
            found[detector][name] = value
    return found
