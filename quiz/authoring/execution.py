"""Proof of the key of an `output` question: the program is run, and its output compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from basis.texts import Message
from quiz.authoring.runner import Runner
from quiz.authoring.samples import answer_mark
from quiz.finding import Problem
from quiz.kinds.registry import kind_of
from quiz.prompt import Prompt

#: Rule of programs that could not be run to their end, which is no fault of an author.
RUNNER_BROKEN = "runner-broken"
#: Programs of one question that are run; each takes about a hundredth of a second.
MOST = 50


def execution_problems(prompts: Sequence[Prompt], runner: Runner) -> Iterator[Problem]:
    """Run the programs of these prompts; typed as an answer, what each prints must be right."""
    for prompt in prompts[:MOST]:
        result = runner(prompt.code)
        facts = {"seed": prompt.variant.seed, "printed": result.printed.rstrip()}
        if result.failure:
            rule = RUNNER_BROKEN if result.broken else "code-fails"
            yield Problem(rule, ("code",), {**facts, "reason": result.failure})
            return
        mark = answer_mark(prompt, kind_of(prompt.question), result.printed)
        if isinstance(mark, Message) or mark.score < 1:
            yield Problem("output-differs", ("answer",), facts)
            return
