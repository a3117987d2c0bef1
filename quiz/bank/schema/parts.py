"""What the models of all kinds are made of: texts, names, expressions, answers, misconceptions.

A fault that pydantic has no name for is raised as `PydanticCustomError(rule, "", fields)`; the
field `at`, if any, leads on from where it was raised. quiz/bank/faults.py reads them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    StringConstraints,
    ValidationInfo,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from quiz.syllabus import nearest

MOST_TEXT = 4000
MOST_EXPRESSION = 400

_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]+")
#: What needs no translation: maths, code, what templates and blanks put in.
_NEUTRAL = re.compile(
    r"\$\$.+?\$\$|\$(?:\\.|[^$\\])+\$|`[^`]+`|<<.*?>>|<%.*?%>|<#.*?#>|\[\[.*?\]\]", re.DOTALL
)
_WORD = re.compile(r"[A-Za-z]{2,}")

T = TypeVar("T")


class Model(BaseModel):
    """A mapping with known keys. A field `from_` stands for the key `from`."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        alias_generator=AliasGenerator(alias=lambda name: name.rstrip("_")),
    )


def _given(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("empty_value", "")
    return value


#: An optional key: it may be left out, but a key that is there has a value.
Maybe = Annotated[T | None, BeforeValidator(_given)]


# --- Texts -------------------------------------------------------------------------------------


def is_korean(text: str) -> bool:
    """Whether any of it is written in Hangul."""
    return bool(_HANGUL.search(text))


def _korean(text: str) -> str:
    if not is_korean(text) and _WORD.search(_NEUTRAL.sub(" ", text)):
        raise PydanticCustomError("no_hangul", "")
    return text


def _without_hangul(text: str) -> str:
    if found := _HANGUL.search(text):
        raise PydanticCustomError("hangul_in_english", "", {"found": found[0]})
    return text


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def spelled(value: Any) -> Any:
    """A number as its author wrote it; anything else as it is."""
    return str(value) if _is_plain(value) else value


Content = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_TEXT)
]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_TEXT),
    BeforeValidator(spelled, json_schema_input_type=str | float),
]
EnglishLine = Annotated[Line, AfterValidator(_without_hangul)]


class Translated(Model):
    """A text in both languages. `$..$` is maths, a backquote begins code."""

    ko: Annotated[Content, AfterValidator(_korean)]
    """The Korean text."""
    en: Annotated[Content, AfterValidator(_without_hangul)]
    """The English text."""

    @model_validator(mode="before")
    @classmethod
    def _speaks(cls, value: Any) -> Any:
        """A text in one language only, or something that speaks none."""
        if isinstance(value, str):
            lang = "en" if is_korean(value) else "ko"
            raise PydanticCustomError("missing_language", "", {"lang": lang})
        if isinstance(value, dict) and not value.keys() & {"ko", "en"}:
            raise PydanticCustomError("wrong_type", "", {"wanted": "both"})
        return value


def _same_in_both(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() & {"ko", "en"}:
        return value
    if not _is_plain(value):
        raise PydanticCustomError("wrong_type", "", {"wanted": "short"})
    text = str(value).strip()
    if not text:
        raise PydanticCustomError("no_text", "")
    if len(text) > MOST_TEXT:
        raise PydanticCustomError("text_too_long", "", {"limit": MOST_TEXT})
    if is_korean(text):
        raise PydanticCustomError("one_text_for_both", "")
    return Translated.model_construct(ko=text, en=text)


#: A text that may also be written once, where it is the same in both languages.
Short = Annotated[
    Translated, BeforeValidator(_same_in_both, json_schema_input_type=Translated | str | float)
]


# --- Names and references ----------------------------------------------------------------------

#: What options, misconceptions and questions are called.
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


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


# --- What is computed --------------------------------------------------------------------------


def _expression(value: Any) -> Any:
    if not _is_plain(value):
        raise PydanticCustomError("wrong_type", "", {"wanted": "expression"})
    return str(value)


#: A text of the closed language, or a number; its kind parses it.
Expression = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_EXPRESSION),
    BeforeValidator(_expression, json_schema_input_type=str | float),
]


class OneOf(Model):
    """A mapping that says one of several things, each by a key of its own.

    Attributes:
        WAYS: by key, what has to stand beside it.
        BESIDE: by key, what may stand beside it.
    """

    WAYS: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    BESIDE: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    @model_validator(mode="after")
    def _one_way(self) -> OneOf:
        given = [
            name.rstrip("_") for name in type(self).model_fields if name in self.model_fields_set
        ]
        ways = [key for key in given if key in self.WAYS]
        if len(ways) != 1:
            raise PydanticCustomError("one_of", "", {"keys": list(self.WAYS)})
        needed = self.WAYS[ways[0]]
        for key in needed:
            if key not in given:
                raise PydanticCustomError("missing_key", "", {"key": key})
        for key in given:
            if key not in (ways[0], *needed, *self.BESIDE.get(ways[0], ())):
                raise PydanticCustomError("misfit_key", "", {"key": key, "at": (key,)})
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        schema["oneOf"] = [{"required": [way, *needed]} for way, needed in cls.WAYS.items()]
        return schema

    @model_serializer(mode="wrap")
    def _what_is_given(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: value for key, value in handler(self).items() if value is not None}


class Tolerance(OneOf):
    """How far a number may be off; exact without it."""

    WAYS = {"decimals": (), "relative": (), "absolute": ()}

    decimals: Maybe[Annotated[int, Field(ge=0, le=12)]] = None
    """As many decimals must be right."""
    relative: Maybe[Annotated[float, Field(gt=0, lt=1)]] = None
    """Largest difference as a share of the answer."""
    absolute: Maybe[Annotated[float, Field(gt=0)]] = None
    """Largest difference."""


# --- Answers and misconceptions ----------------------------------------------------------------


def _answers_in_both(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    for i, answer in enumerate(value):
        if isinstance(answer, str) and is_korean(answer):
            raise PydanticCustomError("one_text_for_both", "", {"at": (i,)})
    return {"ko": value, "en": value}


class Answers(Model):
    """Accepted answers in each language, the one that is shown first; always all are accepted."""

    ko: Annotated[list[Line], Field(min_length=1, max_length=50)]
    """Korean answers."""
    en: Annotated[list[EnglishLine], Field(min_length=1, max_length=50)]
    """English answers."""


AnswerLists = Annotated[
    Answers, BeforeValidator(_answers_in_both, json_schema_input_type=Answers | list[str | float])
]


class Misconception(Model):
    """A wrong answer that tells what was misunderstood."""

    name: Name
    """Its name, unique in the question."""
    why: Translated
    """What is said to whoever gives this answer: why it is wrong."""
    concepts: Concepts = []
    """Concepts of the syllabus that it betrays, beside the question's own."""
    mark: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """The score it gets, below 1."""


class ComputedMisconception(Misconception):
    """A wrong value or formula that tells what was misunderstood."""

    answer: Expression
    """The wrong answer, as an expression."""


class WordsMisconception(Misconception):
    """Wrong words that tell what was misunderstood."""

    answers: AnswerLists
    """The wrong answers."""
