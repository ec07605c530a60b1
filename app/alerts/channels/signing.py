"""Signatures after the Standard Webhooks specification (https://www.standardwebhooks.com), version 1."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable

_PREFIX = "whsec_"
_SHORTEST, _LONGEST = 24, 64  # bytes, as the specification has it


def wrong_secret(secret: str) -> str | None:
    """What is wrong with a secret, without repeating it; None where it can sign."""
    key = _key(secret)
    if key is None or not _SHORTEST <= len(key) <= _LONGEST:
        return f"a webhook's secret is {_PREFIX} and then {_SHORTEST} to {_LONGEST} random bytes in base64"
    return None


def signed(message_id: str, at: int, body: bytes, secrets: Iterable[str]) -> dict[str, str]:
    """The headers that sign a body: `at` in seconds since 1970; each secret gives a signature, in their order."""
    content = f"{message_id}.{at}.".encode() + body
    signatures = []
    for secret in secrets:
        key = _key(secret) or b""
        signatures.append("v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode())
    return {"webhook-id": message_id, "webhook-timestamp": str(at), "webhook-signature": " ".join(signatures)}


def _key(secret: str) -> bytes | None:
    if not secret.startswith(_PREFIX):
        return None
    text = secret.removeprefix(_PREFIX).rstrip("=")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
