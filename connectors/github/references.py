"""Which other issues a text names: by number, by repository and number, by address, or by a Jira key."""

from __future__ import annotations

import re

_NUMBERED = re.compile(
    r"(?:https?://[\w.:-]+/|(?<![\w./-]))(?P<repository>[\w.-]+/[\w.-]+)(?:#|/(?:issues|pull)/)(?P<there>\d{1,9})\b"
    r"|(?<![\w&/])#(?P<here>\d{1,9})\b"
)
_KEY = re.compile(r"(?<![A-Za-z0-9_-])[A-Z][A-Z0-9_]{1,15}-[1-9]\d{0,8}(?![\w-]*\w)")
# Names with a number that are no keys of an issue.
_NO_KEYS = {"UTF", "SHA", "ISO", "RFC", "CVE", "AES", "RSA", "MD", "BIP", "PKCS", "GPL", "LGPL", "BSD", "MIT", "X"}


def named_in(text: str, repository: str) -> tuple[str, ...]:
    """What a text names, in its order, each once.

    "12" is an issue of this repository, "owner/name#12" one of another, "CRM-12" what looks like a Jira key.
    """
    found: dict[str, None] = {}
    for match in _NUMBERED.finditer(text):
        found[reference(match["repository"] or repository, int(match["here"] or match["there"]), repository)] = None
    for match in _KEY.finditer(text):
        if match[0].partition("-")[0] not in _NO_KEYS:
            found[match[0]] = None
    return tuple(found)


def named_in_branch(branch: str) -> tuple[str, ...]:
    """The Jira keys in the name of a branch, in any case: feature/crm-12-new-form names CRM-12."""
    keys = re.findall(r"(?:^|[/_-])([a-zA-Z][a-zA-Z0-9]{1,15}-[1-9]\d{0,8})(?=$|[/_-])", branch)
    return tuple(dict.fromkeys(key.upper() for key in keys if key.partition("-")[0].upper() not in _NO_KEYS))


def reference(repository: str, number: int, here: str) -> str:
    """How an issue is named in a repository: by its number at home, with its repository elsewhere."""
    return str(number) if repository.casefold() == here.casefold() else f"{repository}#{number}"
