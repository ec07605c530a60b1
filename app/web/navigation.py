"""What a page is to the others: its paths, and the name under which the navigation leads to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter


@dataclass(frozen=True, slots=True)
class Room:
    """A page. `path` is where the navigation leads, None for one that is reached from others; `names` by language."""

    router: APIRouter
    path: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
