"""What questions of all kinds have."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from quiz.bank.schema.answers import Expression
from quiz.bank.schema.model import Maybe, Model
from quiz.bank.schema.names import Erratum, Name, Note, PrimaryFirst, VariableName
from quiz.bank.schema.params import Param
from quiz.bank.schema.texts import MOST_TEXT, Content, Line, Translated, spelled
from quiz.language.spelling import fold


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


class Source(Model):
    """Where it is taught. Note, section and lines are those of the topic unless given."""

    note: Maybe[Note] = None
    """The note's number, such as '001'."""
    section: Maybe[Line] = None
    """The section's title."""
    lines: Maybe[Line] = None
    """The lines, such as 85-90."""
    reference: Maybe[Content] = None
    """A book or a paper, with the section."""


class Question(Model):
    """The keys of every question."""

    id: Name
    """Unique over all banks, and never changed: the learners' history hangs on it."""
    concepts: PrimaryFirst
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
    def _names_once(self) -> Question:
        """No name twice, in any spelling, among parameters, derived numbers and symbols."""
        taken: set[str] = set()
        for key in ("params", "let", "names"):
            for name in getattr(self, key, ()):
                if fold(name) in taken:
                    raise PydanticCustomError("name_taken", "", {"name": name, "at": (key, name)})
                taken.add(fold(name))
        return self
