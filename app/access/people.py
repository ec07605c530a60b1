"""What a person may do whom a provider vouches for: decided here, by e-mail address and groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.access.caller import ADMIN, READ, WRITE
from app.openid_settings import OpenIdSettings

Claims = Mapping[str, Any]
"""What a provider says of a person, by the names of OpenID Connect."""


def name_of(claims: Claims) -> str:
    """What the history of findings calls a person."""
    known = (_email(claims), claims.get("preferred_username"), claims.get("name"), claims.get("sub"))
    name = next((str(text) for text in known if text), "somebody")
    return "".join(c for c in name if c.isprintable())[:200]


def scope_of(claims: Claims, settings: OpenIdSettings) -> str | None:
    """The strongest scope that a pattern gives a person; None where none fits."""
    rights = ((ADMIN, settings.admins), (WRITE, settings.writers), (READ, settings.readers))
    email, groups = _email(claims), _groups(claims)
    return next((scope for scope, patterns in rights if any(_fits(p, email, groups) for p in patterns)), None)


def _fits(pattern: str, email: str | None, groups: list[str]) -> bool:
    kind, separator, group = pattern.partition(":")
    if separator and kind == "group":
        return any(_matches(group, name) for name in groups)
    return email is not None and _matches(pattern, email)


def _matches(pattern: str, text: str) -> bool:
    """Only * stands for something else: what else has a meaning in patterns may stand in a name."""
    wanted = ".*".join(re.escape(part) for part in pattern.casefold().split("*"))
    return re.fullmatch(wanted, text.casefold()) is not None


def _email(claims: Claims) -> str | None:
    """The address, unless the provider says that it did not see to it that it is the person's."""
    email, verified = claims.get("email"), claims.get("email_verified")
    # Some providers write the truth as a text.
    if not isinstance(email, str) or verified is False or str(verified).lower() == "false":
        return None
    return email.strip() or None


def _groups(claims: Claims) -> list[str]:
    groups = claims.get("groups")
    if isinstance(groups, str):
        return [groups]
    return [name for name in groups if isinstance(name, str)] if isinstance(groups, list) else []
