"""Which language whoever asks would like best."""

from __future__ import annotations

from app.languages import LANGUAGES


def preferred(header: str | None, otherwise: str) -> str:
    """The best liked of the known languages in an Accept-Language header (RFC 9110, 12.5.4); else the other one."""
    liked: dict[str, float] = {}
    for part in (header or "").split(","):
        name, _, quality = part.strip().partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        language = name.strip().lower().partition("-")[0]
        if language == "*":
            language = otherwise
        if language in LANGUAGES and weight > 0:
            liked[language] = max(weight, liked.get(language, 0.0))
    return max(liked, key=lambda language: liked[language]) if liked else otherwise
