"""Jira's wiki text as plain text: the words stay, what is only there for looks goes.

Follows the "Text Formatting Notation Help" that every Jira has; what stands in {code} and {noformat} is left alone.
"""

from __future__ import annotations

import re

_VERBATIM = re.compile(r"(?<!\\)\{(code|noformat)(?::[^{}\n]*)?\}(.*?)(?:\{\1\}|\Z)", re.DOTALL)
_MACRO = re.compile(
    r"(?<!\\)\{(?:quote|color|panel|expand|section|column|info|tip|note|warning|anchor|toc)(?:[:|]([^{}\n]*))?\}",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:^|\|)title=([^|]*)")
_START_OF_LINE = re.compile(r"^[ \t]*(?:h[1-6]\.[ \t]+|bq\.[ \t]+|[*#-]{1,6}[ \t]+)", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*-{4,5}[ \t]*$", re.MULTILINE)
_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)
_PERSON = re.compile(r"\[~(?:accountid:)?([^\[\]\n]+)\]")
_ATTACHED = re.compile(r"\[\^([^\[\]|\n]+)\]")
_LABELLED = re.compile(r"\[([^\[\]|\n]+)\|[^\[\]\n]+\]")
_BARE = re.compile(r"\[((?:https?|ftp|file|mailto):[^\[\]|\s]+)\]")
_IMAGE = re.compile(r"!([^\s!|]+\.\w{2,5})(?:\|[^!\n]*)?!")
_MONOSPACED = re.compile(r"\{\{([^{}\n]+)\}\}")
_CITED = re.compile(r"\?\?([^?\n]+)\?\?")
_BOLD = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]*[^\s*\\])\*(?![\w*])")
_EMPHASISED = re.compile(r"(?<![\w\\])_(?=[^\s_])([^\n]{0,300}?[^\s_\\])_(?!\w)")
_INSERTED = re.compile(r"(?<![\w+\\])\+(?=[^\s+])([^+\n]*[^\s+\\])\+(?![\w+])")
_ESCAPED = re.compile(r"\\([{}\[\]*_+\-^~?|!#])")
_ANY = re.compile(r"[{\[*_+?|!\\#-]|^[ \t]*(?:h[1-6]|bq)\.", re.MULTILINE)


def wiki_text(text: str) -> str:
    """The words of a text; a text without any markup is given back as it is."""
    if not _ANY.search(text):
        return text
    pieces: list[str] = []
    end = 0
    for verbatim in _VERBATIM.finditer(text):
        pieces += [_plain(text[end : verbatim.start()]), verbatim.group(2)]
        end = verbatim.end()
    return "".join([*pieces, _plain(text[end:])]).strip()


def _plain(text: str) -> str:
    if not _ANY.search(text):
        return text
    text = _MACRO.sub(_title_of, text)
    text = _RULE.sub("", text)
    text = _START_OF_LINE.sub("", text)
    text = _PERSON.sub(r"@\1", text)
    text = _ATTACHED.sub(r"\1", text)
    text = _LABELLED.sub(r"\1", text)
    text = _BARE.sub(r"\1", text)
    text = _IMAGE.sub(r"\1", text)
    text = _ROW.sub(_cells_of, text)
    for marked in (_MONOSPACED, _CITED, _BOLD, _EMPHASISED, _INSERTED):
        text = marked.sub(r"\1", text)
    return _ESCAPED.sub(r"\1", text.replace("\\\\", "\n"))


def _title_of(macro: re.Match[str]) -> str:
    """What a macro says by itself: a panel or an expandable part may have a title."""
    title = _TITLE.search(macro.group(1) or "")
    return f"{title.group(1).strip()}\n" if title else ""


def _cells_of(row: re.Match[str]) -> str:
    cells = (cell.strip() for cell in re.split(r"\|{1,2}", row.group().strip()))
    return " | ".join(cell for cell in cells if cell)
