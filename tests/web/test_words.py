"""Pages speak both languages: no word is missing in either, and none stands in a template."""

from __future__ import annotations

import dataclasses
import importlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.detection import detectors
from app.doctor.coverage import ADVICE
from app.findings.life_cycle import STATUSES
from app.web.project.coverage import coverage_of
from app.web.reasons import REASONS
from app.web.words import WORDS
from detectors.finding import SEVERITIES

ROOT = Path(__file__).resolve().parents[2] / "app" / "web"
TABLES = [
    "app.web.errors",
    *(".".join(("app.web", *path.relative_to(ROOT).with_suffix("").parts)) for path in sorted(ROOT.rglob("texts.py"))),
]


def tables() -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "app.web.words", WORDS
    for name in TABLES:
        yield name, importlib.import_module(name).TEXTS


def sentences(texts: Any) -> dict[str, str]:
    """Every sentence of one language by its place."""
    found: dict[str, str] = {}
    for name, value in dataclasses.asdict(texts).items():
        found |= {f"{name}.{key}": text for key, text in value.items()} if isinstance(value, Mapping) else {name: value}
    return found


@pytest.mark.parametrize(("name", "table"), list(tables()))
def test_every_sentence_is_there_in_every_language_with_the_same_parts(name: str, table: Mapping[str, Any]) -> None:
    english, dutch = sentences(table["en"]), sentences(table["nl"])
    assert english.keys() == dutch.keys()
    for place, text in english.items():
        assert text.strip(), place
        assert dutch[place].strip(), place
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", dutch[place])), place


def test_what_the_api_names_has_a_word() -> None:
    words = WORDS["en"]
    assert set(words.severity) == set(SEVERITIES)
    assert set(words.status) == set(STATUSES)
    assert set(words.detector) >= {d.NAME for d in detectors()}


def test_every_reason_and_what_helps_is_said_in_dutch() -> None:
    assert set(ADVICE) == set(REASONS)
    for reason, advice in ADVICE.items():
        seen = {"detector": "x", "judged": 0, "cannot_judge": 1, "because": reason}
        (dutch,) = coverage_of([seen], "p", "nl")
        assert dutch.because != (reason,)
        assert bool(dutch.helps) == bool(advice), advice


@pytest.mark.parametrize("path", sorted((ROOT / "templates").glob("*.html")), ids=lambda path: path.name)
def test_a_template_holds_no_words_of_its_own(path: Path) -> None:
    text = re.sub(r"{#.*?#}", "", path.read_text(), flags=re.S)
    text = re.sub(r"<pre.*?</pre>", "", text, flags=re.S)
    text = re.sub(r"{{.*?}}|{%.*?%}", "§", text, flags=re.S)
    shown = re.sub(r"<[^>]*>", "\n", text)
    assert [w for w in re.findall(r"[A-Za-z]{2,}", shown) if w != "brug"] == []
    said = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', text)
    assert [one for one in said if re.search(r"[A-Za-z]{2,}", one)] == []
