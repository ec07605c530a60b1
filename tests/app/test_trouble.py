"""Which project comes first: the reddest, the gravest, the one with most, the one that has waited longest."""

from __future__ import annotations

from app.trouble import order_of

EARLY, LATE = 1_000, 2_000


def test_the_most_troubled_comes_first() -> None:
    rows = {
        "calm": ("green", None, 0, None),
        "unseen": ("grey", None, 0, None),
        "watched": ("amber", "medium", 9, EARLY),
        "new": ("red", "high", 1, LATE),
        "long": ("red", "high", 1, EARLY),
        "much": ("red", "high", 2, LATE),
        "critical": ("red", "critical", 1, LATE),
    }
    assert sorted(rows, key=lambda name: order_of(*rows[name], name)) == [
        "critical", "much", "long", "new", "watched", "calm", "unseen",
    ]  # fmt: skip


def test_names_decide_where_nothing_else_does() -> None:
    assert order_of("green", None, 0, None, "alpha") < order_of("green", None, 0, None, "Beta")
