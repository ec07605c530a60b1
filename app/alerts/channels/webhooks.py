"""Webhooks: an event as JSON, signed, to an address that was checked."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote_plus, urlsplit

import httpx
import msgspec

from app.alerts.channels.addresses import check_webhook, webhook_secrets
from app.alerts.channels.private import address_of
from app.alerts.channels.signing import signed, wrong_secret
from app.alerts.content import Message
from app.errors import SettingError, Undeliverable
from app.secrets import REFERENCE, read_setting_secret
from app.settings import Settings
from app.version import VERSION

SECONDS = 10.0
_LATER = (408, 425, 429)


def post(target: str, message_id: str, message: Message, settings: Settings, now: int) -> None:
    """Send the event of a message to a webhook; `now` is the instant of this try. Raises Undeliverable."""
    try:
        check_webhook(target)
    except ValueError as error:
        raise Undeliverable(str(error), permanent=True) from error
    parts = urlsplit(target)
    host = parts.hostname or ""
    scheme = "https" if parts.scheme == "webhooks" else "http"
    port = parts.port or (443 if scheme == "https" else 80)
    body = msgspec.json.encode(message.event)
    headers = signed(message_id, now // 1000, body, [_secret(secret) for secret in webhook_secrets(parts)])
    rest = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "secret"]
    query = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in rest)
    url = httpx.URL(f"{scheme}://{parts.netloc}{parts.path or '/'}" + (f"?{query}" if query else ""))
    address = address_of(host, port, settings)
    try:
        # The address that was checked is the one that is called; Host and TLS keep the name. Proxies are not asked:
        # they would look the name up again. Certificates that an organisation trusts (SSL_CERT_FILE) count.
        with (
            httpx.Client(
                verify=httpx.create_ssl_context(), timeout=SECONDS, follow_redirects=False, trust_env=False
            ) as client,
            client.stream(
                "POST",
                url.copy_with(host=address),
                content=body,
                headers={
                    **headers,
                    "Host": url.netloc.decode("ascii"),
                    "Content-Type": "application/json",
                    "User-Agent": f"brug/{VERSION}",
                },
                extensions={"sni_hostname": url.raw_host.decode("ascii")},
            ) as answer,
        ):
            status = answer.status_code
    except httpx.TimeoutException as error:
        raise Undeliverable(f"the webhook at {host} did not answer within {SECONDS:.0f} s", permanent=False) from error
    except httpx.HTTPError as error:
        raise Undeliverable(f"the webhook at {host} cannot be reached: {_why(error)}", permanent=False) from error
    if not 200 <= status < 300:
        raise _refused(host, status)


def _refused(host: str, status: int) -> Undeliverable:
    if status == 410:
        return Undeliverable(f"the webhook at {host} is gone (410)", permanent=True, gone=True)
    if 300 <= status < 400:
        return Undeliverable(f"the webhook at {host} leads elsewhere ({status}): give its new address", permanent=True)
    return Undeliverable(f"the webhook at {host} answered {status}", permanent=not is_worth_a_retry(status))


def is_worth_a_retry(status: int) -> bool:
    """Whether an HTTP status tells of something that passes."""
    return status in _LATER or status >= 500


def _secret(given: str) -> str:
    if not REFERENCE.fullmatch(given):
        return given
    try:
        secret = read_setting_secret("the secret of this webhook", given)
    except SettingError as error:
        raise Undeliverable(str(error), permanent=False) from error
    if wrong := wrong_secret(secret):
        raise Undeliverable(wrong, permanent=False)
    return secret


def _why(error: httpx.HTTPError) -> str:
    """The kind of trouble: the error's own text may repeat the address."""
    if "CERTIFICATE" in str(error).upper():
        return "its certificate is not trusted"
    return "no connection" if isinstance(error, httpx.ConnectError) else "the connection broke"
