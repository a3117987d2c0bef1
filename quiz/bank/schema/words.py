"""Kinds whose answer is written: `text`, `cloze`, `output`, `essay`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag

from quiz.bank.schema.answers import (
    AnswerLists,
    ComputedMisconception,
    Expression,
    Misconception,
    Tolerance,
    WordsMisconception,
)
from quiz.bank.schema.model import Maybe, Model
from quiz.bank.schema.names import Name
from quiz.bank.schema.question import Question
from quiz.bank.schema.texts import MOST_TEXT, Short, Translated, spelled


class TextQuestion(Question):
    """A word or a few are asked for."""

    kind: Literal["text"]
    """A word or a few."""
    answers: AnswerLists
    """Accepted answers in both languages, or one list where they are the same."""
    misconceptions: Annotated[list[WordsMisconception], Field(max_length=20)] = []
    """Wrong answers that tell what was misunderstood."""


class WordsBlank(Model):
    """A blank to be filled with words."""

    answers: AnswerLists
    """Accepted answers in both languages, or one list where they are the same."""
    misconceptions: Annotated[list[WordsMisconception], Field(max_length=20)] = []
    """Wrong answers that tell what was misunderstood."""


class NumberBlank(Model):
    """A blank to be filled with a number."""

    answer: Expression
    """The key, as an expression."""
    tolerance: Maybe[Tolerance] = None
    """How far the number may be off."""
    misconceptions: Annotated[list[ComputedMisconception], Field(max_length=20)] = []
    """Wrong values that tell what was misunderstood."""


def _filled_with(value: Any) -> str:
    number = "answer" in value if isinstance(value, dict) else isinstance(value, NumberBlank)
    return "number" if number else "words"


Blank = Annotated[
    Annotated[WordsBlank, Tag("words")] | Annotated[NumberBlank, Tag("number")],
    Discriminator(_filled_with),
]


class Cloze(Question):
    """A text with blanks, written [[name]] in the prompt of both languages."""

    kind: Literal["cloze"]
    """A text with blanks."""
    blanks: Annotated[dict[Name, Blank], Field(min_length=1, max_length=12)]
    """What belongs into each blank, by its name."""


Printed = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MOST_TEXT),
    BeforeValidator(spelled, json_schema_input_type=str | float),
]


class OutputMisconception(Misconception):
    """A wrong output that tells what was misunderstood."""

    answer: Printed
    """The wrong output."""


class Output(Question):
    """What does this program print?"""

    kind: Literal["output"]
    """What a program prints."""
    code: Annotated[str, StringConstraints(min_length=1, max_length=MOST_TEXT)]
    """A short Python program; numpy, math and torch may be used."""
    answer: Printed
    """What it prints."""
    exact: bool = False
    """Whether 1 for 1.0 is wrong; else it is right, with a remark."""
    misconceptions: Annotated[list[OutputMisconception], Field(max_length=20)] = []
    """Wrong outputs that tell what was misunderstood."""


class Point(Model):
    """A point that a good answer makes."""

    name: Name
    """Its name, unique in the question."""
    text: Short
    """What the answer says."""
    points: Annotated[float, Field(gt=0, le=100)] = 1.0
    """What it counts."""


class Essay(Question):
    """A few sentences are asked for, which the learner compares with a model answer."""

    kind: Literal["essay"]
    """A few sentences."""
    model: Translated
    """A model answer."""
    rubric: Annotated[list[Point], Field(min_length=1, max_length=12)]
    """The points that the learner ticks."""
