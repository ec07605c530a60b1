"""What is known of an organisation: its planted symptoms, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from app.errors import BrugError
from detectors.finding import Symptom


class WrongLabels(BrugError):
    """A file that holds no labels."""


class Place(Struct, frozen=True):
    """A subject by kind, type and everything that it is called, in lower case."""

    kind: str
    type: str
    names: frozenset[str]


class Accepted(Struct, frozen=True):
    """A subject that is right as well."""

    kind: str
    type: str
    id: str
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """It as a place."""
        return place_of(self.kind, self.type, self.id, self.name, self.aliases)


class Subject(Struct, frozen=True):
    """What stands on a subject of a project."""

    project: str
    subject_kind: str
    subject_type: str
    subject_id: str
    subject_name: str
    subject_aliases: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """The subject as a place."""
        return place_of(self.subject_kind, self.subject_type, self.subject_id, self.subject_name, self.subject_aliases)


class Episode(Subject, frozen=True, kw_only=True):
    """A planted symptom. `needs` names what brug has to have seen for it to be visible at all ("observations")."""

    id: str
    symptom: Symptom
    kind: str
    starts_at: str
    visible_at: str
    ends_at: str | None = None
    needs: str | None = None
    project_wide: bool = False
    accepts: tuple[Accepted, ...] = ()
    related: tuple[str, ...] = ()


class LookAlike(Subject, frozen=True, kw_only=True):
    """Something that looks like a symptom and must give no finding."""

    kind: str


class Grey(Subject, frozen=True, kw_only=True):
    """A subject near a threshold, which counts neither way."""

    symptom: Symptom


class Labels(Struct, frozen=True, rename={"began": "from"}):
    """All that is known of one organisation, in the period from `began` until `until`."""

    began: str
    until: str
    episodes: tuple[Episode, ...]
    confounders: tuple[LookAlike, ...] = ()
    clean_projects: tuple[str, ...] = ()
    grey: tuple[Grey, ...] = ()


def place_of(kind: str, type_: str, id_: str, name: str, aliases: tuple[str, ...] = ()) -> Place:
    """A subject as a place."""
    return Place(kind.lower(), type_.lower(), frozenset(n.strip().lower() for n in (id_, name, *aliases) if n))


def read_labels(path: Path) -> Labels:
    """The labels in a file. Raises WrongLabels."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Labels)
    except OSError as error:
        raise WrongLabels(f"{path}: cannot be read: {error.strerror}; name a file with labels") from error
    except msgspec.DecodeError as error:
        raise WrongLabels(f"{path}: no labels of an organisation: {error}") from error
