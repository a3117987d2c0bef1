"""`quiz preview`: a question as learners see it, and what they are told. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text as Line

from basis.texts import Texts
from quiz.authoring.retyping import retyped
from quiz.authoring.samples import answer_mark, names_of
from quiz.errors import VariantError
from quiz.events import Asked, Turn
from quiz.kinds.registry import kind_of
from quiz.mark import Mark
from quiz.maths.page import lay_out_rich
from quiz.picking import Pick
from quiz.prompt import Prompt
from quiz.question import Question
from quiz.screens import Screens
from quiz.syllabus import Syllabus
from quiz.variants.drawing import draw
from quiz.variants.template import fill

_INDENT = 2


class Preview:
    """Shows questions in one language.

    Args:
        texts: the language.
        syllabus: titles and sources.
        width: cells of a line.
    """

    def __init__(self, texts: Texts, syllabus: Syllabus, width: int) -> None:
        self._texts = texts
        self._width = width
        self._screens = Screens(texts, syllabus, width, keys=False)

    def question(self, question: Question, seed: int) -> Line:
        """A variant: the task, the hint, the key, why it is so, and what answers are told.

        Raises:
            VariantError: if it cannot be drawn.
        """
        kind = kind_of(question)
        prompt = kind.prompt(draw(question, seed))
        turn = Turn(1, 1, 1, Pick(question.id, seed), kind, prompt, kind.chance(prompt))
        lines = [self._screens.asked(Asked(turn)), Line()]
        lines += [self._screens.hint(prompt), Line()]
        lines += self._prose(self._texts("answer", key=prompt.key_text))
        lines += [Line(), *self._prose(self._texts.pick(prompt.explanation)), Line()]
        for typed in dict.fromkeys(_answers(prompt)):
            lines += self._reaction(prompt, typed)
        return Line("\n").join(lines)

    def _reaction(self, prompt: Prompt, typed: str) -> Iterator[Line]:
        """An answer, its mark, and what is said about it."""
        kind = kind_of(prompt.question)
        mark = answer_mark(prompt, kind, typed)
        score = f"{mark.score:.2g}" if isinstance(mark, Mark) else self._texts("preview_unread")
        remarks = mark.feedback if isinstance(mark, Mark) else (mark,)
        yield Line(f"> {kind.spell(prompt, typed)}", "bold").append(f"   {score}", "not bold dim")
        for message in remarks:
            yield from self._prose(self._texts.message(message), _INDENT)

    def _prose(self, text: str, indent: int = 0) -> list[Line]:
        return list(lay_out_rich(text, self._width, indent=indent))


def _answers(prompt: Prompt) -> Iterator[str]:
    """Answers worth a look: foreseen mistakes, and the author's samples."""
    if prompt.question.kind == "truefalse":
        yield str(not prompt.key).lower()
    yield from (answer.typed for answer in retyped(prompt) if answer.says)
    for sample in prompt.question.tests:
        if sample.seed in (None, prompt.variant.seed):
            try:
                yield fill(sample.answer, names_of(prompt))
            except VariantError:  # found by the check
                continue
