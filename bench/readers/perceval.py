"""Perceval: GitHub's issues and pull requests with comments, reviews and review comments; Jira's issues.

python -m bench.readers.perceval github URL OWNER/NAME
python -m bench.readers.perceval jira URL PROJECT

Its GitHub backend knows no timelines, so it brings less than the others do. Data about people is left out,
which spares it two requests a person.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from datetime import UTC, datetime

from perceval.backends.core.github import GitHub
from perceval.backends.core.jira import Jira

from bench.reading import TOKEN, Stopwatch, tell

LONG_AGO = datetime(2002, 1, 1, tzinfo=UTC)
"""Before any issue: its own beginning of time, 0, is no date to every Jira."""


def main(what: str, url: str, name: str) -> None:
    """Read a repository or a project whole, and tell what it cost and brought."""
    watch = Stopwatch()
    counts: Counter[str] = Counter()
    (_jira if what == "jira" else _github)(url, name, counts)
    watch.stop()
    tell(watch, dict(counts))


def _github(url: str, name: str, counts: Counter[str]) -> None:
    owner, _, repository = name.partition("/")
    token = [os.environ[TOKEN]]
    source = GitHub(owner, repository, api_token=token, base_url=url, sleep_for_rate=False)
    for item in source.fetch(category="issue", filter_classified=True):
        counts["issues"] += 1
        counts["comments"] += len(item["data"]["comments_data"])
    for item in source.fetch(category="pull_request", filter_classified=True):
        counts["pull_requests"] += 1
        counts["reviews"] += len(item["data"]["reviews_data"])
        counts["review_comments"] += len(item["data"]["review_comments_data"])


def _jira(url: str, project: str, counts: Counter[str]) -> None:
    for item in Jira(url, project).fetch(from_date=LONG_AGO):
        issue = item["data"]
        counts["issues"] += 1
        counts["comments"] += len(issue["comments_data"])
        counts["histories"] += len(issue["changelog"]["histories"])
        counts["changes"] += sum(len(history["items"]) for history in issue["changelog"]["histories"])


if __name__ == "__main__":
    main(*sys.argv[1:])
