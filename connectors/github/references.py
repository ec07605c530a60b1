"""Which other issues a text names: by number, by repository and number, by address, or by a Jira key."""

from __future__ import annotations

import re

# Searched for by their ends, which are rare in a text: what stands before is looked at only there.
_NUMBER = re.compile(r"(?P<mark>#|/(?:issues|pull)/)(?P<number>\d{1,9})\b")
_ADDRESS = re.compile(r"https?://[\w.:-]+/([\w.-]+/[\w.-]+)\Z")
_REPOSITORY = re.compile(r"(?<![\w./-])([\w.-]+/[\w.-]+)\Z")
_KEY = re.compile(r"(?<![A-Za-z0-9_-])[A-Z][A-Z0-9_]{1,15}-[1-9]\d{0,8}(?![\w-]*\w)")
# Names with a number that are no keys of an issue.
_NO_KEYS = {"UTF", "SHA", "ISO", "RFC", "CVE", "AES", "RSA", "MD", "BIP", "PKCS", "GPL", "LGPL", "BSD", "MIT", "X"}
# GitHub's names are no longer than 39 (owner) and 100 (repository) characters; a host has at most 253.
_LONGEST = 400


def named_in(text: str, repository: str) -> tuple[str, ...]:
    """What a text names, in its order, each once.

    "12" is an issue of this repository, "owner/name#12" one of another, "CRM-12" what looks like a Jira key.
    """
    found: dict[str, None] = {}
    for match in _NUMBER.finditer(text):
        where = _repository_before(text, match.start(), match["mark"], repository)
        if where is not None:
            found[reference(where, int(match["number"]), repository)] = None
    for match in _KEY.finditer(text):
        if match[0].partition("-")[0] not in _NO_KEYS:
            found[match[0]] = None
    return tuple(found)


def _repository_before(text: str, at: int, mark: str, here: str) -> str | None:
    """The repository that stands before a number, this one where only a # does; None where it is no issue's."""
    before = text[at - 1 : at]
    if before.isalnum() or before in ("_", ".", "-"):
        start = max(0, at - _LONGEST)
        given = _ADDRESS.search(text, start, at) or _REPOSITORY.search(text, start, at)
        if given is not None:
            return given[1]
    return here if mark == "#" and not (before.isalnum() or before in ("_", "&", "/")) else None


def named_in_branch(branch: str) -> tuple[str, ...]:
    """The Jira keys in the name of a branch, in any case: feature/crm-12-new-form names CRM-12."""
    keys = re.findall(r"(?:^|[/_-])([a-zA-Z][a-zA-Z0-9]{1,15}-[1-9]\d{0,8})(?=$|[/_-])", branch)
    return tuple(dict.fromkeys(key.upper() for key in keys if key.partition("-")[0].upper() not in _NO_KEYS))


def reference(repository: str, number: int, here: str) -> str:
    """How an issue is named in a repository: by its number at home, with its repository elsewhere."""
    return str(number) if repository.casefold() == here.casefold() else f"{repository}#{number}"
