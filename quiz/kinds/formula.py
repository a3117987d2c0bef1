"""Kind `formula`: a formula in declared names, compared with the key on their domain."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from basis.texts import Message, Text
from quiz.errors import FormulaError, UnreadableError
from quiz.finding import Problem
from quiz.kinds.computed import computed_prompt
from quiz.kinds.kind import Kind
from quiz.kinds.misconceptions import Misconception, declared, misconception_problems
from quiz.kinds.prompting import At
from quiz.language.domains import Domain, read_domain
from quiz.language.equality import SEED, Comparison, Verdict, compare, samples
from quiz.language.grammar import parse
from quiz.language.notation import name_to_tex, to_tex
from quiz.language.probe import probe
from quiz.language.sensitivity import insensitive
from quiz.language.tree import Expression, bind
from quiz.mark import Answer, Mark
from quiz.prompt import Prompt, Variant
from quiz.question import Question
from quiz.variants.expressions import unreadable

#: "D(p, q) = " before a formula.
_NAMED = re.compile(r"[^=<>!]{0,60}=(?![=\s]*$|=)")
#: Digits with which two values are shown: the fewest with which they differ.
_DIGITS = range(4, 18)
#: The key must have a value at this share of the points.
_DEFINED = 0.9


class Formula(Kind):
    """A formula is typed; it is right in whatever form."""

    def problems(self, question: Question) -> Iterator[Problem]:
        """Formulas and domains that cannot be read."""
        names = [*question.body["names"], *question.params, *question.let]
        for place, text in _formulas(question.body):
            try:
                parse(text, names)
            except FormulaError as fault:
                yield unreadable(text, fault, place).problem
        for name, form in question.body["names"].items():
            try:
                read_domain(form)
            except FormulaError as fault:
                yield unreadable(str(form), fault, ("names", name)).problem

    def prompt(self, variant: Variant) -> Prompt:
        """Put the drawn numbers into the key."""
        task = _Task.of(variant)
        tex = to_tex(task.key)
        how = Message("how_formula", {"names": list(task.domains)})
        return computed_prompt(
            variant, how=how, key=tex, key_text=Text(ko=f"${tex}$", en=f"${tex}$")
        )

    def variant_problems(self, prompt: Prompt) -> Iterator[Problem]:
        """A key that does not tell names apart, and what is not accepted or rejected as claimed."""
        yield from _Task.of(prompt.variant).problems()

    def read(self, prompt: Prompt, typed: str) -> Answer:
        """Read a formula; what stands before an equals sign is only its name."""
        named = _NAMED.match(typed)
        start = named.end() if named else 0
        try:
            expression = parse(typed[start:], list(prompt.question.body["names"]))
        except FormulaError as error:
            fields = {**error.fields, "column": error.column + start}
            raise UnreadableError(error.key, **fields) from None
        return Answer(typed, expression, to_tex(expression))

    def mark(self, prompt: Prompt, answer: Answer) -> Mark:
        """1 if it equals the key wherever both have a value."""
        return _Task.of(prompt.variant).mark(answer.value)

    def chance(self, prompt: Prompt) -> float:
        """Nobody guesses a formula."""
        return 0.0


@dataclass(frozen=True)
class _Task:
    """The key with what it is mistaken for, and what proves it."""

    key: Expression
    domains: Mapping[str, Domain]
    misconceptions: tuple[Misconception[Expression], ...]
    accept: tuple[Expression, ...]
    reject: tuple[Expression, ...]

    @classmethod
    def of(cls, variant: Variant) -> _Task:
        body = variant.question.body
        numbers = {k: v for k, v in variant.values.items() if not isinstance(v, str)}
        domains = {name: read_domain(form) for name, form in body["names"].items()}

        def formula(text: str, at: At) -> Expression:
            try:
                return bind(parse(text, [*domains, *numbers]), numbers)
            except FormulaError as fault:
                raise unreadable(text, fault, at) from None

        def value(entry: Mapping[str, Any], at: At) -> Expression:
            return formula(entry["answer"], (*at, "answer"))

        key = formula(body["answer"], ("answer",))
        known = {**variant.values, "key": to_tex(key)}
        proofs = {
            way: tuple(formula(t, (way, i)) for i, t in enumerate(body.get(way) or ()))
            for way in ("accept", "reject")
        }
        return cls(key, domains, declared(body, known, (), value), **proofs)

    def compare(self, answer: Expression, key: Expression) -> Comparison:
        return compare(answer, key, self.domains)

    def mark(self, answer: Expression) -> Mark:
        """Judge a formula: right, foreseen by the author, or wrong in a way that can be named."""
        found = self.compare(answer, self.key)
        if found.verdict is Verdict.EQUAL:
            return Mark(1.0)
        if found.verdict is Verdict.UNDECIDED:
            raise UnreadableError(found.reason, **found.fields)
        for one in self.misconceptions:
            if self._equal(answer, one.value):
                return one.betrayed()
        faults = probe(answer, self.key, self.domains)
        reason = (Message(found.reason, found.fields),) if found.reason else ()
        return Mark(0.0, (*reason, *faults) or (_difference(found),))

    def _equal(self, answer: Expression, key: Expression) -> bool:
        return self.compare(answer, key).verdict is Verdict.EQUAL

    def problems(self) -> Iterator[Problem]:
        """What marking cannot tell apart, and proofs that do not hold."""
        balls = [ball for look in samples(self.domains, SEED) for ball in look.balls(self.key)]
        known = sum(math.isfinite(error) for _, error in balls)
        if known < _DEFINED * len(balls):
            yield Problem("key-undefined", ("answer",), {"known": known, "points": len(balls)})
            return
        for name in insensitive(self.key, self.domains):
            yield Problem("name-without-effect", ("names", name), {"name": name})
        for way, formulas in (("accept", self.accept), ("reject", self.reject)):
            wanted = Verdict.EQUAL if way == "accept" else Verdict.WRONG
            for index, formula in enumerate(formulas):
                verdict = self.compare(formula, self.key).verdict
                if verdict is not wanted:
                    fields = {"formula": to_tex(formula), "verdict": Message(f"compared_{verdict}")}
                    yield Problem(f"{way}-fails", (way, index), fields)
        yield from misconception_problems(self.key, self.misconceptions, self._equal, ())


def _difference(found: Comparison) -> Message:
    """Where a formula is wrong, if nothing better can be said."""
    at = ", ".join(f"${name_to_tex(name)} = {value:.4g}$" for name, value in found.at.items())
    for digits in _DIGITS:
        answer, key = f"{found.answer:.{digits}g}", f"{found.key:.{digits}g}"
        if answer != key:
            break
    fields = {"at": at, "answer": answer, "key": key}
    return Message("formula_differs_at" if at else "formula_differs", fields)


def _formulas(body: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    yield ("answer",), body["answer"]
    for index, entry in enumerate(body.get("misconceptions") or ()):
        yield ("misconceptions", index, "answer"), entry["answer"]
    for way in ("accept", "reject"):
        for index, text in enumerate(body.get(way) or ()):
            yield (way, index), text
