"""`brug alerts`: who is told of what, and whether it arrives."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.run import start

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
    from app.alerts.channels.addresses import checked  # noqa: PLC0415
    from app.alerts.channels.sending import send  # noqa: PLC0415
    from app.alerts.texts.sample import sample  # noqa: PLC0415
    from app.errors import SettingError  # noqa: PLC0415
    from app.ids import fresh_id  # noqa: PLC0415
    from app.targets import masked  # noqa: PLC0415

    with start(context) as run:
        try:
            checked(target)
        except ValueError as error:
            raise SettingError(str(error)) from None
        identity = fresh_id()
        send(target, identity, sample(identity, run.settings, run.now), run.settings, run.now)
        run.out.print(f"A sample went to {masked(target)}. Look whether it arrived.", markup=False)
