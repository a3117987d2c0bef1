"""Kind `choice`: one of several options is right."""

from __future__ import annotations

from collections.abc import Iterator

from basis.texts import Message
from quiz.errors import UnreadableError
from quiz.finding import Problem
from quiz.kinds.choosing import Choosing, choice_prompt, right
from quiz.kinds.labels import read_options
from quiz.kinds.options import entries, find, why
from quiz.mark import Answer, Mark
from quiz.prompt import Prompt, Variant
from quiz.question import Question


class Choice(Choosing):
    """The key is the name of the right option, an answer's value the name of the chosen one."""

    def problems(self, question: Question) -> Iterator[Problem]:
        """Also: not exactly one right option."""
        yield from super().problems(question)
        found = len(right(question))
        if found != 1:
            yield Problem("one-correct", ("choices",), {"found": found})

    def prompt(self, variant: Variant) -> Prompt:
        """Options in the drawn order."""
        how = Message("how_choice", {"count": len(variant.question.body["choices"])})
        return choice_prompt(variant, how, "".join(right(variant.question)[:1]))

    def read(self, prompt: Prompt, typed: str) -> Answer:
        """One label."""
        named = read_options(prompt, typed, prompt.options)
        if len(named) > 1:
            raise UnreadableError("unreadable_only_one", how=prompt.how)
        return Answer(typed, named[0].name)

    def mark(self, prompt: Prompt, answer: Answer) -> Mark:
        """All or nothing; a wrong option says why it is wrong."""
        chosen = find(entries(prompt.question, "choices"), answer.value)
        said = why(prompt.variant, chosen)
        if answer.value == prompt.key:
            return Mark(1.0, said)
        return Mark(0.0, said, says=(chosen.name,), concepts=tuple(chosen.row["concepts"]))

    def chance(self, prompt: Prompt) -> float:
        """One in the number of options."""
        return 1 / len(prompt.options)
