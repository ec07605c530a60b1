"""What brug finds in real histories, beside the verdicts of those who read it: docs/real-histories.md.

python -m bench.real_histories [--page docs/real-histories.md]

Prints the findings of a backtest over each recorded history. With a page, brings its tables up to date: a finding
keeps the verdict that it has there, a new one stands as unread. Needs the recordings beside the repository, in
../shared.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.findings.document import Document
from bench.recorded import RECORDED, found_in
from tests.trackers import REAL

RIGHT, ARGUABLE, WRONG, UNREAD = "right", "arguable", "wrong", "unread"
HEADS = ("detector", "subject", "first visible", "last seen", "severity", "confidence", "figures", "verdict", "why")

FIGURES = {
    "scope-growth": "{committed} + {added} − {removed} items, net {growth:.0%} in {unit}",
    "late-delivery": "due {due_on}, {open_at_due} of {committed} open then, {days_late} working days late",
    "late-sprints": "{open_at_due} of {committed} open at the planned end",
    "delivery-forecast": "due {due_on}, {remaining_items} open, p {probability:.2f}, P85 {p85_on}",
    "unconsulted-build": "{unconsulted} of {started} started unheard",
    "unrequested-change": "{unlinked} of {merged} merged unasked",
    "unanswered-question": "{open} open, {longest_days} working days the longest",
}
"""What of a finding's measures the table shows, by detector."""

# What tells the findings of a project apart: detector, subject and the week of the first sight.
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader made of a finding, and why."""

    verdict: str
    why: str


def main() -> None:
    """Print the tables, or bring those of a page up to date."""
    options = argparse.ArgumentParser("python -m bench.real_histories", description=__doc__.splitlines()[0])
    options.add_argument("--page", type=Path, help="bring the tables of this page up to date")
    given = options.parse_args()
    if not REAL.is_dir():
        sys.exit("the recorded histories (../shared/real) are not here")
    text = given.page.read_text(encoding="utf-8") if given.page else ""
    for one in RECORDED:
        known = verdicts(text, one.project)
        table = "\n".join(lines(found_in(one), known))
        if given.page:
            begin, end = f"<!-- findings: {one.project} -->\n", "<!-- end of findings -->"
            before, _, rest = text.partition(begin)
            _, _, after = rest.partition(end)
            text = f"{before}{begin}{table}\n{end}{after}"
        else:
            print(f"{one.project}\n{table}\n")
    if given.page:
        given.page.write_text(text, encoding="utf-8")


def key_of(finding: Document) -> Key:
    """What tells a finding apart within its project."""
    return finding["detector"], finding["subject"]["name"], finding["first_visible"][:10]


def verdicts(page: str, project: str) -> dict[Key, Verdict]:
    """The verdicts that a page holds of a project's findings."""
    _, _, rest = page.partition(f"<!-- findings: {project} -->\n")
    table, _, _ = rest.partition("<!-- end of findings -->")
    found = {}
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == len(HEADS) and re.match(r"\d{4}-", cells[2]):
            found[cells[0], cells[1], cells[2]] = Verdict(cells[-2], cells[-1])
    return found


def lines(findings: Iterable[Document], known: Mapping[Key, Verdict]) -> Iterator[str]:
    """The lines of a table: how many there are of each verdict, and a row a finding."""
    rows = [(finding, known.get(key_of(finding), Verdict(UNREAD, ""))) for finding in findings]
    counts = {verdict: sum(own.verdict == verdict for _, own in rows) for verdict in (RIGHT, ARGUABLE, WRONG, UNREAD)}
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count or verdict != UNREAD)
    yield f"{len(rows)} findings: {told}."
    yield ""
    yield f"| {' | '.join(HEADS)} |"
    yield f"|{'---|' * len(HEADS)}"
    for finding, own in rows:
        detector, subject, first_visible = key_of(finding)
        cells = (
            detector, subject, first_visible, finding["last_seen"][:10], finding["severity"],
            f"{finding['confidence']:.2f}", _figures(finding), own.verdict, own.why,
        )  # fmt: skip
        yield f"| {' | '.join(cells)} |"


def _figures(finding: Document) -> str:
    detector = "late-sprints" if "sprints" in finding["measures"] else finding["detector"]
    return FIGURES[detector].format(**finding["measures"])


if __name__ == "__main__":
    main()
