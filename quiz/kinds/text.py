"""Kind `text`: a term, in Korean or English, whatever the language of the question."""

from __future__ import annotations

from collections.abc import Iterator

from basis.texts import Message
from quiz.finding import Problem
from quiz.kinds.computed import computed_prompt
from quiz.kinds.kind import Kind
from quiz.kinds.term import Term
from quiz.mark import Answer, Mark
from quiz.prompt import Prompt, Variant


class ShortText(Kind):
    """A word or a few are typed."""

    def prompt(self, variant: Variant) -> Prompt:
        """Fill the term in, where it has parameters."""
        term = _term(variant)
        return computed_prompt(
            variant, how=Message("how_text"), key=term.shown.en, key_text=term.shown
        )

    def variant_problems(self, prompt: Prompt) -> Iterator[Problem]:
        """Aliases that say nothing, or the same as a misconception."""
        yield from _term(prompt.variant).problems()

    def read(self, prompt: Prompt, typed: str) -> Answer:
        """Look up the term."""
        return Answer(typed, _term(prompt.variant).read(typed))

    def mark(self, prompt: Prompt, answer: Answer) -> Mark:
        """1 for the term, also with a slip that leaves no doubt."""
        return _term(prompt.variant).mark(answer.value)

    def chance(self, prompt: Prompt) -> float:
        """Nobody guesses a term."""
        return 0.0


def _term(variant: Variant) -> Term:
    question = variant.question
    return Term.of(question.body, variant.values, (question.prompt.ko, question.prompt.en))
