"""What a kind of question can do. One module a kind, found through quiz/kinds/registry.py."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import Protocol

from quiz.finding import Problem
from quiz.mark import Answer, Mark
from quiz.prompt import Prompt, Variant
from quiz.question import Question


class Kind(Protocol):
    """A way to ask and to mark. Stateless; every method is pure.

    Kinds inherit from it, and with it what is the same for most of them.
    """

    def problems(self, question: Question) -> Iterator[Problem]:
        """What is wrong with a question of this kind beyond its schema, without drawing it."""
        yield from ()

    @abstractmethod
    def prompt(self, variant: Variant) -> Prompt:
        """Draw the prompt of a variant; its seed alone decides on every order.

        Raises:
            VariantError: if the key or a text cannot be computed, with the keys that lead there.
        """

    def variant_problems(self, prompt: Prompt) -> Iterator[Problem]:
        """What is wrong with this variant: key not finite, an option equal to another ...

        Renders also what only some answers show, such as the `why` of every option.
        """
        yield from ()

    @abstractmethod
    def read(self, prompt: Prompt, typed: str) -> Answer:
        """Read an answer.

        Raises:
            UnreadableError: if it is none; says where and what to type instead.
        """

    @abstractmethod
    def mark(self, prompt: Prompt, answer: Answer) -> Mark:
        """Judge an answer that was read.

        Raises:
            UnreadableError: if it cannot be decided (no finite value, all digits lost ...).
        """

    def spell(self, prompt: Prompt, answer: str) -> str:
        """What a learner types for an answer of `tests:`, where options stand by name.

        A test of a kind that asks twice gives the same text to `read` and to `read_second`.
        """
        return answer

    @abstractmethod
    def chance(self, prompt: Prompt) -> float:
        """The expected score of somebody who guesses blindly."""

    def second(self, prompt: Prompt, answer: Answer) -> Prompt | None:
        """What is asked after the answer (the rubric of an essay), or None.

        Its reply is read by `read_second` and given to `mark` inside of the answer.
        """
        return None

    def read_second(self, prompt: Prompt, answer: Answer, typed: str) -> Answer:
        """Join the reply to the second prompt to the answer.

        Args:
            prompt: the first prompt.
            answer: the answer to it.
            typed: the reply to the second one.

        Raises:
            UnreadableError: if it is none.
        """
        return answer
