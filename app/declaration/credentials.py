"""What opens a source beside a token: a grant (OAuth 2.0) or an installed app, each by references."""

from __future__ import annotations

import re

from app.declaration.model import AppReferences, Credentials, OAuthReferences
from app.declaration.reader import Table
from app.secrets import REFERENCE

# What each kind takes beside a token; a connector from outside may take either.
_TAKES = {"jira": ("oauth",), "github": ("app",), "demo": ()}
_SECRETS = ("client_id", "client_secret", "refresh_token")
_ADDRESSES = ("token_url", "api_url")


def read_token(table: Table) -> str | None:
    """The reference that stands for the token of a `[[sources]]`, None where it is left out."""
    return _reference(table, "token")


def read_credentials(table: Table, kind: str) -> Credentials | None:
    """The other way into a source of this kind, None where none is declared. Raises DeclarationError."""
    given = [name for name in ("token", "oauth", "app") if name in table.values]
    if len(given) > 1:
        raise table.wrong(f"a source has one way in: leave out {given[0]} or {given[1]}", given[1])
    if not given or given == ["token"]:
        return None
    (way,) = given
    takes = _TAKES.get(kind, ("oauth", "app"))
    if way not in takes:
        instead = " or ".join(("token", *takes)) if kind != "demo" else "nothing"
        raise table.wrong(f"a source of kind {kind} is not opened by {way}; say {instead}", way)
    if "user" in table.values:
        raise table.wrong(f"user goes with a token, not with {way}; leave it out", "user")
    inner = table.table(way, f"{way} of [[sources]]")
    if inner is None:
        return None
    return Credentials(oauth=_oauth(inner)) if way == "oauth" else Credentials(app=_app(inner))


def _oauth(table: Table) -> OAuthReferences:
    table.only(*_SECRETS, *_ADDRESSES)
    client_id, client_secret, refresh_token = (_required(table, name) for name in _SECRETS)
    if not refresh_token.startswith("file:"):
        raise table.wrong(
            "refresh_token must be file:PATH: each use of it gives a new one, which is written there", "refresh_token"
        )
    for name in _ADDRESSES:
        address = table.text(name)
        if address is not None and not re.match(r"https?://[^/\s@]+(/[^\s@?#]*)?$", address):
            raise table.wrong(f"{name} must start with https:// or http://, and hold no secret", name)
    return OAuthReferences(client_id, client_secret, refresh_token, table.text("token_url"), table.text("api_url"))


def _app(table: Table) -> AppReferences:
    table.only("id", "installation", "key")
    return AppReferences(table.identity("id"), table.identity("installation"), _required(table, "key"))


def _required(table: Table, name: str) -> str:
    reference = _reference(table, name)
    if reference is None:
        raise table.wrong(f'{table.label} needs "{name}"')
    return reference


def _reference(table: Table, name: str) -> str | None:
    reference = table.text(name)
    if reference is not None and not REFERENCE.fullmatch(reference):
        # What stands there may be the secret itself, so it is not repeated.
        raise table.wrong(f"{name} must be a reference, env:NAME or file:PATH", name)
    return reference
