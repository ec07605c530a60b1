"""A sign-in that has begun, given to the browser to keep: it can be read there, but not changed.

So whichever of several processes a person comes back to can end it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

import msgspec

from app.access.openid import Begun


def seal(begun: Begun, secret: str) -> str:
    """What the browser keeps."""
    # Without = at its end, which a cookie would have to hold between quotation marks.
    told = base64.urlsafe_b64encode(msgspec.json.encode(begun)).rstrip(b"=")
    return f"{told.decode()}.{_seal(told, secret)}"


def unseal(text: str, secret: str, now: int) -> Begun | None:
    """What it kept; None where it was changed, or is too old."""
    told, _, given = text.partition(".")
    if not hmac.compare_digest(_seal(told.encode(), secret).encode(), given.encode()):
        return None
    try:
        begun = msgspec.json.decode(base64.urlsafe_b64decode(told + "==="), type=Begun)
    except (msgspec.MsgspecError, binascii.Error):
        return None
    return begun if now < begun.until else None


def _seal(told: bytes, secret: str) -> str:
    # The secret that brug shares with the provider is one that all its processes know, and no browser.
    key = hmac.digest(secret.encode(), b"a sign-in that has begun", hashlib.sha256)
    return hmac.digest(key, told, hashlib.sha256).hex()
