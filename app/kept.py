"""What is costly to make, kept in this process for as long as what it was made of is the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class _Place(Generic[Made]):
    """Where one thing is kept; `made` is what it was made of and what that gave, None before the first time."""

    __slots__ = ("lock", "made")

    def __init__(self) -> None:
        self.lock = Lock()
        self.made: tuple[object, Made] | None = None


class Kept(Generic[Made]):
    """Things by a key; of more than `most` the one that was asked for longest ago is let go of.

    Of two who ask for the same at once, one makes it and the other waits; who asks for another does not.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._places: OrderedDict[Hashable, _Place[Made]] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable, made_of: object, make: Callable[[], Made]) -> Made:
        """What is kept under a key, made anew where it was made of something else than this."""
        with self._lock:
            place = self._places.setdefault(key, _Place())
            self._places.move_to_end(key)
            while len(self._places) > self._most:
                self._places.popitem(last=False)
        with place.lock:
            if place.made is None or place.made[0] != made_of:
                place.made = made_of, make()
            return place.made[1]
