"""Team-managed projects name an epic as the parent, company-managed ones in a field of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.connectors.jira.corpus import Corpus
from tests.connectors.jira.pulling import issues, synced
from tests.trackers import serve

DEPLOYMENTS = pytest.mark.parametrize("deployment", ["cloud", "dc"])


@DEPLOYMENTS
def test_an_epic_of_a_company_managed_project_is_known_by_its_id(deployment: str, tmp_path: Path) -> None:
    corpus = Corpus(tmp_path)
    corpus.fields("SHOP-4")["issuetype"] = {"id": "10", "name": "Epic", "subtask": False}
    corpus.fields("SHOP-1")["customfield_10014"] = "SHOP-4"
    # An epic of another project is in no list of this one.
    corpus.fields("OPS-2")["issuetype"] = {"id": "10", "name": "Epic", "subtask": False}
    corpus.fields("SHOP-2")["customfield_10014"] = "OPS-2"
    with serve(corpus.name, deployment=deployment) as url:
        found = {issue.key: issue for issue in issues(synced(url, "SHOP"))}
    assert found["SHOP-4"].kind == "epic"
    assert (found["SHOP-1"].epic, found["SHOP-2"].epic, found["SHOP-3"].epic) == ("10104", "10105", None)


def test_a_team_managed_project_has_its_epics_as_parents_and_its_sprints_on_a_simple_board(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path)
    epic_type = {"id": "10", "name": "Epos", "subtask": False, "hierarchyLevel": 1}
    corpus.fields("SHOP-4")["issuetype"] = epic_type
    corpus.fields("SHOP-1")["parent"] = {"id": "10104", "key": "SHOP-4", "fields": {"issuetype": epic_type}}
    corpus.changed("projects.json", lambda projects: projects[0].update(style="next-gen", simplified=True))
    corpus.changed("boards.json", lambda boards: boards[0].update(type="simple"))
    with serve(corpus.name, deployment="cloud") as url:
        pages = synced(url, "SHOP")
    found = {issue.key: issue for issue in issues(pages)}
    assert found["SHOP-4"].kind == "epic"
    assert (found["SHOP-1"].epic, found["SHOP-1"].parent) == ("10104", None)
    assert found["SHOP-1"].points == 3.0
    assert [c.id for c in pages[0].commitments if c.type == "sprint"] == ["31", "32"]


@DEPLOYMENTS
def test_the_points_of_team_managed_projects_are_known_in_any_language(deployment: str, tmp_path: Path) -> None:
    def in_dutch(fields: list[dict[str, Any]]) -> None:
        for field in fields:
            if field["id"] == "customfield_10016":
                field["name"] = "Schatting in punten"
                field["schema"]["custom"] = "com.pyxis.greenhopper.jira:jsw-story-points"

    with serve(Corpus(tmp_path).changed("fields.json", in_dutch).name, deployment=deployment) as url:
        assert {issue.key: issue.points for issue in issues(synced(url, "SHOP"))}["SHOP-1"] == 3.0


@DEPLOYMENTS
def test_sprints_read_the_same_from_objects_and_from_old_texts(deployment: str) -> None:
    with serve("tiny-jira", deployment=deployment) as url:
        pages = synced(url, "SHOP")
    found = {issue.key: issue for issue in issues(pages)}
    assert found["SHOP-3"].commitments == (("sprint", "31"), ("sprint", "32"))
    assert {c.id: c.state for c in pages[0].commitments if c.type == "sprint"} == {"31": "delivered", "32": "active"}
