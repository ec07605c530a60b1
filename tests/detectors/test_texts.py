"""What is said to both sides is free of blame: in no language a word of accusation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAID = re.compile(r'"((?:[^"\\]|\\.)*)"')
ACCUSING = re.compile(
    r"\b(blame\w*|fault\w*|guilt\w*|negligen\w*|careless\w*|incompeten\w*|laz(y|iness)|fail(ed|ure|s)? to|excuses"
    r"|should have|why didn't|why did(n't| you not)|bad work|mistakes?)\b"
    r"|\b(schuld\w*|verwijt\w*|nalatig\w*|slordig\w*|onkundig\w*|lui(heid)?|smoes\w*|had(den)? moeten"
    r"|waarom (heeft|hebt) u niet|fout(en)?)\b",
    re.IGNORECASE,
)
PAGES = [
    ROOT / "app/languages/nl.po",
    *sorted((ROOT / "detectors").rglob("*.py")),
    *sorted((ROOT / "app/languages/detectors").rglob("*.md")),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_nothing_that_is_said_accuses(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    said = " ".join(SAID.findall(text)) if page.suffix == ".py" else text
    assert ACCUSING.findall(said) == []


@pytest.mark.parametrize(
    "text", ["Why didn't you ask?", "IT failed to deliver", "Dat is uw schuld", "U had moeten vragen"]
)
def test_an_accusation_is_known(text: str) -> None:
    assert ACCUSING.search(text)
