"""The portfolio's rows: filtered, the most troubled first, a page of them, and their trends as small drawings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.portfolio import SYMPTOMS
from detectors.finding import SEVERITIES

A_PAGE = 50
COLOURS = ("red", "amber", "green", "grey")
WIDTH, HEIGHT = 60, 16


@dataclass(frozen=True, slots=True)
class Heat:
    """A page of rows; `found` counts all that the filters let through, `pages` how many pages they fill."""

    rows: Sequence[Mapping[str, Any]]
    found: int
    page: int
    pages: int


def heat(projects: Sequence[Mapping[str, Any]], rag: str | None, q: str, page: int) -> Heat:
    """Those of the summary's projects that the filters let through, a page of them."""
    wanted = q.casefold()
    found = [
        project
        for project in projects
        if (rag is None or project["rag"]["overall"] == rag)
        and (not wanted or wanted in f"{project['key']}\n{project['name']}".casefold())
    ]
    found.sort(key=_trouble)
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(page, pages)
    return Heat(found[(page - 1) * A_PAGE : page * A_PAGE], len(found), page, pages)


def line(trend: Sequence[int], highest: int) -> str:
    """The path of a trend, the oldest week first; `highest` is the number that reaches the top."""
    step = WIDTH / max(1, len(trend) - 1)
    scale = (HEIGHT - 2) / max(1, highest)
    points = (f"{round(n * step)} {round(HEIGHT - 1 - value * scale, 1):g}" for n, value in enumerate(trend))
    return "M" + "L".join(points)


def highest(rows: Sequence[Mapping[str, Any]]) -> int:
    """The highest number of any trend, so that lines of different projects can be compared."""
    return max((value for row in rows for symptom in SYMPTOMS for value in row["trend"][symptom]), default=0)


def _trouble(project: Mapping[str, Any]) -> tuple[int, int, int, str]:
    """By what rows are sorted: colour, worst severity, number, name."""
    worst = -1 if project["worst"] is None else SEVERITIES.index(project["worst"])
    number = sum(project["findings"].values())
    return COLOURS.index(project["rag"]["overall"]), -worst, -number, project["name"].casefold()
