"""What the docs say is so: links lead somewhere, examples give what stands under them, nothing is left out."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import re
import select
import shlex
import signal
import subprocess
import sys
import textwrap
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import typer

from app.api.application import create_app
from app.cli.main import app
from app.database.engine import open_engine
from app.declaration.parse import parse
from app.detection import detectors, known_thresholds
from app.export.columns import TABLES
from app.settings import read_settings
from app.sources import GROUP, kinds
from connectors.connector import Connector
from tests.trackers import free_port, serve

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
BLOCK = re.compile(
    r"^(?P<indent> *)(?:<!-- run: (?P<mark>\w+) -->\n *)?```(?P<language>\w*)\n(?P<text>.*?)^ *```$", re.DOTALL | re.M
)
NOW = "2026-06-01T06:00:00Z"
PORT = "8080"
ADDRESS = "https://jira.example.org"
SECONDS = 180.0


@dataclass(frozen=True)
class Example:
    """A command of the docs and what stands under it."""

    page: str
    command: str
    output: str


def blocks(page: Path, language: str) -> Iterator[tuple[str | None, str]]:
    """The code blocks of a page in a language: (mark, text)."""
    for found in BLOCK.finditer(page.read_text()):
        if found["language"] == language:
            yield found["mark"], textwrap.dedent(found["text"])


def prose(page: Path) -> str:
    """A page without its code blocks."""
    return BLOCK.sub("", page.read_text())


def examples(mark: str) -> list[Example]:
    """All examples under a mark, README first: they build on each other."""
    found = []
    for page in sorted(PAGES, key=lambda page: page != README):
        for own, text in blocks(page, "console"):
            if own == mark:
                for piece in re.split(r"^\$ ", text, flags=re.M)[1:]:
                    command, _, output = piece.partition("\n")
                    found.append(Example(page.name, command, output))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{page.name} links to {target}, which is not there"
        assert ROOT in [there, *there.parents], f"{page.name} links to {target}, outside of the repository"
        assert not anchor or anchor in anchors(there), f"{page.name} links to {target}: no such heading"


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_command_is_documented_and_has_help() -> None:
    text = README.read_text()
    for name, command in COMMANDS.items():
        assert f"`brug {name}" in text
        assert command.help, f"brug {name} has no help"
        for one in (command, *getattr(command, "commands", {}).values()):
            assert one.help, f"brug {name} {one.name} has no help"
            for parameter in one.params:
                if parameter.name != "help":
                    assert getattr(parameter, "help", None), f"{parameter.name} of brug {name} has no help"


def test_every_option_of_a_command_stands_in_the_readme() -> None:
    rows: dict[str, str] = {}
    for name, row in re.findall(r"^\| `brug (\w+)(.*?)` \|", README.read_text(), re.M):
        rows[name] = rows.get(name, "") + row
    for name, command in COMMANDS.items():
        commands = [command, *getattr(command, "commands", {}).values()]
        options = {o for c in commands for p in c.params for o in p.opts if o.startswith("--")} - {"--help"}
        if name != "demo":
            assert set(re.findall(r"--[a-z-]+", rows[name])) == options, f"brug {name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_is_named_exists(page: Path) -> None:
    named = set(re.findall(r"`brug ([a-z]+)", prose(page)))
    for _, text in blocks(page, "console"):
        named |= set(re.findall(r"^\$ brug ([a-z]+)", text, re.M))
    assert named <= set(COMMANDS)


def test_every_setting_stands_in_the_readme() -> None:
    source = "".join((ROOT / "app" / name).read_text() for name in ("settings.py", "openid_settings.py"))
    names = set(re.findall(r'(?:read|given)\("(\w+)"', source))
    for name in names:
        assert f"BRUG_{name.upper()}`" in README.read_text()
    # And each is an option, but those of the commands that serve, which are told with these.
    options = {option.name for option in typer.main.get_command(app).params}
    assert names - {"host", "port"} <= options


def test_every_threshold_stands_in_the_docs_with_its_default() -> None:
    rows = re.findall(
        r"^\| (?:`([a-z-]+)`)? ?\| `(\w+)` \| ([\d.]+) \|", (ROOT / "docs/declaring.md").read_text(), re.M
    )
    told: dict[str, dict[str, float]] = {}
    detector = ""
    for named, threshold, default in rows:
        detector = named or detector
        told.setdefault(detector, {})[threshold] = float(default)
    assert told == {d.NAME: d.THRESHOLDS for d in detectors()}


def test_every_detector_stands_in_the_index() -> None:
    index = (ROOT / "docs/detectors.md").read_text()
    for detector in detectors():
        assert f"[`{detector.NAME}`](detectors/{detector.NAME}.md)" in index


def test_the_api_page_tells_the_paths_and_parameters_that_are_there(tmp_path: Path) -> None:
    page = (ROOT / "docs/api.md").read_text()
    document = get("/openapi.json", f"sqlite:///{tmp_path / 'empty.sqlite'}").json()
    assert set(re.findall(r"^\| `[A-Z]+ (/\S+)`", page, re.M)) == set(document["paths"])
    for heading in ("Findings", "Commitments"):
        section = page.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
        rows = re.findall(r"^\| (`[a-z_`, ]+`) \|", section, re.M)
        told = {name for row in rows for name in re.findall(r"\w+", row)}
        operation = document["paths"][f"/api/v1/{heading.lower()}"]["get"]
        assert told == {parameter["name"] for parameter in operation["parameters"]}


def test_every_column_of_a_table_stands_in_the_docs_with_its_type_in_order() -> None:
    tables = (ROOT / "docs/dashboards.md").read_text().split("\n## Tables\n", 1)[1]
    told = {}
    for section in tables.split("\n### ")[1:]:
        rows = re.findall(r"^\| `(\w+)` \| (\w+) \| \S", section, re.M)
        told[section.partition("\n")[0]] = rows
    assert told == {name: [(column.name, column.kind) for column in columns] for name, columns in TABLES.items()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_declarations_of_the_docs_can_be_read(page: Path) -> None:
    texts = [text for _, text in blocks(page, "toml")]
    # A page that shows how to plug in a kind declares sources of it, too.
    own = [
        name for text in texts for name in tomllib.loads(text).get("project", {}).get("entry-points", {}).get(GROUP, {})
    ]
    for text in texts:
        if "project" not in tomllib.loads(text):
            parse(text, page.name, known_thresholds(), [*kinds(), *own])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pieces_of_a_file_are_as_they_stand_in_it(page: Path) -> None:
    for found in BLOCK.finditer(page.read_text()):
        name, _, piece = found["text"].removeprefix("# ").partition("\n")
        if found["language"] == "python" and (ROOT / name).is_file():
            assert piece in (ROOT / name).read_text()


def test_the_contract_of_a_connector_is_the_one_that_the_docs_show() -> None:
    text = next(text for _, text in blocks(ROOT / "docs/connectors.md", "python"))
    told = {match[1]: match[2] for match in re.finditer(r"    def (\w+)\((.*)\) -> .*: \.\.\.", text)}
    calls = {name: call for name, call in vars(Connector).items() if inspect.isfunction(call) and name[0] != "_"}
    assert told.keys() == calls.keys()
    for name, call in calls.items():
        assert re.findall(r"(\w+)(?=:|$|,)", re.sub(r": [^,]*", ":", told[name])) == list(
            inspect.signature(call).parameters
        )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_example_of_brug_escapes_being_run(page: Path) -> None:
    for mark, text in blocks(page, "console"):
        assert mark in ("demo", "recorded") or not re.search(r"^\$ (brug|curl)\b", text, re.M)


def test_examples_of_the_demo_print_what_the_docs_say(tmp_path: Path) -> None:
    found = examples("demo")
    assert found[0].command == "brug demo"
    for example in found:
        check(example, run(example.command, tmp_path, NOW))


def test_examples_of_the_recorded_history_print_what_the_docs_say(tmp_path: Path) -> None:
    with serve("fcrepo") as url:
        declared = next(text for _, text in blocks(README, "toml") if ADDRESS in text)
        (tmp_path / "brug.toml").write_text(declared.replace(ADDRESS, url))
        for example in examples("recorded"):
            check(example, run(example.command, tmp_path, None).replace(url, ADDRESS))


def check(example: Example, printed: str) -> None:
    """… on a line of its own stands for any lines, within a line for any text of it."""
    wanted = [r"(?s:.*)" if line.strip() == "…" else _pattern(line) for line in lines(example.output)]
    if not re.fullmatch(r"\n".join(wanted), "\n".join(lines(printed))):
        assert printed == example.output, f"{example.page}: $ {example.command}"


def _pattern(line: str) -> str:
    return "[^\n]*".join(re.escape(part) for part in line.split("…"))


def lines(text: str) -> list[str]:
    """The lines that say something, without trailing blanks."""
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def run(command: str, folder: Path, now: str | None) -> str:
    """What a command of the docs prints, on a database of its own in a folder."""
    database = f"sqlite:///{folder / 'docs.sqlite'}"
    words = shlex.split(command)
    if words[0] == "curl":
        url = next(word for word in words if word.startswith("http://"))
        answer = get(url.removeprefix(f"http://127.0.0.1:{PORT}"), database, now)
        # As json.tool prints it.
        return json.dumps(answer.json(), indent=4)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BRUG_")}
    environment |= {"BRUG_DATABASE_URL": database} | ({"BRUG_NOW": now} if now else {})
    program = [str(Path(sys.executable).with_name("brug")), *words[1:]]
    if words[1] == "demo":
        return _until_served(program, environment)
    done = subprocess.run(
        program, env=environment, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _until_served(program: list[str], environment: dict[str, str]) -> str:
    """What a command that serves prints up to saying so; it is then ended as Ctrl-C does."""
    port = str(free_port())
    process = subprocess.Popen(
        [*program, "--port", port], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    printed = b""
    deadline = time.monotonic() + SECONDS
    while b"Ctrl-C" not in printed and time.monotonic() < deadline:
        if select.select([process.stdout], [], [], 1.0)[0]:
            piece = os.read(process.stdout.fileno(), 65_536)
            if not piece:
                break
            printed += piece
    process.send_signal(signal.SIGINT)
    process.wait(SECONDS)
    return printed.decode().replace(f":{port}", f":{PORT}")


def get(path: str, database: str, now: str | None = None) -> httpx.Response:
    """What the API over a database answers to this machine."""
    settings = read_settings({"BRUG_DATABASE_URL": database, **({"BRUG_NOW": now} if now else {})})
    engine = open_engine(database)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(create_app(engine, settings), client=("127.0.0.1", 50_000))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://127.0.0.1:{PORT}") as asking:
            return await asking.get(path)

    try:
        # In a thread of its own: where the process has a browser open, this one has a loop already.
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, ask()).result()
    finally:
        engine.dispose()
