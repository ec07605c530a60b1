"""What the page of a project says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language."""

    findings: str


TEXTS = {"en": Texts(findings="What was found"), "nl": Texts(findings="Wat er gevonden is")}
