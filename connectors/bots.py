"""Who is a program by its name, where a tracker does not say so itself."""

from __future__ import annotations

import re

_BOT = re.compile(r"(^|[-_.\s\[])bot([-_.\s\]]|$)|^(git|build|dependa|renovate|jira|ci|release|deploy)bot$", re.I)
_AUTOMATA = {"jenkins", "automation", "automation for jira", "bamboo", "fisheye", "system", "scriptrunner"}


def is_named_as_bot(*names: str | None) -> bool:
    """Whether one of a person's names is unmistakably a program's.

    "bot" must be a word by itself or a known compound: Talbot and Abbott are people.
    """
    return any(name.casefold() in _AUTOMATA or _BOT.search(name) is not None for name in names if name)
