"""What a target may look like, and what a reference to one stands for."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

from app.alerts.channels.signing import wrong_secret
from app.errors import SettingError, Undeliverable, nearest
from app.secrets import REFERENCE, read_setting_secret

MAIL = ("mailto", "mailtos")
WEBHOOKS = ("webhook", "webhooks")
COMMON = ("discord", "json", "jsons", "mmost", "mmosts", "msteams", "slack", "workflows", *MAIL, *WEBHOOKS)
"""What most people use; Apprise knows a hundred others."""

_PLAIN = re.compile(r"(?:mailto:(?://)?)?([^\s@:/?#<>\",;]+@[^\s@:/?#<>\",;]+)")
# These show something on the machine that brug runs on, where nobody looks.
_LOCAL = ("dbus", "glib", "gnome", "kde", "macosx", "qt", "syslog", "windows")
_VALID = (
    "a mail address, slack://…, workflows://… (Teams), mmosts://… (Mattermost), mailtos://…, "
    "webhooks://HOST/PATH?secret=…, any other address of Apprise, or env:NAME or file:PATH for one of these"
)


def checked(target: str) -> None:
    """Raise ValueError, without repeating a secret, for what can be no target."""
    if REFERENCE.fullmatch(target) or plain_address(target):
        return
    found = re.fullmatch(r"([A-Za-z][A-Za-z0-9+.-]*)://\S+", target)
    if not found:
        raise ValueError(f"this is no target; valid is {_VALID}")
    scheme = found[1].lower()
    if scheme in WEBHOOKS:
        check_webhook(target)
    elif scheme not in COMMON and (scheme in _LOCAL or not _is_known(scheme)):
        raise ValueError(f'"{scheme}" is no kind of target{nearest(scheme, COMMON)}; valid is {_VALID}')


def refers(target: str) -> bool:
    """Whether a target or its secret stands elsewhere: in the environment or a file of the machine of brug."""
    if REFERENCE.fullmatch(target):
        return True
    try:
        return any(REFERENCE.fullmatch(secret) for secret in webhook_secrets(urlsplit(target)))
    except ValueError:
        return False


def check_webhook(target: str) -> None:
    """Raise ValueError for a webhook without a host or a secret that can sign."""
    try:
        parts = urlsplit(target)
        if not parts.hostname or parts.port == 0 or parts.username or parts.password:
            raise ValueError
    except ValueError:
        raise ValueError("a webhook is webhooks://HOST/PATH?secret=whsec_…, with a host and no user") from None
    secrets = webhook_secrets(parts)
    if not 1 <= len(secrets) <= 2:
        raise ValueError(
            "a webhook needs its secret, or two while it is replaced: ?secret=whsec_…, env:NAME or file:PATH"
        )
    for secret in secrets:
        if not REFERENCE.fullmatch(secret) and (wrong := wrong_secret(secret)):
            raise ValueError(wrong)


def webhook_secrets(parts: SplitResult) -> list[str]:
    """The secrets of a webhook's address, as they stand there."""
    # In base64 a plus is a plus, also where somebody did not write %2B.
    return parse_qs(parts.query.replace("+", "%2B"), keep_blank_values=True).get("secret", [])


def plain_address(target: str) -> str | None:
    """The mail address where a target is no more than that: as it is, or after mailto: or mailto://."""
    found = _PLAIN.fullmatch(target)
    return found[1] if found else None


def resolved(target: str) -> str:
    """The target that a reference stands for; raises Undeliverable where there is none."""
    if not REFERENCE.fullmatch(target):
        return target
    try:
        return read_setting_secret("this target", target)
    except SettingError as error:
        # Whoever runs brug may set it any moment.
        raise Undeliverable(str(error), permanent=False) from error


def _is_known(scheme: str) -> bool:
    # Apprise takes a while to load: only whoever uses more than what is common waits for it.
    from apprise.manager_plugins import NotificationManager  # noqa: PLC0415

    known = NotificationManager()  # type: ignore[no-untyped-call]
    return scheme in known
