"""How people sign in is set by the environment or by options, and a wrong set stops brug at its start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.provider import RIGHTS, Browser, Site, environment, serving
from tests.end_to_end.running import Installation
from tests.trackers import free_port


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"BRUG_OIDC_ISSUER": ""}, "BRUG_OIDC_ISSUER"),
        ({"BRUG_OIDC_CLIENT_SECRET": "s3cret"}, "env:NAME or file:PATH"),
        ({"ACME_OIDC_SECRET": ""}, "ACME_OIDC_SECRET is not set"),
        ({"BRUG_OIDC_CLIENT_SECRET": "file:/nowhere/at/all"}, "/nowhere/at/all"),
        (dict.fromkeys(RIGHTS, ""), "BRUG_OIDC_READERS"),
        ({"BRUG_URL": "", "BRUG_HOST": "0.0.0.0"}, "BRUG_URL"),
    ],
)
def test_a_wrong_or_half_given_set_stops_serving_at_its_start(
    site: Site, tmp_path: Path, change: dict[str, str], told: str
) -> None:
    brug = replace(site.brug, database=tmp_path / "brug.sqlite", environment=site.brug.environment | change)
    ended = brug.run("serve", "--no-schedule")
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert told in line
    assert "s3cret" not in line


def test_brug_may_be_reached_from_elsewhere_once_people_sign_in(site: Site) -> None:
    port = free_port()
    with serving(site.brug, port, "--host", "0.0.0.0"):
        assert httpx.get(f"http://127.0.0.1:{port}/api/v1/me").status_code == 401


def test_options_say_the_same_as_the_environment(site: Site, tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    variables = environment(site.provider, url)
    given = {name: variables.pop(name) for name in list(variables) if name.startswith("BRUG_")}
    options = [f"--{name.removeprefix('BRUG_').lower().replace('_', '-')}={text}" for name, text in given.items()]
    brug = Installation(tmp_path / "brug.sqlite", "", variables)
    site.provider.knows("ann", email="ann@acme.example")
    command = [*options, "--oidc-writers=ann@acme.example", "serve", "--port", str(port), "--no-schedule"]
    with brug.started(*command):
        browser = Browser(url)
        browser.wait()
        assert browser.sign_in("ann").status_code == 303
        assert browser.me().json()["scope"] == "write"
