"""Contents of messages for tests."""

from __future__ import annotations

from dataclasses import replace

from app.alerts.content import Content, Item, Portfolio, PortfolioProject
from app.alerts.texts.sample import sample_finding
from app.instants import parse_instant

NOW = parse_instant("2026-06-01T06:00:00Z")  # a Monday


def item(what: str = "new", language: str = "en", **changed: object) -> Item:
    return Item(what, sample_finding(language, NOW) | {"id": "f1"} | changed, "CRM", "Customer relations")


def content(*items: Item, kind: str = "new", language: str = "en", **changed: object) -> Content:
    made = Content(
        id="m1", kind=kind, language=language, reason="lead", items=items or (item(language=language),), portfolio=None,
        created_at=NOW, timezone="Europe/Amsterdam", url="https://brug.acme.example", holidays="NL",
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type]


def portfolio() -> Portfolio:
    trouble = PortfolioProject("CRM", "Customer relations", "red", {"delivery": 1, "scope": 2}, "high")
    fine = PortfolioProject("WEB", "Web shop", "green", {}, None)
    return Portfolio(1, 0, 1, 3, (fine, trouble), 3)
