"""What is shown of a question: a variant with its options in their drawn order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from basis.texts import Message, Text
from quiz.question import Question


@dataclass(frozen=True)
class Variant:
    """A question with its parameters drawn.

    Attributes:
        values: every parameter and derived value by name.
    """

    question: Question
    seed: int
    values: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Option:
    """One thing to choose, order or match.

    Attributes:
        name: the author's name, stable over variants and languages.
        label: what the learner types for it in this prompt: "1", "2" ... or "a", "b" ...
    """

    name: str
    label: str
    text: Text


@dataclass(frozen=True)
class Prompt:
    """A question as it is asked, in both languages.

    Attributes:
        text: the task, with maths between dollars and code between backquotes.
        how: says what to type ("one number", "several numbers, such as 1 3" ...).
        options: what is chosen, ordered, or stands on the left of a matching.
        others: the right side of a matching.
        code: a program, for kind `output`.
        key: the computed key in the form its kind wants; not shown.
        key_text: the key as a learner should read it, after the answer.
        explanation, hint: with the drawn numbers.
    """

    variant: Variant
    text: Text
    how: Message
    key: Any
    key_text: Text
    explanation: Text
    hint: Text
    options: tuple[Option, ...] = ()
    others: tuple[Option, ...] = ()
    code: str = ""

    @property
    def question(self) -> Question:
        """The question behind the variant."""
        return self.variant.question
