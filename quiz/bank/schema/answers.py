"""Answers: computed ones and words, how exact, and which wrong ones tell something."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from quiz.bank.schema.model import Maybe, Model, OneOf
from quiz.bank.schema.names import Concepts, Name
from quiz.bank.schema.texts import EnglishLine, Line, Translated, is_korean, is_plain

MOST_EXPRESSION = 400


def _expression(value: Any) -> Any:
    if not is_plain(value):
        raise PydanticCustomError("wrong_type", "", {"wanted": "expression"})
    return str(value)


#: A text of the closed language, or a number; its kind parses it.
Expression = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_EXPRESSION),
    BeforeValidator(_expression, json_schema_input_type=str | float),
]


class Tolerance(OneOf):
    """How far a number may be off; exact without it."""

    WAYS = {"decimals": (), "relative": (), "absolute": ()}

    decimals: Maybe[Annotated[int, Field(ge=0, le=12)]] = None
    """As many decimals must be right."""
    relative: Maybe[Annotated[float, Field(gt=0, lt=1)]] = None
    """Largest difference as a share of the answer."""
    absolute: Maybe[Annotated[float, Field(gt=0)]] = None
    """Largest difference."""


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
