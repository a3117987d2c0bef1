"""Names: which may be given, and which must exist in the syllabus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from quiz.bank.schema.texts import Line
from quiz.language.functions import ALIASES, CONSTANTS, FUNCTIONS
from quiz.language.spelling import fold
from quiz.syllabus import Syllabus, nearest


@dataclass(frozen=True)
class Context:
    """What a bank is checked against: the syllabus, and its topic there ("" if it has none)."""

    syllabus: Syllabus
    topic: str


#: What options, misconceptions and questions are called.
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]

# --- Variables ---------------------------------------------------------------------------------

#: Words of the templates: `key` is the computed key, the rest is jinja2's grammar.
_TEMPLATES = frozenset(
    "key and or not in is if elif else for set true false none loop recursive".split()
)
_LANGUAGE = frozenset(map(fold, (*FUNCTIONS, *ALIASES, *CONSTANTS)))


def _free(name: str) -> str:
    if name in _TEMPLATES or fold(name) in _LANGUAGE:
        raise PydanticCustomError("reserved_name", "", {"name": name})
    return name


#: What parameters and derived numbers are called.
VariableName = Annotated[
    str, StringConstraints(pattern="^[a-z][a-z0-9_]*$", max_length=40), AfterValidator(_free)
]

#: A name that learners type. It may hide a function: gamma may be a discount.
SymbolName = Annotated[
    str, StringConstraints(pattern="^[A-Za-zΑ-Ωα-ω][A-Za-zΑ-Ωα-ω0-9_]*$", max_length=40)
]


# --- References --------------------------------------------------------------------------------


def _known_concept(concept: str, info: ValidationInfo) -> str:
    if info.context and concept not in info.context.syllabus.concepts:
        near = nearest(concept, info.context.syllabus.concepts)
        raise PydanticCustomError("unknown_concept", "", {"concept": concept, "near": near})
    return concept


def _once(names: list[str]) -> list[str]:
    for i, name in enumerate(names):
        if name in names[:i]:
            raise PydanticCustomError("repeated", "", {"name": name, "at": (i,)})
    return names


#: `format` tells quiz/bank/schema/editor.py which names of the syllabus are meant.
Concept = Annotated[
    str, AfterValidator(_known_concept), Field(json_schema_extra={"format": "concept"})
]
Concepts = Annotated[list[Concept], Field(max_length=20), AfterValidator(_once)]


def _primary(concepts: list[str], info: ValidationInfo) -> list[str]:
    """The first concept decides which topic a question belongs to: the one of its bank."""
    if info.context and (topic := info.context.topic):
        belongs = info.context.syllabus.concepts[concepts[0]].topic
        if belongs != topic:
            fields = {"concept": concepts[0], "belongs": belongs, "topic": topic, "at": (0,)}
            raise PydanticCustomError("foreign_concept", "", fields)
    return concepts


PrimaryFirst = Annotated[Concepts, Field(min_length=1), AfterValidator(_primary)]


def _known_erratum(erratum: str, info: ValidationInfo) -> str:
    if info.context and erratum not in info.context.syllabus.errata:
        near = nearest(erratum, info.context.syllabus.errata)
        raise PydanticCustomError("unknown_erratum", "", {"erratum": erratum, "near": near})
    return erratum


Erratum = Annotated[
    str, AfterValidator(_known_erratum), Field(json_schema_extra={"format": "erratum"})
]


def _known_note(note: str, info: ValidationInfo) -> str:
    if info.context and note not in info.context.syllabus.notes:
        notes = sorted(info.context.syllabus.notes)
        raise PydanticCustomError("unknown_note", "", {"note": note, "known": notes})
    return note


Note = Annotated[Line, AfterValidator(_known_note)]
