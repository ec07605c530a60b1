"""The portfolio's rows: filtered, the most troubled first, a page of them, and their trends as small drawings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.detection import detectors
from app.portfolio import SYMPTOMS
from app.trouble import Order, Trouble, order_of

A_PAGE = 50
# The drawing of a trend: a bar of no number is a line on the ground, so that a week without any is seen, too.
WIDTH, HEIGHT, FLOOR, GAP = 72, 18, 1, 1.5

Troubles = Mapping[tuple[str, str], Trouble]


@dataclass(frozen=True, slots=True)
class Heat:
    """A page of rows; `found` counts all that the filters let through, `pages` how many pages they fill."""

    rows: Sequence[Mapping[str, Any]]
    found: int
    page: int
    pages: int


def heat(projects: Sequence[Mapping[str, Any]], troubles: Troubles, rag: str | None, q: str, page: int) -> Heat:
    """Those of the summary's projects that the filters let through, a page of them."""
    wanted = q.casefold()
    found = [
        project
        for project in projects
        if (rag is None or project["rag"]["overall"] == rag)
        and (not wanted or wanted in f"{project['key']}\n{project['name']}".casefold())
    ]
    found.sort(key=lambda project: _order(project, troubles))
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(page, pages)
    return Heat(found[(page - 1) * A_PAGE : page * A_PAGE], len(found), page, pages)


@dataclass(frozen=True, slots=True)
class Trend:
    """The bars of the last weeks, as the path of a drawing."""

    path: str
    first: int
    last: int


def trend(numbers: Sequence[int], highest: int) -> Trend:
    """A bar a week, the oldest first; `highest` is the number that reaches the top."""
    step, scale = WIDTH / max(1, len(numbers)), (HEIGHT - FLOOR) / max(1, highest)
    width = round(step - GAP, 1)
    path = "".join(
        f"M{round(n * step, 1):g} {HEIGHT:g}h{width:g}v{-round(FLOOR + number * scale, 1):g}h{-width:g}z"
        for n, number in enumerate(numbers)
    )
    return Trend(path, numbers[0], numbers[-1])


def highest(rows: Sequence[Mapping[str, Any]]) -> int:
    """The highest number of any trend, so that lines of different projects can be compared."""
    return max((value for row in rows for symptom in SYMPTOMS for value in row["trend"][symptom]), default=0)


def judged_shares(projects: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], float]:
    """By project's id and symptom, how much of what its detectors looked at they could judge; of nothing, no share."""
    symptom_of = {detector.NAME: detector.SYMPTOM for detector in detectors()}
    judged: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for project in projects:
        for row in project["coverage"]:
            if (symptom := symptom_of.get(row["detector"])) is not None:
                judged[project["id"], symptom] += row["judged"]
                seen[project["id"], symptom] += row["judged"] + row["cannot_judge"]
    return {place: judged[place] / number for place, number in seen.items() if number}


def _order(project: Mapping[str, Any], troubles: Troubles) -> Order:
    since = [troubles[place].since for s in SYMPTOMS if (place := (project["id"], s)) in troubles]
    number = sum(project["findings"].values())
    name = project["name"] or project["key"]
    return order_of(project["rag"]["overall"], project["worst"], number, min(since, default=None), name)
