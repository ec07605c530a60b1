"""Facts: what a project's columns alone tell, as plain arrays, so that it is found once, when the columns are packed.

A fact depends on no moment, no neighbour and nothing that is declared. Where a history comes with it, it is read;
where it does not, it is made when first asked for: both give the same.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar, get_type_hints

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

Made = TypeVar("Made")
# A fact is kept under its name, packed.
Kept = Mapping[str, bytes | memoryview]


class Knower(Protocol):
    """Whoever can be asked for facts: a history."""

    facts: Kept

    def once(self, make: Callable[[Any], Made]) -> Made:
        """What a function makes of this history: made when first asked for, and kept."""
        ...


Of = TypeVar("Of", bound=Knower)


class Fact(Generic[Of, Made]):
    """One fact of a history, asked for by a call; a decorator of the function that makes it.

    What it makes is a dataclass whose fields are arrays of numbers or flags, or lists of texts.
    """

    def __init__(self, make: Callable[[Of], Made]) -> None:
        self.name = f"{make.__module__}.{make.__qualname__}"
        self.__doc__, self.__name__, self.__module__ = make.__doc__, make.__name__, make.__module__
        self._make = make

    def __call__(self, history: Of) -> Made:
        """The fact of a history."""
        return history.once(self._of)

    def _of(self, history: Of) -> Made:
        kept = history.facts.get(self.name)
        return self._make(history) if kept is None else self._unpacked(kept)

    def pack(self, history: Of) -> bytes:
        """The fact as bytes: an Arrow IPC stream of one row, with a list for each field."""
        made = self(history)
        names = [field.name for field in fields(made) if field.init]  # type: ignore[arg-type]
        frame = pl.DataFrame([_as_series(name, getattr(made, name)).implode() for name in names])
        buffer = io.BytesIO()
        frame.write_ipc_stream(buffer, compression="zstd", compat_level=pl.CompatLevel.oldest())
        return buffer.getvalue()

    def _unpacked(self, kept: bytes | memoryview) -> Made:
        frame = pl.read_ipc_stream(io.BytesIO(kept))
        return self._type(**{column.name: _as_field(column[0]) for column in frame.iter_columns()})

    @cached_property
    def _type(self) -> Callable[..., Made]:
        # The annotation of what is made, which is text until it is asked for.
        made: Callable[..., Made] = get_type_hints(self._make)["return"]
        return made


def _as_series(name: str, values: NDArray[Any] | list[str]) -> pl.Series:
    if isinstance(values, list):
        return pl.Series(name, values, dtype=pl.String)
    series = pl.Series(name, np.ascontiguousarray(values))
    # Most whole numbers are small, and smaller ones are read faster.
    return series.shrink_dtype() if series.dtype.is_integer() else series


def _as_field(values: pl.Series) -> NDArray[Any] | list[str]:
    if values.dtype == pl.String:
        return values.to_list()
    found = values.to_numpy()
    return found.astype(np.int64) if values.dtype.is_integer() else found


class _Facts(msgspec.Struct):
    version: str
    of: dict[str, bytes]


class _Read(msgspec.Struct):
    version: str
    of: dict[str, memoryview]


def pack_facts(history: Of, facts: Iterable[Fact[Of, Any]], version: str) -> bytes:
    """Some facts of a history, packed, with the version of what derives them."""
    return msgspec.msgpack.encode(_Facts(version, {fact.name: fact.pack(history) for fact in facts}))


def read_facts(packed: bytes | memoryview | None, version: str) -> Kept:
    """Facts as they were packed; none where another version derived them."""
    if packed is None:
        return {}
    found = msgspec.msgpack.decode(packed, type=_Read)
    return found.of if found.version == version else {}
