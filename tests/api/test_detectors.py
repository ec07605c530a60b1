"""Detectors say what they see, why, and by which thresholds; the docs say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.detection import detectors
from app.detector_pages import DetectorPage, detector_pages

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = [
    "What it detects",
    "Why it matters",
    "How it is measured",
    "Thresholds",
    "What it leaves out on purpose",
    "Questions it raises",
]
DUTCH_HEADINGS = [
    "Wat het ziet",
    "Waarom het ertoe doet",
    "Hoe het wordt gemeten",
    "Drempels",
    "Wat het met opzet weglaat",
    "Vragen die het oproept",
]


def test_every_detector_is_listed_with_its_page_and_its_thresholds(api: TestClient) -> None:
    found = api.get("/api/v1/detectors").json()
    assert [item["name"] for item in found["items"]] == sorted(d.NAME for d in detectors())
    assert found["total"] == len(detectors())
    growth = next(item for item in found["items"] if item["name"] == "scope-growth")
    assert growth["symptom"] == "scope"
    assert growth["title"] == "A commitment grew after it was agreed."
    assert growth["thresholds"]["threshold"] == 0.25


@pytest.mark.parametrize("page", detector_pages(), ids=lambda page: str(page.name))
def test_every_page_has_the_same_parts(page: DetectorPage) -> None:
    assert list(page.sections) == HEADINGS
    assert all(page.sections.values())


@pytest.mark.parametrize(
    ("page", "english"),
    list(zip(detector_pages("nl"), detector_pages(), strict=True)),
    ids=lambda page: str(page.name),
)
def test_every_page_is_there_in_dutch(page: DetectorPage, english: DetectorPage) -> None:
    assert page.name == english.name
    assert page.title != english.title
    assert "\n" not in page.title
    assert list(page.sections) == DUTCH_HEADINGS
    assert all(page.sections.values())
    assert _in_backticks(english.sections["Thresholds"]) <= _in_backticks(page.sections["Drempels"])


def _in_backticks(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def test_who_reads_dutch_gets_the_pages_in_dutch(api: TestClient) -> None:
    found = api.get("/api/v1/detectors", headers={"Accept-Language": "nl"}).json()
    assert {item["name"]: item["title"] for item in found["items"]} == {
        page.name: page.title for page in detector_pages("nl")
    }
    growth = next(item for item in found["items"] if item["name"] == "scope-growth")
    assert growth["title"] == "Een toezegging groeide nadat ze was afgesproken."
    assert growth["thresholds"]["threshold"] == 0.25


def test_the_docs_hold_the_pages_as_they_are() -> None:
    written = {path.name: path.read_text() for path in (ROOT / "docs/detectors").glob("*.md")}
    assert written == {f"{page.name}.md": page.markdown() for page in detector_pages()}, "run: make pages"
