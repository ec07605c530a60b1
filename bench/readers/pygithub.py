"""PyGithub: a repository's issues and pull requests with timelines, comments, reviews and review comments.

python -m bench.readers.pygithub URL OWNER/NAME [sparing]

The plain way asks each issue for each of these, except where the issue itself says that there are none.
`sparing` takes comments and reviews from the timeline, where they stand too, and pull requests from pages of
a hundred: the fewest requests that PyGithub can do with.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable

from github import Auth, Github
from github.Issue import Issue
from github.Repository import Repository

from bench.reading import TOKEN, Stopwatch, tell

A_PAGE = 100


def main(url: str, name: str, way: str = "plain") -> None:
    """Read a repository whole, and tell what it cost and brought."""
    watch = Stopwatch()
    github = Github(
        base_url=url,
        auth=Auth.Token(os.environ[TOKEN]),
        per_page=A_PAGE,
        # Its own spacing between requests is off: what is measured is how fast it can be.
        seconds_between_requests=None,
        seconds_between_writes=None,
    )
    repository = github.get_repo(name)
    counts: Counter[str] = Counter()
    ways: dict[str, Callable[[Repository, Counter[str]], None]] = {"plain": _plain, "sparing": _sparing}
    ways[way](repository, counts)
    watch.stop()
    tell(watch, dict(counts))


def _plain(repository: Repository, counts: Counter[str]) -> None:
    for issue in repository.get_issues(state="all", sort="created", direction="asc"):
        counts["issues"] += 1
        counts["events"] += sum(1 for _ in issue.get_timeline())
        if issue.comments:
            counts["comments"] += sum(1 for _ in issue.get_comments())
        # The property that says so would ask for each plain issue again, as only pull requests have it.
        if "/pull/" in issue.html_url:
            _plain_pull(issue, counts)


def _plain_pull(issue: Issue, counts: Counter[str]) -> None:
    pull = issue.as_pull_request()
    counts["pull_requests"] += 1
    counts["reviews"] += sum(1 for _ in pull.get_reviews())
    if pull.review_comments:
        counts["review_comments"] += sum(1 for _ in pull.get_review_comments())


def _sparing(repository: Repository, counts: Counter[str]) -> None:
    for pull in repository.get_pulls(state="all", sort="created", direction="asc"):
        counts["pull_requests"] += 1
        counts["review_comments"] += sum(1 for _ in pull.get_review_comments())
    for issue in repository.get_issues(state="all", sort="created", direction="asc"):
        counts["issues"] += 1
        for event in issue.get_timeline():
            counts["events"] += 1
            counts["comments"] += event.event == "commented"
            counts["reviews"] += event.event == "reviewed"


if __name__ == "__main__":
    main(*sys.argv[1:])
