"""The document as generators of clients like it: one named schema a vocabulary, and parameters without null.

Left as FastAPI gathers it, each place where a severity stands would become a type of its own in a client, and each
parameter that may be left out one that may also be null, which no query can say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from app.api.answers import TableFormat
from app.api.models.alerts import Kind, State
from app.api.models.commitments import CommitmentState, CommitmentType
from app.api.models.scans import JobStatus
from app.api.models.shared import Language, Rag, Severity, Status, SubjectType, Symptom

_WORDS: dict[str, Any] = {
    "Symptom": Symptom,
    "Severity": Severity,
    "FindingStatus": Status,
    "SubjectType": SubjectType,
    "CommitmentType": CommitmentType,
    "CommitmentState": CommitmentState,
    "Rag": Rag,
    "JobStatus": JobStatus,
    "AlertState": State,
    "SubscriptionKind": Kind,
    "Language": Language,
    "TableFormat": TableFormat,
}
"""The vocabularies that stand in more than one place, by the names that their schemas get."""


def tidy(document: dict[str, Any]) -> None:
    """Name what is shared and which way an order goes; leave out null of parameters, and titles that repeat names."""
    for operation in _operations(document):
        for parameter in operation.get("parameters", ()):
            parameter["schema"] = _without_null(parameter["schema"])
    schemas = document["components"]["schemas"]
    named = {get_args(words): name for name, words in _WORDS.items()}
    for place in [*_schemas(document["paths"]), *_schemas(schemas)]:
        words = tuple(place.get("enum", ()))
        # FastAPI's titles repeat names; where a property is called title, it is its schema that stands there.
        if isinstance(place.get("title"), str):
            del place["title"]
        if words in named:
            place.pop("type", None)
            del place["enum"]
            place["$ref"] = f"#/components/schemas/{named[words]}"
        elif any(word.startswith("-") for word in words):
            # A name for each, where a generator would count them otherwise: `-title` is no name in any language.
            place["x-enum-varnames"] = [f"{w[1:]}_falling" if w.startswith("-") else w for w in words]
    schemas |= {name: {"type": "string", "enum": list(get_args(words))} for name, words in _WORDS.items()}


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from path.values()


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter's values; what it is about stands at the parameter itself."""
    told = {name: value for name, value in schema.items() if name != "description"}
    choices = [choice for choice in told.pop("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) > 1:
        return told | {"anyOf": choices}
    return told | (choices[0] if choices else {})


def _schemas(within: Any) -> Iterator[dict[str, Any]]:
    """Every part of a document that is an object, examples apart: they are values, not schemas."""
    if isinstance(within, dict):
        yield within
        for name, part in within.items():
            if name != "example":
                yield from _schemas(part)
    elif isinstance(within, list):
        for part in within:
            yield from _schemas(part)
