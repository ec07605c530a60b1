"""Reading `brug.toml`: what is wrong is told in one line with FILE:LINE, before anything is changed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from app.alerts.channels.addresses import checked
from app.declaration.alerting import parse_alerting
from app.declaration.credentials import read_credentials, read_token
from app.declaration.lines import Lines
from app.declaration.model import Declaration, DeclaredGoal, DeclaredProject, DeclaredSource
from app.declaration.policies import read_cron, read_policy, read_schedule
from app.declaration.reader import Table
from app.declaration.sources import REMOTE, holds_secret, is_address
from app.errors import DeclarationError, nearest
from app.sources import kinds
from detectors.declared import Goal, SidePatterns


def read_file(
    path: Path, known_thresholds: Mapping[str, Iterable[str]], known_kinds: Iterable[str] | None = None
) -> Declaration:
    """What a `brug.toml` declares; `known_thresholds` are the threshold names of every detector.

    Raises DeclarationError for a file that cannot be read, and for the first thing in it that is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise DeclarationError(f"cannot read {path}: {reason}") from error
    return parse(text, str(path), known_thresholds, known_kinds)


def parse(
    text: str,
    file: str,
    known_thresholds: Mapping[str, Iterable[str]],
    known_kinds: Iterable[str] | None = None,
) -> Declaration:
    """What the text of a `brug.toml` declares; `file` is how errors name it."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(error, text, file) from error
    root = Table(values, (), "the file", file, Lines(text))
    root.only("sources", "sides", "projects", "goals", "policy", "schedule", "alerts")
    allowed = tuple(kinds() if known_kinds is None else known_kinds)
    sources = [_source(table, allowed) for table in root.tables("sources")]
    _no_doubles(root, "sources", [source.name for source in sources])
    by_name = {source.name: source for source in sources}
    projects = [_project(table, by_name, known_thresholds) for table in root.tables("projects")]
    _no_doubles(root, "projects", [f"{project.source} {project.key}" for project in projects])
    goals = [_goal(table, by_name) for table in root.tables("goals")]
    _no_doubles(root, "goals", [f"{goal.source or ''} {goal.goal.name}".strip() for goal in goals])
    sides = root.table("sides")
    if sides is not None:
        sides.only("business", "it")
    return Declaration(
        sources=tuple(sources),
        business=_side(sides, "business"),
        it=_side(sides, "it"),
        projects=tuple(projects),
        goals=tuple(goals),
        policy=read_policy(root.table("policy"), known_thresholds),
        schedule=read_schedule(root.table("schedule")),
        alerting=parse_alerting(root.table("alerts")),
    )


def _broken(error: tomllib.TOMLDecodeError, text: str, file: str) -> DeclarationError:
    place = re.search(r"line (\d+)", str(error))
    line = int(place[1]) if place else max(1, len(text.splitlines()))
    reason = re.sub(r" \(at .*\)$", "", str(error))
    return DeclarationError(f"{file}:{line}: this is no TOML: {reason}")


def _no_doubles(root: Table, name: str, keys: list[str]) -> None:
    for index, table in enumerate(root.tables(name)):
        if keys[index] in keys[:index]:
            raise table.wrong(f'"{keys[index]}" is declared twice in [[{name}]]')


def _source(table: Table, known_kinds: tuple[str, ...]) -> DeclaredSource:
    table.only("name", "kind", "url", "user", "token", "oauth", "app", "projects", "scan")
    name, kind = table.required("name"), table.required("kind")
    if kind not in known_kinds:
        hint = nearest(kind, known_kinds) or f"; installed are {', '.join(known_kinds)}"
        raise table.wrong(f'unknown kind "{kind}" in [[sources]]{hint}', "kind")
    url = table.required("url") if kind in REMOTE else table.text("url", "") or ""
    if kind in REMOTE and not is_address(url):
        raise table.wrong("url must start with https:// or http://", "url")
    if holds_secret(url):
        raise table.wrong("url must hold no secret: say user and token = env:NAME or file:PATH", "url")
    token, credentials = read_token(table), read_credentials(table, kind)
    return DeclaredSource(
        name, kind, url.rstrip("/"), table.text("user"), token, table.texts("projects"), credentials, read_cron(table)
    )


def _side(sides: Table | None, name: str) -> SidePatterns:
    table = None if sides is None else sides.table(name)
    if table is None:
        return SidePatterns()
    table.only("emails", "groups", "people")
    return SidePatterns(table.texts("emails") or (), table.texts("groups") or (), table.texts("people") or ())


def _declared_source(table: Table, name: str, sources: Mapping[str, DeclaredSource]) -> None:
    if name not in sources:
        raise table.wrong(f'no source is declared with the name "{name}"{nearest(name, sources)}', "source")


def _project(
    table: Table, sources: Mapping[str, DeclaredSource], known_thresholds: Mapping[str, Iterable[str]]
) -> DeclaredProject:
    table.only("source", "key", "lead", "budget", "alerts", "policy", "scan")
    source, key = table.required("source"), table.required("key")
    _declared_source(table, source, sources)
    listed = sources[source].projects
    if listed is not None and key not in listed:
        raise table.wrong(f'source {source} declares no project "{key}"{nearest(key, listed)}', "key")
    alerts = table.texts("alerts")
    for alert in alerts or ():
        try:
            checked(alert)
        except ValueError as error:
            raise table.wrong(f"alerts: {error}", "alerts") from None
    policy = table.table("policy", "policy of [[projects]]")
    return DeclaredProject(
        source,
        key,
        table.text_or_texts("lead"),
        _budget(table.table("budget", "budget")),
        alerts,
        read_policy(policy, known_thresholds) if policy is not None else None,
        read_cron(table),
    )


def _budget(table: Table | None) -> dict[str, float | int | str] | None:
    if table is None:
        return None
    table.only("hours", "points", "money", "rate", "baseline", "until")
    amounts = {name: amount for name in ("hours", "points", "money") if (amount := table.amount(name)) is not None}
    if len(amounts) != 1:
        raise table.wrong("budget needs one of hours, points or money")
    rate, baseline, until = table.amount("rate"), table.day("baseline"), table.day("until")
    if ("money" in amounts) != (rate is not None):
        raise table.wrong("a budget in money, and no other, needs rate: what an hour costs")
    if baseline is not None and until is not None and until <= baseline:
        raise table.wrong("budget ends (until) before it starts (baseline)", "until")
    budget: dict[str, float | int | str] = {**amounts}
    if rate is not None:
        budget["rate"] = rate
    days = {"baseline": baseline, "until": until}
    return budget | {name: day.isoformat() for name, day in days.items() if day is not None}


def _goal(table: Table, sources: Mapping[str, DeclaredSource]) -> DeclaredGoal:
    table.only("name", "source", "labels", "epics", "commitments", "maintenance")
    source = table.text("source")
    if source is not None:
        _declared_source(table, source, sources)
    lists = {name: table.texts(name) or () for name in ("labels", "epics", "commitments")}
    return DeclaredGoal(Goal(table.required("name"), **lists, maintenance=table.flag("maintenance")), source)
