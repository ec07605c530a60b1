from __future__ import annotations

from typing import Any

import pytest

from connectors.jira.text import plain


def doc(*content: dict[str, Any]) -> dict[str, Any]:
    return {"type": "doc", "version": 1, "content": list(content)}


def node(kind: str, *content: dict[str, Any], **attributes: object) -> dict[str, Any]:
    return {"type": kind, "attrs": attributes, "content": list(content)}


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words, "marks": [{"type": "strong"}]}


def test_nothing_is_an_empty_text() -> None:
    assert plain(None) == ""
    assert plain("") == ""


def test_a_document_becomes_its_text_a_line_a_block() -> None:
    one = node("paragraph", text("Hello "))
    other = node("paragraph", node("mention", id="1", text="@Bea"), {"type": "hardBreak"}, text("!"))
    assert plain(doc(one, other)) == "Hello\n@Bea\n!"


def test_lists_tables_and_panels_keep_their_words_in_order() -> None:
    listed = node("bulletList", node("listItem", node("paragraph", text("one"))), node("listItem", text("two")))
    row = node("tableRow", node("tableHeader", node("paragraph", text("a"))), node("tableCell", text("b")))
    panel = node("panel", node("heading", text("Mind"), level=2), node("codeBlock", text("x = 1")))
    folded = node("expand", node("paragraph", text("inside")), title="More")
    assert plain(doc(listed, node("table", row), panel, folded)) == "one\ntwo\na | b |\nMind\nx = 1\nMore\ninside"


@pytest.mark.parametrize(
    ("inline", "words"),
    [
        (node("mention", id="acc-1"), "@acc-1"),
        (node("emoji", shortName=":smile:", text="😄"), "😄"),
        (node("date", timestamp="1704067200000"), "2024-01-01"),
        (node("status", text="BLOCKED", color="red"), "BLOCKED"),
        (node("inlineCard", url="https://jira.acme.example/browse/SHOP-1"), "https://jira.acme.example/browse/SHOP-1"),
        (node("mediaInline", id="7", alt="plan.png"), "plan.png"),
        (node("somethingNew", text("kept")), "kept"),
        ({"type": "date", "attrs": {"timestamp": "soon"}}, ""),
        ({"type": "paragraph", "content": ["odd", None]}, ""),
    ],
)
def test_what_stands_inside_a_line_says_what_it_shows(inline: dict[str, Any], words: str) -> None:
    assert plain(doc(node("paragraph", inline))) == words


@pytest.mark.parametrize(
    ("wiki", "words"),
    [
        ("As it is: no markup, 3 euros.", "As it is: no markup, 3 euros."),
        ("h2. Wish\nA *bold* and _gentle_ wish", "Wish\nA bold and gentle wish"),
        ("* one\n** two\n# three\n- four", "one\ntwo\nthree\nfour"),
        ("see [the page|https://acme.example/x_y_z] or [https://acme.example]", "see the page or https://acme.example"),
        ("[~accountid:acc-ian] and [~bea]: look at [^plan.pdf]", "@acc-ian and @bea: look at plan.pdf"),
        ("||name||size||\n|a|b|", "name | size\na | b"),
        ("{quote}so it was{quote}\n{color:#ff0000}red{color}", "so it was\nred"),
        ("{panel:title=Mind|borderStyle=dashed}this{panel}", "Mind\nthis"),
        ("bq. cited\n----\n{{mono}} ??source?? +new+", "cited\n\nmono source new"),
        ("before {code:java}if (a *b* c) { _x_ }{code} after", "before if (a *b* c) { _x_ } after"),
        ("{noformat}never closed *here*", "never closed *here*"),
        ("!shot.png|thumbnail! shows it!", "shot.png shows it!"),
        (r"\*not bold\* and \{code}", "*not bold* and {code}"),
        ("2 * 3 * 4 = 24, file_name_x, __init__, a+b+c, C++", "2 * 3 * 4 = 24, file_name_x, __init__, a+b+c, C++"),
        ("use {placeholder} and array[0] and [x]", "use {placeholder} and array[0] and [x]"),
        ("line\\\\break", "line\nbreak"),
    ],
)
def test_wiki_text_loses_its_looks_and_keeps_its_words(wiki: str, words: str) -> None:
    assert plain(wiki) == words
