"""A connector from outside, as the docs show it, plugs in by its entry point: built, installed, declared and synced."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.end_to_end.running import Installation

PAGE = Path(__file__).resolve().parents[2] / "docs" / "connectors.md"
NOW = "2026-06-01T06:00:00Z"
HEAD = "id,title,by,created,updated,closed\n"
FIRST = "1,Print it,ann,2026-03-02T09:00:00+00:00,2026-03-04T09:00:00+00:00,2026-03-04T09:00:00+00:00\n"
SECOND = "2,Show it,bob,2026-03-03T09:00:00+00:00,2026-03-03T09:00:00+00:00,\n"
ODD = "3,Lose it,bob,some day,2026-03-03T09:00:00+00:00,\n"


def files(text: str) -> Mapping[str, str]:
    """The files that the page shows, by the path on the first line of each block."""
    return {found[1]: found[2] for found in re.finditer(r"^```\w+\n# (\S+)\n(.*?)^```$", text, re.DOTALL | re.M)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the package of the page in it, as an installer leaves it there."""
    project, site = tmp_path_factory.mktemp("acme-brug"), tmp_path_factory.mktemp("site")
    for name, text in files(PAGE.read_text()).items():
        if name == "pyproject.toml" or name.startswith("acme_brug/"):
            (project / name).parent.mkdir(exist_ok=True)
            (project / name).write_text(text)
    (project / "acme_brug" / "__init__.py").touch()
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run(build, cwd=project, check=True, capture_output=True, timeout=120)
    (wheel,) = (project / "dist").glob("*.whl")
    zipfile.ZipFile(wheel).extractall(site)
    assert [path.name for path in site.glob("*.dist-info/entry_points.txt")]
    return site


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """What the helpdesk exports: one project with a request done, one open and one that cannot be read."""
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "HELP.csv").write_text(HEAD + FIRST + SECOND + ODD)
    return folder


@pytest.fixture
def brug(site: Path, export: Path, tmp_path: Path) -> Installation:
    """An installation with the connector beside it and the source of the page declared."""
    found = Installation(tmp_path / "brug.sqlite", NOW, {"PYTHONPATH": str(site)}, by_itself=True)
    return found.declared(declaration(export))


def declaration(export: Path) -> str:
    return files(PAGE.read_text())["brug.toml"].replace("/srv/helpdesk/export", str(export))


def test_it_is_synced_like_any_other(brug: Installation) -> None:
    assert brug.done("sync") == "acme-helpdesk HELP: 2 issues read\n"
    rows = brug.rows()
    assert [row[2] for row in rows["issues"]] == ["HELP-1", "HELP-2"]
    assert len(rows["changes"]) == 2
    assert [row[:2] for row in rows["people"]] == [("acme-helpdesk", "ann"), ("acme-helpdesk", "bob")]
    assert "1 project scanned" in brug.done("scan")
    assert brug.done("sync") == "acme-helpdesk HELP: nothing new\n"


def test_what_changes_and_what_goes_is_seen_by_the_next_sync(brug: Installation, export: Path) -> None:
    brug.done("sync")
    later = SECOND.replace("2026-03-03T09:00:00+00:00,\n", "2026-03-05T09:00:00+00:00,2026-03-05T09:00:00+00:00\n")
    (export / "HELP.csv").write_text(HEAD + later)
    brug.done("sync")
    told = brug.done("doctor")
    assert "1 departed issue, whose history stays: 1 deleted" in told
    assert len(brug.rows()["changes"]) == 4


def test_doctor_tells_what_it_can_see_and_what_it_could_not_read(brug: Installation) -> None:
    brug.done("sync")
    told = brug.done("doctor")
    assert "source acme-helpdesk (helpdesk, folder:" in told
    assert "1 files in" in told
    assert "1 record set aside: Invalid isoformat string: 'some day' (3)" in told


def test_without_the_package_its_kind_is_unknown(brug: Installation, export: Path) -> None:
    alone = replace(brug, environment={})
    ended = alone.run("apply", alone.written(declaration(export)))
    assert ended.returncode == 1
    assert 'unknown kind "helpdesk"; did you mean' in ended.stderr or "installed are demo, github, jira" in ended.stderr
    ended = alone.run("sync")
    assert ended.returncode == 1
    assert ended.stderr.startswith('brug: source acme-helpdesk: unknown kind "helpdesk"')


def test_a_package_that_cannot_be_loaded_is_named_in_one_line(brug: Installation, site: Path, tmp_path: Path) -> None:
    (broken,) = site.glob("*.dist-info")
    there = tmp_path / "broken" / broken.name
    there.mkdir(parents=True)
    for name in ("METADATA", "entry_points.txt"):
        (there / name).write_text((broken / name).read_text())
    ended = replace(brug, environment={"PYTHONPATH": str(there.parent)}).run("sync")
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "brug: source acme-helpdesk: the connector of kind \"helpdesk\" cannot be loaded: No module named 'acme_brug'"
    ]
