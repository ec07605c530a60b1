"""Detectors say what they see, why, and by which thresholds; the docs say the same."""

from __future__ import annotations

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


def test_the_docs_hold_the_pages_as_they_are() -> None:
    written = {path.name: path.read_text() for path in (ROOT / "docs/detectors").glob("*.md")}
    assert written == {f"{page.name}.md": page.markdown() for page in detector_pages()}, "run: make pages"
