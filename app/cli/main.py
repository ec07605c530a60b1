"""The commands, each a few lines over the calls that do the work."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.alerts import alerts
from app.cli.keys import keys
from app.cli.progress import progress
from app.cli.run import Options, Run, errors, start
from app.cli.tables import as_csv, as_json, dumps, print_findings
from app.errors import BrugError, SettingError
from app.instants import parse_date, rfc3339
from detectors.texts import count

if TYPE_CHECKING:
    from app.backtest import Backtest

app = typer.Typer(
    name="brug",
    help="See, in the history of Jira or GitHub, where business and IT lose each other, and start the conversation.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.add_typer(keys, name="key")
app.add_typer(alerts, name="alerts")

Projects = Annotated[list[str] | None, typer.Option("--project", metavar="KEY", help="Only this project; repeatable.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="A day such as 2012-08-02: 00:00 UTC.")]


class Format(StrEnum):
    """How findings are printed."""

    table = "table"
    json = "json"
    csv = "csv"


class Report(StrEnum):
    """How a report is printed."""

    table = "table"
    json = "json"


class Status(StrEnum):
    """The status of a finding."""

    open = "open"
    acknowledged = "acknowledged"
    dismissed = "dismissed"
    resolved = "resolved"


def main() -> None:
    """Run the command line."""
    app()


def _version(wanted: bool) -> None:
    if wanted:
        from app.version import VERSION  # noqa: PLC0415

        typer.echo(f"brug {VERSION}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    database_url: Annotated[
        str | None, typer.Option(help="Where the database is [BRUG_DATABASE_URL; default: a SQLite file of this user].")
    ] = None,
    holidays: Annotated[str | None, typer.Option(help="Country of the public holidays [BRUG_HOLIDAYS; NL].")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of texts, en or nl [BRUG_LANG; en].")] = None,
    log: Annotated[str | None, typer.Option(help="Form of the log, console or json [BRUG_LOG; console].")] = None,
    now: Annotated[
        str | None, typer.Option(help="An instant at which the clock stands, or file:PATH that holds one [BRUG_NOW].")
    ] = None,
    dask_scheduler: Annotated[
        str | None, typer.Option(help="A Dask scheduler for scans on many machines [BRUG_DASK_SCHEDULER].")
    ] = None,
    rate: Annotated[
        int | None, typer.Option(help="Requests a minute that one key may make, 0 for no limit [BRUG_RATE; 6000].")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Where people reach brug [BRUG_URL; http://HOST:PORT].")] = None,
    oidc_issuer: Annotated[
        str | None, typer.Option(help="The provider that people sign in at, by OpenID Connect [BRUG_OIDC_ISSUER].")
    ] = None,
    oidc_client_id: Annotated[str | None, typer.Option(help="What brug is called there [BRUG_OIDC_CLIENT_ID].")] = None,
    oidc_client_secret: Annotated[
        str | None, typer.Option(help="Its secret there, as env:NAME or file:PATH [BRUG_OIDC_CLIENT_SECRET].")
    ] = None,
    oidc_admins: Annotated[
        str | None, typer.Option(help="Who may do all: e-mail addresses, *@HOST, group:NAME [BRUG_OIDC_ADMINS].")
    ] = None,
    oidc_writers: Annotated[
        str | None, typer.Option(help="Who may decide, scan and sync, likewise [BRUG_OIDC_WRITERS].")
    ] = None,
    oidc_readers: Annotated[str | None, typer.Option(help="Who may read, likewise [BRUG_OIDC_READERS].")] = None,
    mail: Annotated[
        str | None, typer.Option(help="The mail server, as mailtos://…, env:NAME or file:PATH [BRUG_MAIL].")
    ] = None,
    private_targets: Annotated[
        str | None, typer.Option(help="Networks and hosts inside that may be told [BRUG_PRIVATE_TARGETS].")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which brug this is.")
    ] = False,
) -> None:
    """Options of every command; each goes before the variable of the environment in brackets."""
    given = {name: value for name, value in context.params.items() if name != "version"}
    context.obj = Options(**given)


@app.command()
def apply(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What is declared: brug.toml.")],
) -> None:
    """Make the database match a brug.toml, and say what changed. Safe to repeat."""
    from app.database.engine import writing  # noqa: PLC0415
    from app.declaration.apply import apply as run_apply  # noqa: PLC0415
    from app.declaration.parse import read_file  # noqa: PLC0415
    from app.detection import known_thresholds  # noqa: PLC0415

    with errors():
        declaration = read_file(file, known_thresholds())
    with start(context) as run:
        with writing(run.engine) as connection:
            lines = run_apply(connection, declaration, run.now)
        for line in lines or ["nothing changed"]:
            run.out.print(line, markup=False)


@app.command()
def sync(context: typer.Context, project: Projects = None) -> None:
    """Pull what is new from every source. A source that fails does not stop the others."""
    from app.syncs import run_sync  # noqa: PLC0415

    with start(context) as run:
        with progress(run.told) as teller:
            report = run_sync(
                run.engine,
                run.now,
                project or None,
                progress=lambda p: teller.tell(f"{p.source} {p.project}", p.done, p.total, "issues"),
                told=teller.say,
            )
        for pulled in report.projects:
            what = f"{pulled.issues} issues read" if pulled.changed else "nothing new"
            run.out.print(f"{pulled.source} {pulled.key}: {what}", markup=False)
        for text in (*report.notes, *(failure.text for failure in report.failures)):
            print(f"brug: {' '.join(text.split())}", file=sys.stderr)  # noqa: T201
        if report.failures:
            raise typer.Exit(1)


@app.command()
def scan(context: typer.Context, project: Projects = None, as_of: AsOf = None) -> None:
    """Judge every project now or, with --as-of, as it stood on a day. A scan of the past changes nothing else."""
    from app.scan import scan as run_scan  # noqa: PLC0415

    with start(context) as run:
        with progress(run.told) as teller:
            report = run_scan(
                run.engine,
                run.now,
                as_of=_moment(as_of),
                keys=project or (),
                holidays=run.settings.holidays,
                progress=lambda done, total, key: teller.tell("scanning projects", done, total),
            )
        steps = report.steps
        at = f" as of {rfc3339(report.as_of)}" if as_of else f": {steps.new} new, {steps.over} over"
        run.out.print(f"{count(report.projects, 'project')} scanned, {count(len(report.findings), 'finding')}{at}")
        print_findings(run.out, run.in_language(report.findings))


@app.command()
def findings(
    context: typer.Context,
    format: Annotated[Format, typer.Option(help="table, json or csv.")] = Format.table,
    as_of: AsOf = None,
    status: Annotated[list[Status] | None, typer.Option(help="Only this status; repeatable.")] = None,
) -> None:
    """Show the findings as they stand or, with --as-of, what a scan of that day sees (scanning if none is kept)."""
    from app.findings.listing import all_findings  # noqa: PLC0415
    from app.findings.past import past_findings  # noqa: PLC0415

    with start(context) as run:
        moment = _moment(as_of)
        if moment is None:
            documents = all_findings(run.engine)
        else:
            with progress(run.told) as teller:
                documents = past_findings(
                    run.engine,
                    run.settings,
                    moment,
                    progress=lambda done, total, key: teller.tell("scanning projects", done, total),
                )
        wanted = {s.value for s in status or ()} or ({"open", "acknowledged"} if format is Format.table else set())
        documents = run.in_language(d for d in documents if not wanted or d["status"] in wanted)
        if format is Format.table:
            print_findings(run.out, documents)
        else:
            sys.stdout.write(as_json(documents) + "\n" if format is Format.json else as_csv(documents))


@app.command()
def backtest(
    context: typer.Context,
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day of the period.")],
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Its last moment: 00:00 UTC of this day.")],
    format: Annotated[Report, typer.Option(help="table or json.")] = Report.table,
) -> None:
    """Show what weekly scans of a period would have found, each with what was known that week."""
    with start(context) as run:
        first, last = _moment(since, "--from"), _moment(until, "--until")
        if first is None or last is None or first > last:
            raise SettingError(f"--from {since} lies after --until {until}")
        found = _backtest(run, first, last)
        if format is Report.json:
            shown = found.as_document() | {"findings": run.in_language(found.findings)}
            sys.stdout.write(dumps(shown) + "\n")
        else:
            run.out.print(f"{count(len(found.weeks), 'week')}, {count(len(found.findings), 'finding')}")
            print_findings(run.out, run.in_language(found.findings))


@app.command()
def evaluate(
    context: typer.Context,
    labels: Annotated[Path, typer.Argument(help="A JSON file of what is known of this organisation.")],
    observed: Annotated[
        bool, typer.Option("--observed", help="Count also what only weekly syncs could have seen.")
    ] = False,
) -> None:
    """Measure findings on an organisation whose symptoms are known: precision, recall, lead time, reliability."""
    from app.evaluation import evaluate as run_evaluate  # noqa: PLC0415
    from app.evaluation import read_labels  # noqa: PLC0415
    from app.evaluation.report import report  # noqa: PLC0415

    with start(context) as run:
        known = read_labels(labels)
        first, last = parse_date(known.began[:10]), parse_date(known.until[:10])
        found = _backtest(run, first, last)
        for line in report(run_evaluate([(known, found.findings)], observed=observed)):
            run.out.print(line, markup=False)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on [BRUG_HOST; 127.0.0.1].")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on [BRUG_PORT; 8080].")] = None,
    no_schedule: Annotated[
        bool, typer.Option("--no-schedule", help="Neither sync and scan on the schedule here, nor send messages.")
    ] = False,
) -> None:
    """Serve the REST API until Ctrl-C; sync and scan on the schedule, and send messages."""
    from app.serve import serve as run_serve  # noqa: PLC0415

    with start(context, host=host, port=port) as run:
        run_serve(
            run.engine, run.settings, schedule=not no_schedule, tell=lambda line: run.out.print(line, markup=False)
        )


@app.command()
def worker(
    context: typer.Context,
    look: Annotated[float, typer.Option(min=0.01, max=10, help="Seconds between two looks at what is due.")] = 2.0,
) -> None:
    """Sync and scan on the schedule, send messages and do what was asked for, without serving; until Ctrl-C."""
    from app.serve import work  # noqa: PLC0415

    with start(context) as run:
        work(run.engine, run.settings, look=look, tell=lambda line: run.out.print(line, markup=False))


@app.command()
def export(
    context: typer.Context,
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write; it is made where it is not there.")],
) -> None:
    """Write findings, projects, the summary and more as CSV and Parquet files, for dashboards."""
    from app.export.directory import export as run_export  # noqa: PLC0415

    with start(context) as run:
        with progress(run.told) as teller:
            files = run_export(
                run.engine,
                run.settings,
                directory,
                told=lambda name: teller.tell(f"writing {name}", 0, None),
            )
        for file in files:
            run.out.print(str(file), markup=False)


@app.command()
def doctor(context: typer.Context) -> None:
    """Say what cannot be reached, read or judged, and why. Ends with 1 where a source cannot be reached or read."""
    from app.cli.health import print_group  # noqa: PLC0415
    from app.doctor import examine  # noqa: PLC0415

    with start(context) as run:
        healthy = True
        for group in examine(run.engine, run.settings, told=lambda text: run.told.print(text, markup=False)):
            healthy = healthy and group.healthy
            print_group(run.out, group)
        if not healthy:
            raise BrugError("a source cannot be reached or read; the lines above say what to do")


@app.command()
def demo(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on [BRUG_HOST; 127.0.0.1].")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on [BRUG_PORT; 8080].")] = None,
) -> None:
    """Fill the database with the simulated organisation, scan it, and serve it until Ctrl-C."""
    from app.demo import prepare  # noqa: PLC0415
    from app.serve import serve as run_serve  # noqa: PLC0415

    with start(context, host=host, port=port) as run:
        run.told.print("Reading and scanning the simulated organisation ...")
        with progress(run.told) as teller:
            documents = prepare(run.engine, run.settings, run.now, teller.tell)
        print_findings(run.out, run.in_language(documents))
        run_serve(run.engine, run.settings, schedule=False, tell=lambda line: run.out.print(line, markup=False))


def _backtest(run: Run, since: int, until: int) -> Backtest:
    """Weekly scans of a period, with their progress."""
    from app.backtest import backtest as run_backtest  # noqa: PLC0415

    with progress(run.told) as teller:
        return run_backtest(
            run.engine,
            since,
            until,
            holidays=run.settings.holidays,
            progress=lambda done, total, key: teller.tell("scanning projects", done, total),
        )


def _moment(as_of: str | None, option: str = "--as-of") -> int | None:
    if as_of is None:
        return None
    try:
        return parse_date(as_of)
    except ValueError as error:
        raise SettingError(f"{option}: {error}") from error
