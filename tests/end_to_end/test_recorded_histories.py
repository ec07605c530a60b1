"""Real histories, synced over HTTP by the real command line, come out exactly as they were."""

from __future__ import annotations

import gzip
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sqlalchemy import select

from app.access.sight import EVERYTHING
from app.commitments.listing import CommitmentQuery
from app.commitments.standing import Commitments
from app.database import tables
from app.database.engine import open_engine, reading
from app.histories import Histories
from app.instants import day_of, parse_date, parse_instant, rfc3339
from detectors.history import History
from detectors.past.replay import NEVER
from tests.end_to_end.running import Installation, jira, made_once
from tests.trackers import REAL, facts, require_trackers, serve

CORPORA = {"fcrepo": "FCREPO", "duracloud": "DURACLOUD"}
FEDORA_3_6 = "10453"

Deployments = dict[str, Installation]


@pytest.fixture(scope="session")
def deployments(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Deployments:
    """Both histories, synced once from Jira Cloud and once from Jira Data Center, and scanned."""
    require_trackers()

    def made(deployment: str) -> Installation:
        def make(database: Path) -> None:
            with serve(*CORPORA, deployment=deployment) as url:
                brug = Installation(database).declared(jira(("fcrepo", url), ("duracloud", f"{url}/site/duracloud")))
                brug.done("sync")
                brug.done("scan")

        return made_once(tmp_path_factory, worker_id, f"recorded-{deployment}", make)

    return {deployment: made(deployment) for deployment in ("cloud", "dc")}


@pytest.fixture(params=["cloud", "dc"])
def brug(deployments: Deployments, request: pytest.FixtureRequest) -> Installation:
    """An installation that has synced and scanned both histories; `apply`, `sync` and `scan` ended with 0."""
    return deployments[request.param]


@pytest.mark.parametrize("corpus", CORPORA)
def test_every_issue_change_comment_and_worklog_is_there(brug: Installation, corpus: str) -> None:
    history = history_of(brug, corpus)
    columns = history.columns
    assert {
        "issues": columns.issues.height,
        "histories": columns.changes.select("issue", "batch").unique().height,
        "items": columns.changes.height,
        "comments": columns.comments.height,
        "worklogs": columns.worklogs.height,
        "unresolved": columns.issues["resolution"].null_count(),
    } == {name: count for name, count in facts()[corpus].items() if name != "versions"}


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_release_had_on_every_day_the_members_and_the_unresolved_that_it_had(brug: Installation, corpus: str) -> None:
    history = history_of(brug, corpus)
    listed = {c.id: k for k, c in enumerate(history.commitments) if c.type == "release"}
    expected, found = {}, {}
    for version, known in facts()[corpus]["versions"].items():
        assert version in listed, f"release {known['name']} is not there"
        for on, counts in known["on"].items():
            at = parse_date(on)
            members = history.members_at(listed[version], at)
            expected[version, on] = counts
            found[version, on] = [len(members), int(history.unresolved_at(members, at).sum())]
    assert found == expected


@pytest.mark.parametrize("corpus", CORPORA)
def test_the_history_of_a_commitment_tells_on_every_day_the_members_and_the_unresolved_that_it_had(
    deployments: Deployments, corpus: str
) -> None:
    seen = commitments_of(deployments["cloud"])
    listed = seen.page(EVERYTHING, CommitmentQuery(source=[corpus], type=["release"], limit=500)).items
    expected, found = {}, {}
    for one in listed:
        rows = seen.history(EVERYTHING, one["id"])
        assert rows, f"{one['name']} has no history"
        for on, counts in facts()[corpus]["versions"].get(one["external_id"], {"on": {}})["on"].items():
            expected[one["external_id"], on] = counts
            last = [row for row in rows if row["on"] <= on][-1:]
            found[one["external_id"], on] = [last[0]["members"], last[0]["unresolved"]] if last else [0, 0]
    assert {version for version, _ in expected} == set(facts()[corpus]["versions"])
    assert found == expected


def test_fedora_3_6_had_69_members_on_1_march_2012_of_which_56_were_unresolved(brug: Installation) -> None:
    seen = commitments_of(brug)
    named = seen.page(EVERYTHING, CommitmentQuery(type=["release"], q="Fedora 3.6")).items
    one = next(c for c in named if c["external_id"] == FEDORA_3_6)
    assert seen.on(EVERYTHING, one["id"], parse_date("2012-03-01")) == [
        {
            "on": "2012-03-01",
            "members": 69,
            "unresolved": 56,
            "weight": 69.0,
            "added": 21,
            "removed": 0,
            "due_on": "2012-08-07",
        }
    ]
    grown = growth_of_fedora_3_6(brug)["measures"]
    (on_the_eve,) = seen.on(EVERYTHING, one["id"], parse_date("2012-08-02")) or [{}]
    assert (on_the_eve["added"], on_the_eve["removed"]) == (grown["added"], grown["removed"])


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_release_ends_with_the_members_that_it_ends_with(brug: Installation, corpus: str) -> None:
    history = history_of(brug, corpus)
    listed = {c.id: k for k, c in enumerate(history.commitments) if c.type == "release"}
    known = facts()[corpus]["versions"]
    found = {v: sorted(history.keys[i] for i in history.members_at(listed[v], int(NEVER) - 1)) for v in known}
    assert found == {v: sorted(version["keys_at_end"]) for v, version in known.items()}


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_release_was_delivered_on_the_day_that_the_tracker_says(brug: Installation, corpus: str) -> None:
    recorded = released_on(corpus)
    delivered = {
        c.name: day_of(c.delivered.last)
        for c in history_of(brug, corpus).commitments
        if c.type == "release" and c.delivered.last is not None
    }
    assert recorded, "the description of the recordings holds no table of release dates"
    assert {name: delivered.get(name) for name in recorded} == recorded


def test_the_work_on_fedora_3_6_started_on_19_october_2011(brug: Installation) -> None:
    history = history_of(brug, "fcrepo")
    position = release(history, FEDORA_3_6)
    members, rows = history.members, history.rows_of(position)
    started = history.started_at[members.issue[rows]]
    inside = rows[(members.from_at[rows] <= started) & (started < members.until_at[rows])]
    first = min(inside, key=lambda row: history.started_at[members.issue[row]])
    issue = members.issue[first]
    assert (history.keys[issue], day_of(int(history.started_at[issue]))) == ("FCREPO-1014", date(2011, 10, 19))


def test_five_days_before_fedora_3_6_its_growth_stood_out(brug: Installation) -> None:
    finding = growth_of_fedora_3_6(brug)
    assert finding["subject"]["name"] == "Fedora 3.6"
    assert finding["as_of"] == "2012-08-02T00:00:00Z"
    assert finding["first_visible"] < "2012-05-08T00:00:00Z", "visible three months before the release"
    assert finding["measures"]["growth"] >= 0.25


def test_every_addition_that_is_named_as_evidence_did_join_fedora_3_6_after_it_was_agreed(brug: Installation) -> None:
    finding = growth_of_fedora_3_6(brug)
    # The planning of 3.6 took ten working days from the first work on it.
    agreed_at = parse_instant("2011-11-03T00:00:00Z")
    until = parse_date("2012-08-02")
    added = [fact for fact in finding["evidence"] if "taken out" not in fact["what"]]
    removed = [fact for fact in finding["evidence"] if "taken out" in fact["what"]]
    assert len(added) == finding["measures"]["added"] > 0
    assert len(removed) == finding["measures"]["removed"]
    for fact in added:
        at = parse_instant(fact["at"])
        assert agreed_at <= at < until, fact
        assert at in joins_of(fact["issue"], FEDORA_3_6), fact
        assert not was_member(fact["issue"], FEDORA_3_6, agreed_at), fact
        assert was_member(fact["issue"], FEDORA_3_6, until), fact
    for fact in removed:
        assert was_member(fact["issue"], FEDORA_3_6, agreed_at), fact
        assert not was_member(fact["issue"], FEDORA_3_6, until), fact


def test_a_committed_figure_counts_the_members_at_the_end_of_the_planning(brug: Installation) -> None:
    agreed_at = parse_instant("2011-11-03T00:00:00Z")
    members = [key for key in recorded_issues() if was_member(key, FEDORA_3_6, agreed_at)]
    assert growth_of_fedora_3_6(brug)["measures"]["committed"] == len(members)


@pytest.mark.parametrize("corpus", CORPORA)
def test_both_deployments_tell_the_same_history(deployments: Deployments, corpus: str) -> None:
    cloud, data_center = (history_of(brug, corpus).columns for brug in deployments.values())
    for name in ("issues", "memberships", "changes", "comments", "worklogs", "links", "people", "commitments"):
        one, other = (hostless(getattr(columns, name)) for columns in (cloud, data_center))
        assert one.equals(other), name
        assert one.height or name == "worklogs", name


def test_a_scan_of_a_past_day_says_the_same_for_both_deployments(deployments: Deployments) -> None:
    cloud, data_center = (past_findings(brug) for brug in deployments.values())
    assert [summarised(d) for d in cloud] == [summarised(d) for d in data_center]


def commitments_of(brug: Installation) -> Commitments:
    return Commitments(open_engine(brug.url))


def history_of(brug: Installation, corpus: str) -> History:
    return _history(brug.url, CORPORA[corpus])


@cache
def _history(url: str, key: str) -> History:
    engine = open_engine(url)
    with reading(engine) as connection:
        project = connection.execute(select(tables.projects.c.id).where(tables.projects.c.key == key)).scalar_one()
    return Histories(engine).of(project)


def release(history: History, version: str) -> int:
    return next(k for k, c in enumerate(history.commitments) if (c.type, c.id) == ("release", version))


@cache
def past_findings_of(database: Path) -> str:
    brug = Installation(database)
    printed = brug.done("scan", "--as-of", "2012-08-02")
    assert "as of 2012-08-02T00:00:00Z" in printed
    return brug.done("findings", "--as-of", "2012-08-02", "--format", "json")


def past_findings(brug: Installation) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(past_findings_of(brug.database))
    return sorted(found, key=lambda d: (d["project"], d["detector"], d["subject"]["id"]))


def growth_of_fedora_3_6(brug: Installation) -> dict[str, Any]:
    found = [d for d in past_findings(brug) if d["detector"] == "scope-growth" and d["subject"]["id"] == FEDORA_3_6]
    assert len(found) == 1
    return found[0]


def summarised(finding: dict[str, Any]) -> tuple[object, ...]:
    facts_ = [(e["issue"], e["at"], e["what"]) for e in finding["evidence"]]
    return finding["project"], finding["detector"], finding["title"], finding["measures"], facts_


def hostless(frame: pl.DataFrame) -> pl.DataFrame:
    """Without what a deployment may tell in its own way: addresses, and e-mail addresses that Cloud may hide."""
    return frame.drop("url", "email", strict=False)


def released_on(corpus: str) -> dict[str, date]:
    """The release dates by name, from the table in the description of the recordings."""
    require_trackers()
    section = (REAL / "README.md").read_text().split(f"### {corpus}\n", 1)[1].split("\n### ", 1)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if "|" in line]
    return {row[0]: date.fromisoformat(row[2]) for row in rows if row[2][:2] == "20"}


@cache
def recorded_issues() -> dict[str, dict[str, Any]]:
    """The issues of fcrepo by key, straight from the recording."""
    with gzip.open(REAL / "fcrepo" / "issues.jsonl.gz", "rt") as lines:
        return {issue["key"]: issue for issue in map(json.loads, lines)}


def version_items(key: str) -> list[tuple[int, dict[str, Any]]]:
    """The changes of an issue's versions with their instants, the newest first."""
    histories = recorded_issues()[key]["changelog"]["histories"]
    items = [(instant(h["created"]), i) for h in histories for i in h["items"] if i["field"] == "Fix Version"]
    return sorted(items, key=lambda item: item[0], reverse=True)


def was_member(key: str, version: str, at: int) -> bool:
    """Whether an issue belonged to a version: its final versions, with every later change undone."""
    fields = recorded_issues()[key]["fields"]
    if instant(fields["created"]) > at:
        return False
    versions = {v["id"] for v in fields["fixVersions"]}
    for changed_at, item in version_items(key):
        if changed_at > at:
            versions.discard(item["to"])
            versions |= {item["from"]} - {None}
    return version in versions


def joins_of(key: str, version: str) -> list[int]:
    """When an issue came into a version; its creation, where it was created into it."""
    joins = [at for at, item in version_items(key) if item["to"] == version]
    created_at = instant(recorded_issues()[key]["fields"]["created"])
    return [*joins, created_at] if was_member(key, version, created_at) else joins


def instant(text: str) -> int:
    return parse_instant(text)


def test_the_recording_is_read_in_the_same_instants_as_brug_reads_it(brug: Installation) -> None:
    created_at = history_of(brug, "fcrepo").columns.issues.select("key", "created_at").rows()
    assert {key: rfc3339(at) for key, at in created_at} == {
        key: rfc3339(instant(issue["fields"]["created"])) for key, issue in recorded_issues().items()
    }
