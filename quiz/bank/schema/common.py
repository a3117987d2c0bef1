"""What questions of all kinds have, and what of it depends on the syllabus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from quiz.bank.schema.names import is_reserved
from quiz.bank.schema.parts import (
    MOST_TEXT,
    Concepts,
    Content,
    Expression,
    Line,
    Maybe,
    Model,
    Name,
    OneOf,
    Translated,
    is_korean,
    spelled,
)
from quiz.language.spelling import fold
from quiz.syllabus import Syllabus, nearest


@dataclass(frozen=True)
class Context:
    """What a bank is checked against: the syllabus, and its topic there ("" if it has none)."""

    syllabus: Syllabus
    topic: str


# --- Parameters --------------------------------------------------------------------------------


def _free(name: str) -> str:
    if is_reserved(name):
        raise PydanticCustomError("reserved_name", "", {"name": name})
    return name


#: What parameters and derived numbers are called.
VariableName = Annotated[
    str, StringConstraints(pattern="^[a-z][a-z0-9_]*$", max_length=40), AfterValidator(_free)
]


def _increasing(ends: list[Any]) -> list[Any]:
    if ends[0] >= ends[1]:
        raise PydanticCustomError("not_increasing", "", {"low": ends[0], "high": ends[1]})
    return ends


_Two = Field(min_length=2, max_length=2)
_Integer = Annotated[int, Field(ge=-(10**9), le=10**9)]
IntegerRange = Annotated[list[_Integer], _Two, AfterValidator(_increasing)]
RealRange = Annotated[list[float], _Two, AfterValidator(_increasing)]


def _value(value: Any) -> Any:
    """A number, or a text that needs no translation."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise PydanticCustomError("wrong_type", "", {"wanted": "value"})
    if isinstance(value, str):
        if is_korean(value):
            raise PydanticCustomError("needs_translation", "", {"found": value})
        return value
    return float(value) if isinstance(value, float) else int(value)  # however it was spelled


class Param(OneOf):
    """What one parameter is drawn from."""

    WAYS = {"choose": (), "integer": (), "real": ()}
    BESIDE = {"real": ("decimals",)}

    choose: Maybe[
        Annotated[
            list[
                Annotated[
                    Any, AfterValidator(_value), WithJsonSchema({"type": ["number", "string"]})
                ]
            ],
            Field(min_length=1, max_length=200),
        ]
    ] = None
    """One of these numbers, or of these texts that need no translation."""
    integer: Maybe[IntegerRange] = None
    """An integer from the first to the second, both included."""
    real: Maybe[RealRange] = None
    """A number from the first to the second, with as many decimals as `decimals` says."""
    decimals: Maybe[Annotated[int, Field(ge=0, le=12)]] = None
    """Decimals of a `real`; 2 if not given."""


# --- Sample answers ----------------------------------------------------------------------------


def _typed(value: Any) -> Any:
    """A sample answer as it would be typed; `true` and `false` are typed so."""
    return str(value).lower() if isinstance(value, bool) else spelled(value)


def _mark(value: Any) -> Any:
    if value == "unreadable":
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise PydanticCustomError("bad_mark", "")
    return float(value)


class SampleAnswer(Model):
    """A sample answer and the mark it must get."""

    answer: Annotated[
        str,
        StringConstraints(max_length=MOST_TEXT),
        BeforeValidator(_typed, json_schema_input_type=str | float | bool),
    ]
    """What a learner types; options by their names. May be a template."""
    mark: Annotated[
        Any,
        AfterValidator(_mark),
        WithJsonSchema(
            {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"const": "unreadable"}]}
        ),
    ]
    """The score it must get, from 0 to 1, or `unreadable`."""
    says: Maybe[Name] = None
    """The misconception or option whose feedback it must get."""
    seed: Maybe[Annotated[int, Field(ge=0)]] = None
    """The variant it is about; every variant without it."""


# --- Where it comes from -----------------------------------------------------------------------


def _known_note(note: str, info: ValidationInfo) -> str:
    if info.context and note not in info.context.syllabus.notes:
        notes = sorted(info.context.syllabus.notes)
        raise PydanticCustomError("unknown_note", "", {"note": note, "known": notes})
    return note


def _known_erratum(erratum: str, info: ValidationInfo) -> str:
    if info.context and erratum not in info.context.syllabus.errata:
        near = nearest(erratum, info.context.syllabus.errata)
        raise PydanticCustomError("unknown_erratum", "", {"erratum": erratum, "near": near})
    return erratum


Erratum = Annotated[
    str, AfterValidator(_known_erratum), Field(json_schema_extra={"format": "erratum"})
]


class Source(Model):
    """Where it is taught. Note, section and lines are those of the topic unless given."""

    note: Maybe[Annotated[Line, AfterValidator(_known_note)]] = None
    """The note's number, such as '001'."""
    section: Maybe[Line] = None
    """The section's title."""
    lines: Maybe[Line] = None
    """The lines, such as 85-90."""
    reference: Maybe[Content] = None
    """A book or a paper, with the section."""


def _primary(concepts: list[str], info: ValidationInfo) -> list[str]:
    """The first concept decides which topic a question belongs to: the one of its bank."""
    if info.context and (topic := info.context.topic):
        belongs = info.context.syllabus.concepts[concepts[0]].topic
        if belongs != topic:
            fields = {"concept": concepts[0], "belongs": belongs, "topic": topic, "at": (0,)}
            raise PydanticCustomError("foreign_concept", "", fields)
    return concepts


class Common(Model):
    """The keys of every question."""

    id: Name
    """Unique over all banks, and never changed: the learners' history hangs on it."""
    concepts: Annotated[Concepts, Field(min_length=1), AfterValidator(_primary)]
    """Concepts of the syllabus; the first is the primary one, of the topic of this file."""
    difficulty: Annotated[int, Field(ge=1, le=5)]
    """From 1 (easy) to 5."""
    prompt: Translated
    """What is asked."""
    explanation: Translated
    """Why the right answer is right; shown after every answer. May use <<key>>."""
    hint: Translated
    """Shown on demand."""
    source: Maybe[Source] = None
    """Where the notes teach it; the sources of the topic unless given."""
    erratum: Maybe[Erratum] = None
    """The statement of the notes that this question corrects."""
    revision: Annotated[int, Field(ge=1)] = 1
    """Raised when the meaning changes; older reviews then no longer count."""
    params: dict[VariableName, Param] = {}
    """Parameters by name, drawn in this order from the seed."""
    let: dict[VariableName, Expression] = {}
    """Derived numbers by name, in this order: expressions over the names before them."""
    where: Annotated[list[Line], Field(max_length=20)] = []
    """Conditions on parameters and derived numbers; drawn again until all hold."""
    tests: Annotated[list[SampleAnswer], Field(max_length=100)] = []
    """Sample answers with the marks they must get."""

    @model_validator(mode="after")
    def _names_once(self) -> Common:
        """No name twice, in any spelling, among parameters, derived numbers and symbols."""
        taken: set[str] = set()
        for key in ("params", "let", "names"):
            for name in getattr(self, key, ()):
                if fold(name) in taken:
                    raise PydanticCustomError("name_taken", "", {"name": name, "at": (key, name)})
                taken.add(fold(name))
        return self
