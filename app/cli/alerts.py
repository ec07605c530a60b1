"""`brug alerts`: who is told of what, and whether it arrives."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.progress import progress
from app.cli.run import Run, start
from app.instants import rfc3339
from detectors.texts import count

if TYPE_CHECKING:
    from app.alerts.preview import Preview

alerts = typer.Typer(help="Try out how people are told.", no_args_is_help=True)


@alerts.callback()
def together() -> None:
    """Try out how people are told."""


@alerts.command()
def test(
    context: typer.Context,
    target: Annotated[
        str,
        typer.Argument(help="A mail address, slack://…, webhooks://…, any address of Apprise, env:NAME or file:PATH."),
    ],
) -> None:
    """Send a sample message to a target, so that you see what it looks like there."""
    from app.alerts.managing import send_sample  # noqa: PLC0415
    from app.targets import masked  # noqa: PLC0415

    with start(context) as run:
        send_sample(run.engine, run.settings, target, run.now)
        run.out.print(f"A sample went to {masked(target)}. Look whether it arrived.", markup=False)


@alerts.command()
def preview(
    context: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="Show each message whole.")] = False,
) -> None:
    """Show the messages that wait to be sent, and those that a scan now would add. Nothing is sent or kept."""
    from app.alerts.preview import preview as in_words  # noqa: PLC0415
    from app.alerts.preview import waiting  # noqa: PLC0415
    from app.database.engine import reading  # noqa: PLC0415
    from app.scan import would_tell  # noqa: PLC0415

    with start(context) as run:
        with reading(run.engine) as connection:
            due = waiting(connection, run.settings)
        with progress(run.told) as teller:
            added = would_tell(
                run.engine,
                run.now,
                lambda connection, alert: in_words(connection, alert, run.settings),
                holidays=run.settings.holidays,
                progress=lambda done, total, _: teller.tell("scanning projects", done, total),
            )
        _print(run, "Waiting to be sent", due, full=full)
        _print(run, "A scan now would add", [one for one in added if one is not None], full=full)


def _print(run: Run, heading: str, messages: list[Preview], *, full: bool) -> None:
    run.out.print(f"{heading}: {count(len(messages), 'message')}", markup=False)
    for one in messages:
        run.out.print(f"  {rfc3339(one.due_at)}  {one.to}  {one.subject}", markup=False, soft_wrap=True)
        if one.error is not None:
            run.out.print(f"    not taken yet: {one.error}", markup=False, soft_wrap=True)
        if full:
            run.out.print(indent(one.text, "    "), markup=False, soft_wrap=True)
