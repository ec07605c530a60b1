"""Findings are said in the language that a reader likes best, and every message has its place in a catalogue."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.languages import catalog, translation
from app.languages.negotiation import preferred
from detectors.texts import again, count, day, decimal, percent, say, sentence_list, together

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "detectors").rglob("*.py"))


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("nl", "nl"),
        ("nl-BE, en;q=0.8", "nl"),
        ("en;q=0.5, nl;q=0.9", "nl"),
        ("fr, de;q=0.9", "en"),
        ("fr, nl;q=0.1", "nl"),
        ("nl;q=0", "en"),
        ("*", "en"),
        ("nl;q=x", "en"),
    ],
)
def test_the_best_liked_language_is_chosen(header: str | None, language: str) -> None:
    assert preferred(header, "en") == language


def test_the_parts_of_a_sentence_are_said_again_with_it() -> None:
    translate = translation("nl")
    sentence = say("{names} and {last}", names=count(1, "item"), last=count(2, "item"))
    assert sentence == "1 item and 2 items"
    assert again(sentence, translate) == "1 onderdeel en 2 onderdelen"
    assert again(decimal(3.25, 1), translate) == "3,2"
    assert again(day(1_773_187_200_000), translate) == "11 mrt 2026"
    assert again(together(decimal(0.5), percent(0.5), ""), translate) == "0,5 50\u00a0%"
    assert again(sentence_list(["A", "B", "C", "D"], 3), translate) == "A, B, C en nog 1"


def test_a_message_that_no_catalogue_knows_is_said_in_english() -> None:
    translate = translation("nl")
    assert again(say("as it {what}", what="is"), translate) == "as it is"
    assert again(count(2, "gadget"), translate) == "2 gadgets"


def messages(source: Path) -> Iterator[tuple[str, str | None]]:
    """Every message that a file says, with its plural; what is no literal cannot be found, and is an error."""
    for node in ast.walk(ast.parse(source.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        place = {"say": 0, "count": 1}.get(node.func.id)
        if place is None or len(node.args) <= place:
            continue
        for text in literals(node.args[place], source):
            yield (text, None) if node.func.id == "say" else (f"{{number}} {text}", f"{{number}} {text}s")


def literals(node: ast.expr, source: Path) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from literals(node.body, source)
        yield from literals(node.orelse, source)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        raise AssertionError(f"{source.name}, line {node.lineno}: no literal, so no catalogue can have it")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.stem)
def test_every_message_is_known_in_dutch_with_the_same_places(source: Path) -> None:
    known = catalog("nl")
    for message, plural in messages(source):
        found = known.get(message)
        assert found is not None, f"{message!r} is not in nl.po"
        forms = [found.string] if isinstance(found.string, str) else list(found.string or ())
        assert len(forms) == (1 if plural is None else 2), message
        for form in forms:
            assert form, message
            assert places(form) == places(message), message


def test_the_catalogue_holds_nothing_that_nobody_says() -> None:
    said = {message for source in SOURCES for message, _ in messages(source)}
    ids = {message.id if isinstance(message.id, str) else message.id[0] for message in catalog("nl") if message.id}
    assert ids - said == set()
