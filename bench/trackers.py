"""The trackers that connectors are measured on, what is in them, and who else reads them."""

from __future__ import annotations

from dataclasses import dataclass

from tests.trackers import facts

FASTER_THAN_JIRA_PACKAGE = 5.0
FASTER_THAN_OTHERS = 20.0


@dataclass(frozen=True, slots=True)
class Client:
    """Another reader of a tracker: a program of `bench.readers`, and how many times as fast brug is to be.

    `arguments` may hold {url} and {project}. With `sample`, it reads so many issues only, as all would take
    very long. `remark` says what its figure leaves out.
    """

    name: str
    reader: str
    arguments: tuple[str, ...]
    package: str
    target: float | None = None
    sample: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Tracker:
    """One tracker: a recorded history, or as many generated issues, as one deployment serves it.

    `counts` are what a whole reading brings, as far as that is known. `requests` is the goal for requests
    per 1,000 issues.
    """

    name: str
    kind: str
    project: str
    issues: int
    counts: dict[str, int]
    clients: tuple[Client, ...]
    corpus: str | None = None
    deployment: str | None = None
    requests: float | None = None


def trackers(sample: int, generated: int) -> dict[str, Tracker]:
    """All of them, by a short name; `sample` is how many issues slow clients read of one."""
    known = facts()
    jira, github = known["fcrepo"], known["secp256k1"]
    jira_counts = {name: jira[name] for name in ("issues", "histories", "comments")} | {"changes": jira["items"]}
    numbers = github["issues"] + github["pull_requests"]
    github_counts = {name: github[name] for name in ("pull_requests", "comments", "reviews")} | {"issues": numbers}
    whole = _jira_package()
    return {
        "cloud": Tracker(
            "Jira Cloud, fcrepo", "jira", "FCREPO", jira["issues"], jira_counts, (whole,), "fcrepo", "cloud", 22
        ),
        "generated": Tracker(
            "Jira Cloud, a generated project", "jira", "SYAAA", generated, {}, (whole,), None, "cloud", 22
        ),
        "dc": Tracker(
            "Jira Data Center, fcrepo",
            "jira",
            "FCREPO",
            jira["issues"],
            jira_counts,
            (whole, _perceval("jira", sample, None, "")),
            "fcrepo",
            "dc",
        ),
        "github": Tracker(
            "GitHub, secp256k1",
            "github",
            "bitcoin-core/secp256k1",
            numbers,
            github_counts,
            (
                _pygithub("plain", sample, FASTER_THAN_OTHERS),
                _pygithub("sparing", sample, None),
                _perceval("github", sample, FASTER_THAN_OTHERS, "without timelines, which it does not know"),
            ),
            "secp256k1",
            None,
            45,
        ),
    }


def _jira_package() -> Client:
    return Client(
        "jira package", "jira_package", ("{url}", "{project}"), package="jira", target=FASTER_THAN_JIRA_PACKAGE
    )


def _pygithub(way: str, sample: int, target: float | None) -> Client:
    return Client(f"PyGithub, {way}", "pygithub", ("{url}", "{project}", way), "github", target, sample)


def _perceval(what: str, sample: int, target: float | None, remark: str) -> Client:
    return Client("perceval", "perceval", (what, "{url}", "{project}"), "perceval", target, sample, remark)
