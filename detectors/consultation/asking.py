"""What in a text is a question, and whom it speaks to: read by its marks, never by its meaning.

Languages differ; a question mark, a mention and the name of a status that waits are the same in most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from detectors.history import History

# What is shown, not said: code, quotes, addresses.
_SHOWN = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|^\s*>.*$|\w+://\S+|\S+@\S+\.\w+", re.DOTALL | re.MULTILINE)
# A question mark that ends a phrase: not one within code, an address or a word.
_QUESTION = re.compile(r"\w[\"'”’»)\]*_]*\s?[?？؟]+(?=[\s\"'”’»)\]*_!.,:;]|\Z)|\w[？؟]")
_MENTION = re.compile(r"(?<![\w/.-])@([^\s@,;:!?()<>\[\]{}\"]+)")
# A mention for information, or with thanks, asks nothing.
_NO_QUESTION = re.compile(r"\b(?:cc|fyi|ter info|thanks|thank you|thx|bedankt|dank)\b", re.IGNORECASE)
_WAITING = re.compile(
    r"\b(?:wait(?:s|ing)?|await(?:s|ing)?|pending|on hold|wacht(?:en|end)?|in afwachting"
    r"|(?:needs?|more|missing)\s+(?:info|information|input|feedback|clarification|details)"
    r"|(?:info|information|input|feedback|clarification)\s+(?:needed|requested|required|gevraagd|nodig))\b",
    re.IGNORECASE,
)
# What waits for a step of building waits for nobody's answer.
_STEP = re.compile(
    r"\b(?:review|test\w*|qa|deploy\w*|release|build|merge|pipeline|ci|development|sprint|uitrol|livegang)\b",
    re.IGNORECASE,
)


def is_waiting(status: str | None) -> bool:
    """Whether a status, by its name, waits for somebody's answer."""
    return bool(status) and _WAITING.search(status or "") is not None and _STEP.search(status or "") is None


class Names:
    """How the people of a project are mentioned: by id, login, display name, or the team that they are in."""

    def __init__(self, history: History) -> None:
        self._by_name: dict[str, set[int]] = {}
        self._longer: dict[str, list[str]] = {}
        for i, (person, name, email, groups) in enumerate(
            history.columns.people.select("person", "name", "email", "groups").iter_rows()
        ):
            for known in (person, name, (email or "").partition("@")[0], *(groups or ())):
                if known:
                    self._by_name.setdefault(known.casefold(), set()).add(i)
        for known in self._by_name:
            if " " in known:
                self._longer.setdefault(known.partition(" ")[0], []).append(known)

    def mentioned(self, text: str) -> tuple[set[int], bool]:
        """Who is mentioned in a text, and whether somebody is whom nobody knows."""
        found: set[int] = set()
        has_unknown = False
        for match in _MENTION.finditer(text):
            name = match[1].casefold().rstrip(".'’")
            rest = text[match.start(1) :].casefold()
            longer = [known for known in self._longer.get(name, ()) if rest.startswith(known)]
            people = self._by_name.get(max(longer, key=len) if longer else name)
            found |= people or set()
            has_unknown |= people is None
        return found, has_unknown


class Reading:
    """What one comment asks, and of whom."""

    def __init__(self, names: Names, text: str) -> None:
        said = _SHOWN.sub(" ", text)
        self.is_question = _QUESTION.search(said) is not None
        self.mentioned, self.has_unknown = names.mentioned(said) if "@" in said else (set[int](), False)
        self.is_courtesy = not self.is_question and _NO_QUESTION.search(said) is not None

    def addressees(self, asker: int, last_speaker: int) -> Iterable[int]:
        """Whom it asks: those mentioned, else whoever spoke last before (-1: nobody).

        A mention without a question mark asks, too, unless it answers one whom it mentions.
        """
        mentioned = self.mentioned - {asker}
        if self.mentioned or self.has_unknown:
            asks = self.is_question or not (self.is_courtesy or last_speaker in mentioned)
            return sorted(mentioned) if asks else ()
        return (last_speaker,) if self.is_question and last_speaker >= 0 else ()
