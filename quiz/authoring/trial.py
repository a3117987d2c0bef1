"""What `quiz check` does with one question: draw many variants and try everything on them.

Formulas are only collected here, since many questions share one (quiz/authoring/typesetting.py
tries each once); programs too, since only the face knows how to run them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from basis.texts import LANGUAGES, Text
from quiz.authoring.clues import Clue, clues
from quiz.authoring.proof import proof_of
from quiz.authoring.retyping import retyping_problems
from quiz.authoring.samples import names_of, sample_problems
from quiz.authoring.wording import blank_problems, pair_problem, wording_problems
from quiz.errors import VariantError
from quiz.finding import Problem
from quiz.kinds.kind import Kind
from quiz.kinds.prompting import At
from quiz.kinds.registry import kind_of
from quiz.maths.markup import formulas, stray
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
        at: keys of the text it stands in.
        typeset: whether it goes through the typesetter too, beside the terminal.
    """

    tex: str
    at: At
    typeset: bool


@dataclass(frozen=True)
class Trial:
    """What the trial of a question gave.

    Attributes:
        problems: what is wrong, the same fault once.
        variants: how many distinct variants were tried.
        formulas: every distinct formula of their texts.
        clues: which guessing strategies would hit.
        programs: the variants with distinct programs whose output is the key, to be run.
        proven: how a claimed closed form was proven, "" where none is claimed.
    """

    question: str
    problems: tuple[Problem, ...]
    variants: int = 0
    formulas: tuple[Formula, ...] = ()
    clues: tuple[Clue, ...] = ()
    programs: tuple[Prompt, ...] = ()
    proven: str = ""


def try_question(question: Question, seeds: int = SEEDS) -> Trial:
    """Try a question, from a bank whose schema is right, on the variants of so many seeds."""
    kind = kind_of(question)
    faults = _Faults(kind.problems(question))
    if faults.found:
        return Trial(question.id, faults.found)
    prompts = _prompts(question, kind, seeds, faults)
    for prompt in prompts:
        faults.add(_tried(prompt, kind), prompt.variant.seed)
        faults.add(_read_badly(question, names_of(prompt)), prompt.variant.seed)
        if faults.many:
            break
    formulas = _formulas(prompts, faults)
    proof = None if faults.found else proof_of(question)
    if proof and proof.problem:
        faults.add([proof.problem])
    return Trial(
        question.id,
        faults.found,
        len(prompts),
        formulas,
        tuple(clues(prompts[0])) if prompts else (),
        tuple({prompt.code: prompt for prompt in reversed(prompts) if prompt.code}.values()),
        proof.way if proof else "",
    )


class _Faults:
    """What is wrong with a question: the same fault of many variants once."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._found: dict[tuple[str, At], Problem] = {}
        self.add(problems)

    @property
    def found(self) -> tuple[Problem, ...]:
        """The faults, in the order in which they were found."""
        return tuple(self._found.values())[:MOST_PROBLEMS]

    @property
    def many(self) -> bool:
        """Whether more of them would help nobody."""
        return len(self._found) >= MOST_PROBLEMS

    def add(self, problems: Iterable[Problem], seed: int | None = None) -> None:
        """Note problems, of a variant if a seed is given."""
        for problem in problems:
            fields = problem.fields if seed is None else {"seed": seed, **problem.fields}
            self._found.setdefault((problem.rule, problem.at), replace(problem, fields=fields))


def _prompts(question: Question, kind: Kind, seeds: int, faults: _Faults) -> list[Prompt]:
    """The distinct prompts of a question, and those that samples are about."""
    found: dict[object, Prompt] = {}
    sampled = {sample.seed for sample in question.tests if sample.seed is not None}
    drawn = range(seeds if question.parametric else min(seeds, ORDERS))
    for seed in [*sorted(sampled), *(seed for seed in drawn if seed not in sampled)]:
        values: Mapping[str, Any] = {}
        try:
            variant = draw(question, seed)
            values = variant.values
            prompt = kind.prompt(variant)
        except VariantError as error:
            faults.add([error.problem], seed)
            faults.add(_read_badly(question, values), seed)
            if faults.many:
                break
            continue
        labels = tuple(option.name for option in (*prompt.options, *prompt.others))
        looks = (tuple(prompt.variant.values.items()), labels)
        found.setdefault((seed, looks) if seed in sampled else looks, prompt)
    return list(found.values())


def _tried(prompt: Prompt, kind: Kind) -> list[Problem]:
    """What is wrong with a variant. Answers are tried on it only if nothing else is."""
    found = list(kind.variant_problems(prompt))
    return found or [*retyping_problems(prompt, kind), *sample_problems(prompt, kind)]


def _read_badly(question: Question, names: Mapping[str, Any]) -> Iterator[Problem]:
    """What reads badly with the numbers of a variant, and behind blanks."""
    if question.kind == "cloze":
        yield from blank_problems(question.prompt.ko, ("prompt", "ko"))
    common = {"prompt": question.prompt, "explanation": question.explanation, "hint": question.hint}
    for key, text in common.items():
        for lang in LANGUAGES:
            yield from wording_problems(text.in_language(lang), names, (key, lang))
    for at, raw in _bilingual(question.body, ()):
        for lang in LANGUAGES:
            yield from wording_problems(raw[lang], names, (*at, lang))


def _formulas(prompts: Sequence[Prompt], faults: _Faults) -> tuple[Formula, ...]:
    """Every distinct formula of the prompts, first those of the first variants."""
    found: dict[str, Formula] = {}
    for number, prompt in enumerate(prompts):
        for at, text in _texts(prompt, faults):
            if mark := stray(text):
                faults.add([Problem("stray-mark", at, {"mark": mark})])
            if problem := pair_problem(text, at):
                faults.add([problem])
            for tex in formulas(text):
                found.setdefault(tex, Formula(tex, at, typeset=number < TYPESET))
    return tuple(found.values())


def _texts(prompt: Prompt, faults: _Faults) -> Iterator[tuple[At, str]]:
    """Every text that a learner may see of a prompt, with the keys it stands under."""
    named: dict[At, Text] = {
        ("prompt",): prompt.text,
        ("explanation",): prompt.explanation,
        ("hint",): prompt.hint,
        ("answer",): prompt.key_text,
    }
    names = names_of(prompt)
    for at, raw in _bilingual(prompt.question.body, ()):
        try:
            named[at] = fill_text(raw, names, at)
        except VariantError as error:
            faults.add([error.problem], prompt.variant.seed)
    for at, text in named.items():
        for lang in LANGUAGES:
            yield (*at, lang), text.in_language(lang)


def _bilingual(part: object, at: At) -> Iterator[tuple[At, Mapping[str, str]]]:
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
