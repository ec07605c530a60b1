"""The repository itself: pins within ranges, one way to test, a package that holds all it needs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
DEPENDENCIES = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
DEVELOPMENT = [Requirement(text) for text in PROJECT["dependency-groups"]["dev"]]
PACKAGES = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]


def pins(lock: str) -> dict[str, list[str]]:
    """The versions that a lock pins, by name: several where markers tell them apart."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / lock).read_text().splitlines():
        if line and not line.startswith("#"):
            requirement = Requirement(line)
            (pin,) = requirement.specifier
            assert pin.operator == "==", line
            found.setdefault(canonicalize_name(requirement.name), []).append(pin.version)
    return found


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [("requirements.lock", DEPENDENCIES + DEVELOPMENT), ("requirements.runtime.lock", DEPENDENCIES)],
)
def test_a_lock_pins_every_dependency_within_its_range(lock: str, wanted: list[Requirement]) -> None:
    pinned = pins(lock)
    for requirement in wanted:
        versions = pinned.get(canonicalize_name(requirement.name), [])
        assert versions, f"{lock} lacks {requirement.name}; run make lock"
        assert all(requirement.specifier.contains(version) for version in versions), f"{requirement}: {versions}"


def test_what_is_run_is_what_was_tested() -> None:
    tested = pins("requirements.lock")
    running = pins("requirements.runtime.lock")
    assert {name: tested.get(name) for name in running} == running
    only_tested = {canonicalize_name(r.name) for r in DEVELOPMENT} - {canonicalize_name(r.name) for r in DEPENDENCIES}
    assert not {"pytest", "mypy", "ruff"} & only_tested & set(running)


def test_make_test_runs_all_that_must_hold() -> None:
    makefile = (ROOT / "Makefile").read_text()
    recipe = re.search(r"^test:.*\n((?:\t.*\n)+)", makefile, re.M)
    assert recipe is not None
    for check in ("ruff format --check", "ruff check", "mypy", "lint-imports", "pytest"):
        assert f"/{check}" in recipe[1]
    assert not re.search(r"^\t-|\|\| *true", recipe[1], re.M), "a check that fails must end make test"


def test_continuous_integration_runs_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text().splitlines()[-1] == "make test"


def test_import_rules_know_every_package_of_the_application() -> None:
    rules = PROJECT["tool"]["importlinter"]
    assert set(rules["root_packages"]) == set(PACKAGES) - {"migrations"}
    layers = " ".join(layer for contract in rules["contracts"] for layer in contract["layers"])
    trackers = {p.parent.name for p in (ROOT / "connectors").glob("*/__init__.py")}
    symptoms = {p.parent.name for p in (ROOT / "detectors").glob("*/__init__.py")}
    for name in [*(f"connectors.{t}" for t in trackers), *(f"detectors.{s}" for s in symptoms)]:
        assert name in layers


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    place = re.compile(
        "|".join(f"{start}/" for start in ("/wo" + "rk", "/ho" + "me/[a-z]+", "/ro" + "ot", "/Us" + "ers"))
    )
    found = []
    for path in files():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in place.finditer(text)]
    assert found == []


def files() -> list[Path]:
    """The files of the repository, or all of a copy that git does not know."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if listed.returncode == 0:
            return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    hidden = {".venv", "__pycache__", ".git", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
    return [p for p in ROOT.rglob("*") if p.is_file() and not hidden & set(p.relative_to(ROOT).parts)]


def test_the_wheel_holds_all_of_the_application_and_nothing_else(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    there = {p.relative_to(ROOT).as_posix() for p in files() if p.relative_to(ROOT).parts[0] in PACKAGES}
    assert held == there


def test_the_image_is_built_from_files_that_are_there_and_let_through() -> None:
    copied = []
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            copied += line.split()[1:-1]
    let_through = {
        line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    }
    assert set(copied) == let_through
    assert set(PACKAGES) <= set(copied)
    assert all((ROOT / name).exists() for name in copied)
