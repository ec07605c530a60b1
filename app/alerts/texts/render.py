"""An alert in words, from what it is about."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from app.alerts.content import Content, Item, Message, manage_at
from app.alerts.texts.invite import conversation_at, conversation_invite
from app.alerts.texts.plain import one_line
from app.alerts.texts.words import WORDS, Words
from app.findings.document import Document
from app.findings.rows import RANK
from app.instants import rfc3339

if TYPE_CHECKING:
    from jinja2 import Environment

SHOWN = 20
"""How many findings, and how many projects, one message shows at most."""

# How much room there is for good news among them, whatever else there is to tell.
_GOOD = 5

_SUBJECT, _TITLE, _TEXT = 120, 300, 1_200
_TROUBLE = ("red", "amber")
_TYPES = {"several": "findings.several", "digest": "digest.weekly"}


def render(content: Content, *, sample: bool = False) -> Message:
    """The message in its language. A `sample` says that it is one."""
    words = WORDS[content.language]
    items = sorted(content.items, key=_worst_first)
    alone = items[0] if len(items) == 1 and content.kind not in ("several", "digest") else None
    given = _given(content, words, items, alone) | {"sample": words.sample if sample else ""}
    calendar = None
    if alone is not None and alone.what != "over":
        calendar = conversation_invite(
            alone.finding,
            language=content.language,
            created_at=content.created_at,
            timezone=content.timezone,
            holidays=content.holidays,
            url=content.url,
        )
    return Message(
        subject=given["subject"],
        text=_text(given, by_mail=True),
        chat=_text(given, by_mail=False),
        html=_environment().get_template("message.html.jinja").render(given),
        calendar=calendar,
        event=_event(content, items),
        language=content.language,
        created_at=content.created_at,
        url=content.url,
    )


def _text(given: Document, *, by_mail: bool) -> str:
    text = _environment().get_template("message.txt.jinja").render(given, by_mail=by_mail)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _worst_first(item: Item) -> tuple[bool, int, str, str]:
    return item.what == "over", -RANK[item.finding["severity"]], item.project, item.finding["id"]


def _shown(items: list[Item]) -> list[Item]:
    """What a message shows of many: the worst first, and room for good news."""
    good = [item for item in items if item.what == "over"][:_GOOD]
    rest = [item for item in items if item not in good]
    return sorted(rest[: SHOWN - len(good)] + good, key=_worst_first)


def _given(content: Content, words: Words, items: list[Item], alone: Item | None) -> Document:
    """What the templates are filled with."""
    subject = one_line(_subject(content, words, items, alone), _SUBJECT)
    shown = [_piece(item, words, content.url) for item in _shown(items)]
    return {
        "language": content.language,
        "words": words,
        "subject": subject,
        "alone": shown[0] if alone is not None else None,
        "talk": _talk(content, words, alone) if alone is not None and alone.what != "over" else None,
        "groups": [
            (what, words.heading[what], found)
            for what in ("new", "worse", "over")
            if alone is None and (found := [piece for piece in shown if piece["what"] == what])
        ],
        "more": words.more.format(count=len(items) - SHOWN) if len(items) > SHOWN else "",
        "portfolio": _portfolio(content, words),
        "why": words.why[content.reason],
        "open": content.url,
        "manage": manage_at(content.url),
    }


def _subject(content: Content, words: Words, items: list[Item], alone: Item | None) -> str:
    if content.portfolio is not None:
        portfolio = content.portfolio
        return words.subject_digest.format(red=portfolio.red, amber=portfolio.amber, green=portfolio.green)
    if alone is None and content.kind == "digest":
        over = sum(item.what == "over" for item in items)
        return words.subject_week.format(new=sum(item.what == "new" for item in items), over=over)
    first = items[0].finding
    if alone is None:
        return words.subject_several.format(count=len(items), title=first["title"])
    if alone.what == "over":
        return words.subject_over.format(subject=one_line(first["subject"]["name"], 60))
    return str(first["title"]) if alone.what == "new" else words.subject_worse.format(title=first["title"])


def _piece(item: Item, words: Words, url: str) -> Document:
    finding, roles = item.finding, words.role[item.finding["symptom"]]
    return {
        "what": item.what,
        "heading": words.heading[item.what],
        "lead": words.lead[item.what],
        "title": one_line(finding["title"], _TITLE),
        "summary": one_line(finding["summary"], _TEXT),
        "place": one_line(item.name, 80) or item.project,
        "symptom": words.symptom[finding["symptom"]],
        "severity": words.severity[finding["severity"]],
        "link": f"{url}/findings/{finding['id']}",
        "sides": [
            (side, asked, one_line(finding["questions"][side], _TEXT), roles[side])
            for side, asked in (("business", words.business), ("it", words.it))
        ],
    }


def _talk(content: Content, words: Words, item: Item) -> Document:
    from babel.dates import format_datetime  # noqa: PLC0415

    begins = conversation_at(content.created_at, content.timezone, content.holidays)
    when = format_datetime(begins, "EEEE d MMMM, HH:mm", locale=content.language)
    return {
        "title": words.talk,
        "who": words.talk_why.format(**words.role[item.finding["symptom"]]),
        "file": words.talk_file.format(when=when),
    }


def _portfolio(content: Content, words: Words) -> Document | None:
    portfolio = content.portfolio
    if portfolio is None:
        return None
    trouble = sorted(
        (project for project in portfolio.projects if project.rag in _TROUBLE),
        key=lambda project: (_TROUBLE.index(project.rag), -RANK.get(project.worst or "", -1), project.key),
    )
    counts = {colour: getattr(portfolio, colour) for colour in ("red", "amber", "green", "grey")}
    standing = words.standing_one if portfolio.standing == 1 else words.standing.format(count=portfolio.standing)
    return {
        "counts": [(colour, words.colour[colour], count) for colour, count in counts.items()],
        "standing": standing,
        "projects": [
            {
                "rag": project.rag,
                "colour": words.colour[project.rag],
                "name": one_line(project.name, 80) or project.key,
                "numbers": ", ".join(f"{words.symptom[s]} {n}" for s, n in project.findings.items() if n),
            }
            for project in trouble[:SHOWN]
        ],
        "more": words.more.format(count=len(trouble) - SHOWN) if len(trouble) > SHOWN else "",
    }


def _event(content: Content, items: list[Item]) -> Document:
    portfolio = content.portfolio
    findings = [
        {
            "what": item.what,
            "project": item.project,
            "name": item.name,
            "url": f"{content.url}/findings/{item.finding['id']}",
            "finding": item.finding,
        }
        for item in items
    ]
    return {
        "type": _TYPES.get(content.kind, f"finding.{content.kind}"),
        "timestamp": rfc3339(content.created_at),
        "data": {
            "language": content.language,
            "url": content.url,
            "findings": findings,
            "portfolio": None if portfolio is None else {
                "red": portfolio.red, "amber": portfolio.amber, "green": portfolio.green, "grey": portfolio.grey,
                "standing": portfolio.standing,
                "projects": [
                    {"key": p.key, "name": p.name, "rag": p.rag, "findings": dict(p.findings), "worst": p.worst}
                    for p in portfolio.projects
                ],
            },
        },
    }  # fmt: skip


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape  # noqa: PLC0415

    return Environment(
        loader=PackageLoader("app.alerts.texts", "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.jinja",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
