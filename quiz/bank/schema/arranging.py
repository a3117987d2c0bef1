"""Kinds whose answer is an arrangement: `ordering`, `matching`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from quiz.bank.schema.model import Maybe, Model
from quiz.bank.schema.names import Name
from quiz.bank.schema.question import Question
from quiz.bank.schema.texts import Short, Translated


class Item(Model):
    """One of the things to put in order."""

    name: Name
    """Its name, unique in the question."""
    text: Short
    """What is shown."""
    after: Maybe[Annotated[list[Name], Field(max_length=12)]] = None
    """Names of the items that must come before. If any item says so, only that counts."""


class Ordering(Question):
    """Things to put in order."""

    kind: Literal["ordering"]
    """Things in order."""
    items: Annotated[list[Item], Field(min_length=2, max_length=12)]
    """The things, in a right order."""
    why: Maybe[Translated] = None
    """What is said to whoever gets it wrong, before the explanation."""


class Pair(Model):
    """Two things that belong together."""

    name: Name
    """Its name, unique in the question."""
    left: Short
    """What is shown on the left."""
    right: Short
    """What belongs to it."""


class Extra(Model):
    """A thing on the right that belongs to nothing."""

    name: Name
    """Its name, unique in the question."""
    right: Short
    """What is shown on the right."""
    why: Translated
    """What is said to whoever takes it."""


class Matching(Question):
    """Things to pair."""

    kind: Literal["matching"]
    """Things in pairs."""
    pairs: Annotated[list[Pair], Field(min_length=2, max_length=12)]
    """What belongs together."""
    extra: Annotated[list[Extra], Field(max_length=12)] = []
    """What belongs to nothing."""
