"""Styles and scripts: kept for good by browsers, all from brug itself, and those of others as they were published."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from fastapi.testclient import TestClient

ROOT = Path(__file__).resolve().parents[2] / "app" / "web"
VENDOR = ROOT / "static" / "vendor"


def test_files_of_others_are_those_that_the_list_names() -> None:
    listed = dict(re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", (VENDOR / "README.md").read_text(), re.M))
    found = {str(p.relative_to(VENDOR)): hashlib.sha256(p.read_bytes()).hexdigest() for p in VENDOR.rglob("*.js")}
    assert found == listed
    for path in found:
        assert (VENDOR / path).parent.joinpath("LICENSE").exists()


def test_a_file_may_be_kept_for_good_under_its_own_address(web: TestClient) -> None:
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', web.get("/projects/WEB").text)
    assert len(addresses) > 3
    for address in addresses:
        answer = web.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        old = re.sub(r"^/static/[^/]+", "/static/0", address)
        assert web.get(old).headers["cache-control"] == "no-cache"
    assert web.get("/static/0/..%2F..%2Ftemplates%2Fbase.html").status_code == 404


def test_nothing_is_loaded_from_another_host() -> None:
    for path in [*(ROOT / "templates").glob("*.html"), *(ROOT / "static").glob("*/*.css")]:
        assert not re.findall(r"(?:src|href)=\"https?:|url\(|@import", path.read_text()), path


def test_pages_travel_in_what_is_installed() -> None:
    settings = (ROOT.parents[1] / "pyproject.toml").read_text()
    assert re.search(r'packages = \[.*"app".*\]', settings)
