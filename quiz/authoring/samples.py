"""The sample answers of a question (`tests:`), marked as a learner's would be. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from basis.texts import Message
from quiz.errors import UnreadableError, VariantError
from quiz.finding import Problem
from quiz.kinds.kind import Kind
from quiz.mark import Mark
from quiz.prompt import Prompt
from quiz.question import Sample
from quiz.variants.template import fill

#: Marks are written with two decimals: 0.67 means two thirds.
_SAME_MARK = 0.006


def names_of(prompt: Prompt) -> dict[str, Any]:
    """What a template of a question may use: the drawn values and the key."""
    return {**prompt.variant.values, "key": prompt.key}


def answer_mark(prompt: Prompt, kind: Kind, typed: str) -> Mark | Message:
    """The mark of an answer, spelled as in `tests:`, or why it cannot be read."""
    try:
        spelled = kind.spell(prompt, typed)
        answer = kind.read(prompt, spelled)
        if kind.second(prompt, answer) is not None:
            answer = kind.read_second(prompt, answer, spelled)
        return kind.mark(prompt, answer)
    except UnreadableError as error:
        return Message(error.key, error.fields)


def sample_problems(prompt: Prompt, kind: Kind) -> Iterator[Problem]:
    """The samples that do not get the mark, or not the feedback, they claim."""
    for number, sample in enumerate(prompt.question.tests):
        if sample.seed is None or sample.seed == prompt.variant.seed:
            yield from _sample_problems(prompt, kind, sample, ("tests", number))


def _sample_problems(
    prompt: Prompt, kind: Kind, sample: Sample, at: tuple[str | int, ...]
) -> Iterator[Problem]:
    try:
        typed = fill(sample.answer, names_of(prompt))
    except VariantError as error:
        yield replace(error.problem, at=(*at, "answer"))
        return
    mark = answer_mark(prompt, kind, typed)
    facts = {"answer": typed, "wanted": sample.mark}
    if isinstance(mark, Message):
        if sample.mark is not None:
            yield Problem("sample-unreadable", (*at, "answer"), {**facts, "reason": mark})
        return
    facts["got"] = round(mark.score, 3)
    if sample.mark is None:
        yield Problem("sample-readable", (*at, "answer"), facts)
    elif abs(mark.score - sample.mark) > _SAME_MARK:
        yield Problem("sample-mark", (*at, "mark"), facts)
    elif sample.says and sample.says not in mark.says:
        said = ", ".join(mark.says) or "-"
        yield Problem("sample-says", (*at, "says"), {**facts, "says": sample.says, "said": said})
