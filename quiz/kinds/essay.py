"""Kind `essay`: a free answer, which the learner then compares with a model answer.

After the answer, a second prompt shows the model answer and the points that count, and the learner
ticks those that their own answer makes. In `tests:` of a question an answer is the names of such
points; it stands for the free text as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from basis.texts import Message, in_both
from quiz.errors import UnreadableError
from quiz.finding import Problem
from quiz.kinds.kind import Kind
from quiz.kinds.labels import fold, numbers, read_options
from quiz.kinds.options import (
    entries,
    label_of,
    labelled,
    name_problems,
    option_problems,
    spell_names,
)
from quiz.kinds.prompting import empty, make_prompt, prompt_problems
from quiz.mark import Answer, Mark
from quiz.prompt import Option, Prompt, Variant
from quiz.question import Question
from quiz.variants.template import fill_text

_NOTHING = frozenset({"0", "none", "nothing", "-", "x", "없음", "없다", "없습니다", "없어요"})


@dataclass(frozen=True)
class Written:
    """An essay.

    Attributes:
        text: what the learner wrote.
        ticked: names of the points they found in it; None before they were asked.
    """

    text: str
    ticked: tuple[str, ...] | None = None


class Essay(Kind):
    """The key is the names of all points of the rubric, an answer's value `Written`.

    The score is the share of points.
    """

    def problems(self, question: Question) -> Iterator[Problem]:
        """Names that stand twice."""
        yield from name_problems(entries(question, "rubric"))

    def prompt(self, variant: Variant) -> Prompt:
        """The task; the model answer is the key as learners read it."""
        return make_prompt(
            variant,
            how=Message("how_essay"),
            key=tuple(thing.name for thing in entries(variant.question, "rubric")),
            key_text=fill_text(variant.question.body["model"], variant.values, ("model",)),
        )

    def variant_problems(self, prompt: Prompt) -> Iterator[Problem]:
        """Points that look the same, texts that are empty or cannot be filled."""
        yield from prompt_problems(prompt)
        yield from empty(prompt.key_text, ("model",))
        things = entries(prompt.question, "rubric")
        yield from option_problems(_points(prompt.variant), things)

    def read(self, prompt: Prompt, typed: str) -> Answer:
        """Anything that is not blank."""
        if not typed.strip():
            raise UnreadableError("unreadable_empty", how=prompt.how)
        return Answer(typed, Written(typed))

    def second(self, prompt: Prompt, answer: Answer) -> Prompt:
        """The model answer, and which of its points the learner's own makes."""
        text = in_both("quiz", "essay_compare", {"model": prompt.key_text})
        return replace(
            prompt, text=text, how=Message("how_rubric"), options=_points(prompt.variant)
        )

    def read_second(self, prompt: Prompt, answer: Answer, typed: str) -> Answer:
        """Labels of points, or a word for none."""
        ticked: list[Option] = []
        if fold(typed).strip(" .") not in _NOTHING:
            asked = self.second(prompt, answer)
            ticked = read_options(asked, typed, asked.options)
        names = tuple(name for name in prompt.key if name in {option.name for option in ticked})
        return Answer(f"{answer.typed}\n{typed}", Written(answer.value.text, names))

    def mark(self, prompt: Prompt, answer: Answer) -> Mark:
        """Names the points that were missed.

        Raises:
            UnreadableError: if the learner has not compared yet.
        """
        ticked = answer.value.ticked
        if ticked is None:
            raise UnreadableError("unreadable_empty", how=Message("how_rubric"))
        things = entries(prompt.question, "rubric")
        missed = [thing.name for thing in things if thing.name not in ticked]
        whole = sum(thing.row["points"] for thing in things)
        gained = sum(thing.row["points"] for thing in things if thing.name in ticked)
        return Mark(
            score=gained / whole,
            feedback=tuple(
                Message("essay_missed", {"label": point.label, "point": point.text})
                for point in _points(prompt.variant)
                if point.name in missed
            ),
            says=tuple(missed),
        )

    def spell(self, prompt: Prompt, answer: str) -> str:
        """Labels for the names of points."""
        return spell_names(answer, label_of(_points(prompt.variant)))

    def chance(self, prompt: Prompt) -> float:
        """Nothing: who writes at random has no point to tick."""
        return 0.0


def _points(variant: Variant) -> tuple[Option, ...]:
    """The points of the rubric, in the author's order."""
    things = entries(variant.question, "rubric")
    return labelled(variant, things, numbers(len(things)))
