"""One message to one target, by the way that the target names."""

from __future__ import annotations

from app.alerts.channels import mail, webhooks
from app.alerts.channels.addresses import MAIL, WEBHOOKS, checked, plain_address, resolved
from app.alerts.channels.through_apprise import notify
from app.alerts.content import Message
from app.errors import SettingError, Undeliverable
from app.secrets import REFERENCE, read_setting_secret
from app.settings import Settings


def send(target: str, message_id: str, message: Message, settings: Settings, now: int) -> None:
    """Send a message; `message_id` is the same at every try, `now` the instant of this one.

    Raises Undeliverable, whose text holds no secret of the target.
    """
    address = resolved(target)
    try:
        checked(address)
    except ValueError as error:
        raise Undeliverable(str(error), permanent=True) from None
    if REFERENCE.fullmatch(address):
        raise Undeliverable("a reference leads to another one; let it lead to an address", permanent=True)
    receiver = plain_address(address)
    scheme = address.partition("://")[0].lower()
    if receiver is not None:
        mail.mail(_own_server(settings), [receiver], message_id, message, settings, now, own=True)
    elif scheme in WEBHOOKS:
        webhooks.post(scheme + address[len(scheme) :], message_id, message, settings, now)
    elif scheme in MAIL:
        server = mail.read_server(address)
        mail.mail(server, server.receivers, message_id, message, settings, now, own=False)
    else:
        notify(address, message, settings)


def _own_server(settings: Settings) -> mail.Server:
    """The mail server of the settings."""
    if settings.mail is None:
        raise Undeliverable(
            "no mail server is set: let BRUG_MAIL name one, such as mailtos://USER:PASSWORD@HOST:587?from=ADDRESS",
            permanent=False,
        )
    given = settings.mail
    try:
        return mail.read_server(read_setting_secret("BRUG_MAIL", given) if REFERENCE.fullmatch(given) else given)
    except SettingError as error:
        raise Undeliverable(str(error), permanent=False) from error
    except Undeliverable as error:
        raise Undeliverable(f"BRUG_MAIL: {error}", permanent=False) from None
