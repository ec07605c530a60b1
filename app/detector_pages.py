"""What detectors say of themselves: their docstrings as pages, for the API, the docs and the web."""

from __future__ import annotations

import inspect
import re
from importlib.resources import files

from msgspec import Struct

from app.detection import detectors
from detectors.detector import Detector

_SECTION = re.compile(r"^## (.+)\n", re.M)


class DetectorPage(Struct, frozen=True):
    """One detector's page: what it is in one line, its parts by their headings, and its thresholds."""

    name: str
    symptom: str
    title: str
    sections: dict[str, str]
    thresholds: dict[str, float]

    def markdown(self) -> str:
        """The page as a document."""
        parts = [f"# {self.name}", self.title, *(f"## {head}\n\n{text}" for head, text in self.sections.items())]
        return "\n\n".join(parts) + "\n"


def detector_pages(language: str = "en") -> list[DetectorPage]:
    """The pages of all detectors, by name; in English where a page is not there in a language."""
    return [_page(detector, _text(detector, language)) for detector in detectors()]


def _text(detector: Detector, language: str) -> str:
    translated = files("app.languages") / "detectors" / language / f"{detector.NAME}.md"
    if translated.is_file():
        return translated.read_text(encoding="utf-8")
    return inspect.getdoc(detector) or detector.NAME


def _page(detector: Detector, text: str) -> DetectorPage:
    title, *parts = _SECTION.split(text.strip())
    sections = {head.strip(): body.strip() for head, body in zip(parts[::2], parts[1::2], strict=True)}
    return DetectorPage(detector.NAME, detector.SYMPTOM, title.strip(), sections, dict(detector.THRESHOLDS))
