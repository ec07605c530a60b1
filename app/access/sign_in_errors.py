"""Why somebody could not be signed in through a provider.

::

    BrugError
    └── SignInError            `reason` is a word that a page tells more of
        ├── CodeRefused        what the browser brought along holds no more: beginning again helps
        └── ProviderFailed     the provider does not answer, or what it answers cannot be relied on
"""

from __future__ import annotations

from typing import Literal

from app.errors import BrugError

Reason = Literal["forgotten", "denied", "unreachable", "refused", "untrusted", "nobody", "slow"]
"""Why somebody was not signed in through a provider."""


class SignInError(BrugError):
    """Somebody could not be signed in. `status` is the HTTP status that says whose turn it is."""

    status = 400

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(text)
        self.reason = reason


class CodeRefused(SignInError):
    """What the browser brought along holds no more."""

    temporary = True


class ProviderFailed(SignInError):
    """The provider does not answer, or what it answers cannot be relied on."""

    status = 502
