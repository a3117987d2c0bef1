"""What `quiz check` does with one question: draw many variants and try everything on them.

Formulas are only collected here, since many questions share one (quiz/authoring/typesetting.py
tries each once); programs too, since only the face knows how to run them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from basis.texts import LANGUAGES, Text
from quiz.authoring.clues import Clue, clues
from quiz.authoring.proof import proof_problems
from quiz.authoring.samples import names_of, sample_problems
from quiz.errors import VariantError
from quiz.finding import Problem
from quiz.kinds.kind import Kind
from quiz.kinds.registry import kind_of
from quiz.maths.markup import formulas
from quiz.prompt import Prompt
from quiz.question import Question
from quiz.variants.drawing import draw
from quiz.variants.template import fill_text

#: Variants beyond this many are not drawn, unless the author asks for more seeds.
SEEDS = 200
#: The order of options is all that differs without parameters; so many orders are tried.
ORDERS = 12
#: Formulas of so many variants go through the typesetter of web and paper as well.
TYPESET = 3
#: A question with more faults than this has one fault that shows many times.
MOST_PROBLEMS = 5


@dataclass(frozen=True)
class Formula:
    """A formula of a question, to be rendered.

    Attributes:
        at: key of the text it stands in.
        typeset: whether it goes through the typesetter too, beside the terminal.
    """

    tex: str
    at: tuple[str | int, ...]
    typeset: bool


@dataclass(frozen=True)
class Trial:
    """What the trial of a question gave.

    Attributes:
        problems: what is wrong, the same fault once.
        variants: how many distinct variants were tried.
        formulas: every distinct formula of their texts.
        clues: which guessing strategies would hit.
        programs: some of the variants whose key is the output of a program, to be run.
    """

    question: str
    problems: tuple[Problem, ...]
    variants: int = 0
    formulas: tuple[Formula, ...] = ()
    clues: tuple[Clue, ...] = ()
    programs: tuple[Prompt, ...] = ()


def try_question(question: Question, seeds: int = SEEDS) -> Trial:
    """Try a question, from a bank whose schema is right, on the variants of so many seeds."""
    kind = kind_of(question)
    if static := tuple(kind.problems(question)):
        return Trial(question.id, static)
    prompts, problems = _prompts(question, kind, seeds)
    for prompt in prompts:
        problems += _tried(prompt, kind)
        if len(problems) > MOST_PROBLEMS:
            break
    if not problems:
        problems += proof_problems(question)
    if not prompts:
        return Trial(question.id, _once(problems))
    return Trial(
        question.id,
        _once(problems),
        len(prompts),
        _formulas(prompts),
        tuple(clues(prompts[0])),
        tuple(prompt for prompt in prompts[:TYPESET] if prompt.code),
    )


def _prompts(question: Question, kind: Kind, seeds: int) -> tuple[list[Prompt], list[Problem]]:
    """The distinct prompts of a question, and why others could not be drawn."""
    found: dict[object, Prompt] = {}
    problems: list[Problem] = []
    for seed in range(seeds if question.parametric else min(seeds, ORDERS)):
        try:
            prompt = kind.prompt(draw(question, seed))
        except VariantError as error:
            fields = {**error.problem.fields, "seed": seed}
            problems.append(Problem(error.problem.rule, error.problem.at, fields))
            if len(problems) > 1:
                break
            continue
        labels = tuple(option.name for option in (*prompt.options, *prompt.others))
        found.setdefault((tuple(prompt.variant.values.items()), labels), prompt)
    return list(found.values()), problems


def _tried(prompt: Prompt, kind: Kind) -> Iterator[Problem]:
    found = list(kind.variant_problems(prompt))
    for problem in found or sample_problems(prompt, kind):
        fields = {"seed": prompt.variant.seed, **problem.fields}
        yield Problem(problem.rule, problem.at, fields)


def _formulas(prompts: Sequence[Prompt]) -> tuple[Formula, ...]:
    """Every distinct formula of the prompts, first those of the first variants."""
    found: dict[str, Formula] = {}
    for number, prompt in enumerate(prompts):
        for at, text in _texts(prompt):
            for tex in formulas(text):
                found.setdefault(tex, Formula(tex, at, typeset=number < TYPESET))
    return tuple(found.values())


def _texts(prompt: Prompt) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text that a learner may see of a prompt, with the keys it stands under."""
    named: dict[tuple[str | int, ...], Text] = {
        ("prompt",): prompt.text,
        ("explanation",): prompt.explanation,
        ("hint",): prompt.hint,
        ("answer",): prompt.key_text,
    }
    names = names_of(prompt)
    for at, raw in _bilingual(prompt.question.body, ()):
        named[at] = fill_text(raw, names, at)
    for at, text in named.items():
        for lang in LANGUAGES:
            yield at, text.in_language(lang)


def _bilingual(
    part: object, at: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, str]]]:
    """The texts inside of what only this kind has: options, what is said about mistakes ..."""
    if isinstance(part, Mapping):
        if set(part) == set(LANGUAGES) and all(isinstance(text, str) for text in part.values()):
            yield at, part
            return
        for key, value in part.items():
            yield from _bilingual(value, (*at, key))
    elif isinstance(part, list | tuple):
        for number, value in enumerate(part):
            yield from _bilingual(value, (*at, number))


def _once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The same fault of many variants once."""
    found: dict[object, Problem] = {}
    for problem in problems:
        found.setdefault((problem.rule, problem.at), problem)
    return tuple(found.values())[:MOST_PROBLEMS]
