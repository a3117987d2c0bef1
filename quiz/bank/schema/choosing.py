"""Kinds whose answer is chosen: `choice`, `choices`, `truefalse`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from quiz.bank.schema.model import Maybe, Model
from quiz.bank.schema.names import Concepts, Name
from quiz.bank.schema.question import Question
from quiz.bank.schema.texts import Short, Translated


class Option(Model):
    """One of the things to choose from."""

    name: Name
    """Its name, unique in the question."""
    text: Short
    """What is shown."""
    correct: bool = False
    """Whether it is right."""
    why: Maybe[Translated] = None
    """Why not: what is said to whoever takes it wrongly, or misses it wrongly."""
    concepts: Concepts = []
    """Concepts of the syllabus that choosing it wrongly betrays."""


class _Choosing(Question):
    choices: Annotated[list[Option], Field(min_length=2, max_length=12)]
    """What to choose from; best three to six."""
    order: Literal["shuffled", "fixed"] = "shuffled"
    """`fixed`: shown in the order written here, for numbers or "all of them"."""


class Choice(_Choosing):
    """Exactly one is right."""

    kind: Literal["choice"]
    """One right choice."""


class Choices(_Choosing):
    """One or more are right."""

    kind: Literal["choices"]
    """Several choices may be right."""


class TrueFalse(Question):
    """A statement that holds or does not."""

    kind: Literal["truefalse"]
    """True or false."""
    answer: bool
    """Whether the statement holds."""
    why: Maybe[Translated] = None
    """What is said to whoever gets it wrong, before the explanation."""
