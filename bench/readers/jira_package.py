"""The search of the `jira` package: whole issues with their changelogs, and by themselves what a page cut.

python -m bench.readers.jira_package URL PROJECT

Data Center gives changelogs and comments whole. Cloud gives the newest 40 histories and 100 comments of an
issue, so that whoever wants all of them has to ask again for the issues that have more.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from jira import JIRA, Issue

from bench.reading import Stopwatch, tell

HISTORIES_A_PAGE = 100
COMMENTS_A_PAGE = 5000


def main(url: str, project: str) -> None:
    """Read a project whole, and tell what it cost and brought."""
    watch = Stopwatch()
    jira = JIRA(server=url)
    found = jira.search_issues(f'project = "{project}"', maxResults=False, expand="changelog", fields="*all")
    counts = dict.fromkeys(("issues", "histories", "changes", "comments"), 0)
    for issue in found:
        assert isinstance(issue, Issue)
        histories = _histories(jira, issue)
        counts["issues"] += 1
        counts["histories"] += len(histories)
        counts["changes"] += sum(len(history["items"]) for history in histories)
        counts["comments"] += sum(1 for _ in _comments(jira, issue))
    watch.stop()
    tell(watch, counts)


def _histories(jira: JIRA, issue: Issue) -> list[dict[str, Any]]:
    """All histories of an issue: those that came with it, or page by page where it has more."""
    changelog = issue.raw["changelog"]
    inline: list[dict[str, Any]] = changelog["histories"]
    if len(inline) >= changelog["total"]:
        return inline
    found: list[dict[str, Any]] = []
    while len(found) < changelog["total"]:
        # The package has no call of its own for this.
        asked = {"startAt": len(found), "maxResults": HISTORIES_A_PAGE}
        found += jira._get_json(f"issue/{issue.id}/changelog", params=asked)["values"]
    return found


def _comments(jira: JIRA, issue: Issue) -> Iterator[object]:
    """All comments of an issue, likewise."""
    given = issue.raw["fields"].get("comment") or {"comments": [], "total": 0}
    if len(given["comments"]) >= given["total"]:
        yield from issue.fields.comment.comments if given["comments"] else ()
        return
    yield from jira.comments(issue.id, max_results=COMMENTS_A_PAGE)


if __name__ == "__main__":
    main(*sys.argv[1:])
