"""Mail: text and HTML as one message, with the calendar file, over a mail server that an Apprise address names."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

from app.alerts.channels.private import address_of
from app.alerts.channels.through_apprise import quiet
from app.alerts.content import Message
from app.errors import Undeliverable
from app.settings import Settings

SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server as Apprise reads it: `mode` is insecure, starttls or ssl.

    `receivers` are those that its address names, `hidden` those (bcc) whom the others do not see.
    """

    host: str
    port: int
    mode: str
    user: str | None
    password: str | None = field(repr=False)
    sender: str
    name: str
    receivers: tuple[str, ...]
    hidden: tuple[str, ...] = ()


def read_server(address: str) -> Server:
    """The server of an Apprise mail address; raises Undeliverable, without repeating it, where it is none."""
    from apprise import Apprise  # noqa: PLC0415

    quiet()
    try:
        found: Any = Apprise.instantiate(address, suppress_exceptions=True)
        if not hasattr(found, "smtp_host") or not found.smtp_host:
            raise ValueError
        name, sender = found.from_addr
        return Server(
            host=found.smtp_host,
            port=int(found.port or {"ssl": 465, "starttls": 587}.get(found.secure_mode, 25)),
            mode=str(found.secure_mode),
            user=found.user if found.password else None,
            password=found.password or None,
            sender=sender,
            name=name or "brug",
            receivers=tuple(dict.fromkeys([*(address for _, address in found.targets), *sorted(found.cc)])),
            hidden=tuple(sorted(found.bcc)),
        )
    except (ValueError, TypeError, AttributeError):
        raise Undeliverable(
            "the mail server's address cannot be read; valid is mailtos://USER:PASSWORD@HOST:587?from=ADDRESS",
            permanent=True,
        ) from None


def mail(
    server: Server,
    receivers: Sequence[str],
    message_id: str,
    message: Message,
    settings: Settings,
    now: int,
    *,
    own: bool,
) -> None:
    """Send a message to mail addresses; `own` says that the server is the one of the settings, which may lie anywhere.

    Raises Undeliverable.
    """
    address = server.host if own else address_of(server.host, server.port, settings)
    hidden = () if own else server.hidden
    sending = compose(server, receivers, message_id, message, now)
    try:
        with _connect(server, address) as smtp:
            if server.user and server.password:
                smtp.login(server.user, server.password)
            refused = smtp.send_message(sending, server.sender, [*receivers, *hidden])
        if refused:
            code = next(iter(refused.values()))[0]
            raise Undeliverable(f"{server.host} takes no mail for one of the receivers ({code})", permanent=code >= 500)
    except smtplib.SMTPAuthenticationError as error:
        # A password is put right by whoever runs brug, after which the message can go.
        raise Undeliverable(
            f"the mail server {server.host} refuses the user or password ({error.smtp_code})", permanent=False
        ) from None
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise Undeliverable(
            f"the mail server {server.host} does not take mail for this address ({max(codes)})",
            permanent=min(codes) >= 500,
        ) from None
    except smtplib.SMTPResponseException as error:
        raise Undeliverable(
            f"the mail server {server.host} refuses the message ({error.smtp_code})",
            permanent=500 <= error.smtp_code < 600,
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise Undeliverable(
            f"the mail server {server.host} does not offer what its address asks (TLS or signing in)", permanent=True
        ) from None
    except ssl.SSLCertVerificationError:
        raise Undeliverable(
            f"the certificate of the mail server {server.host} is not trusted", permanent=False
        ) from None
    except (OSError, smtplib.SMTPException):
        # A server that stays silent shows as one that went away.
        raise Undeliverable(
            f"the mail server {server.host} cannot be reached, or did not answer within {SECONDS:.0f} s",
            permanent=False,
        ) from None


def compose(server: Server, receivers: Sequence[str], message_id: str, message: Message, now: int) -> EmailMessage:
    """The mail of a message: its Message-ID is the same at every try, so that one that came twice is seen once."""
    host = urlsplit(message.url).hostname or "brug"
    domain = host if "." in host and not host.replace(".", "").isdigit() else "brug.invalid"
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = message.subject
    mail["From"] = Address(server.name, addr_spec=server.sender)
    mail["To"] = [Address(addr_spec=receiver) for receiver in receivers]
    mail["Date"] = datetime.fromtimestamp(now // 1000, UTC)
    mail["Message-ID"] = f"<{message_id}@{domain}>"
    mail["List-Id"] = f"brug <alerts.{domain}>"
    mail["List-Unsubscribe"] = f"<{message.manage}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = message.language
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    if message.calendar is not None:
        mail.add_attachment(
            message.calendar.decode(), subtype="calendar", filename="conversation.ics", params={"method": "PUBLISH"},
            cte="base64",
        )  # fmt: skip
    return mail


def _connect(server: Server, address: str) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.mode == "ssl":
        return _Secured(server.host, server.port, address, context)
    smtp = _Plain(server.host, server.port, address)
    if server.mode == "starttls":
        try:
            smtp.starttls(context=context)
        except BaseException:
            smtp.close()
            raise
    return smtp


class _Plain(smtplib.SMTP):
    """A connection to an address that was checked, under the name of its host."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self._address = address
        super().__init__(host, port, timeout=SECONDS)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return socket.create_connection((self._address, port), timeout)


class _Secured(smtplib.SMTP_SSL):
    """The same, with TLS from the first byte."""

    def __init__(self, host: str, port: int, address: str, context: ssl.SSLContext) -> None:
        self._address = address
        super().__init__(host, port, timeout=SECONDS, context=context)

    def _get_socket(self, host: str, port: int, timeout: float) -> ssl.SSLSocket:
        opened = socket.create_connection((self._address, port), timeout)
        return self.context.wrap_socket(opened, server_hostname=host)
