"""What doctor says of detectors: how much each could judge, why not more, and what would let it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.doctor.report import Line
from detectors.texts import count

_NAME_PEOPLE = "declare [sides.business] and [sides.it] in brug.toml for more people"
# By the reasons that detectors give; nothing where nothing needs doing.
ADVICE = {
    "no history": "run: brug sync",
    "no due date": "give it a due date in the tracker",
    "no items in the baseline": "put its items in before it starts",
    "no sides known": "declare [sides.business] and [sides.it] in brug.toml",
    "too few words with a known side": _NAME_PEOPLE,
    "the side of who asked is unknown": _NAME_PEOPLE,
    "no budget declared": "declare a budget for the project in brug.toml",
    "no hours logged": "log the hours of work in the tracker, and let brug read them",
    "no points completed": "estimate items in story points before they are done",
    "too few items were estimated": "estimate the items in the tracker, in points or hours, before work starts",
    "no release or milestone is due within the budget's period": "give what the budget pays for a due date",
    "fewer than 5 items completed": "",
    "fewer than 5 items in the baseline": "",
    "fewer than 5 items started in the last 12 weeks": "",
    "no goals declared": "declare [[goals]] in brug.toml",
    "no declared goal is served by anything in the project": "name its labels, epics or commitments in [[goals]]",
    # Where issues are kept apart from code, nothing is missing.
    "no pull requests": "",
    "fewer than 5 pull requests merged in the last 12 weeks": "",
    "fewer than 5 items delivered": "",
    "fewer than 5 items remaining": "",
    "fewer than 6 weeks of work": "",
    "forecasts were no better than the base rate": "",
}


def coverage_lines(coverage: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    """A line for each detector, from what the newest scan says of it."""
    if not coverage:
        yield Line(False, "never scanned", "run: brug scan")
    for seen in coverage:
        judged = f"{seen['detector']} judged {count(seen['judged'], 'subject')}"
        if not seen["cannot_judge"]:
            yield Line(True, judged)
            continue
        reasons = str(seen["because"]).split("; ")
        advice = "; ".join(dict.fromkeys(filter(None, (ADVICE.get(reason) for reason in reasons))))
        needs_nothing = all(ADVICE.get(reason) == "" for reason in reasons)
        yield Line(needs_nothing, f"{judged} and cannot judge {seen['cannot_judge']}: {seen['because']}", advice)
