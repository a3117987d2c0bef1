"""Kind `vector`: a vector or a matrix, each entry judged by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from basis.texts import Message, Text
from quiz.finding import Problem
from quiz.kinds.array import Readings, Shape, position, read_array, shape_said
from quiz.kinds.computed import computed_prompt
from quiz.kinds.expressions import compute, expression_problems
from quiz.kinds.kind import Kind
from quiz.kinds.misconceptions import Misconception, declared, misconception_problems
from quiz.kinds.patterns import pattern
from quiz.kinds.prompting import At
from quiz.kinds.quantity import ROUNDED_SCORE
from quiz.kinds.tolerance import Tolerance
from quiz.mark import Answer, Mark
from quiz.prompt import Prompt, Variant
from quiz.question import Question
from quiz.variants.numbers import shown, tex

#: The entries, row by row.
Entries: TypeAlias = tuple[float, ...]


class Vector(Kind):
    """Several numbers are typed, in rows for a matrix."""

    def problems(self, question: Question) -> Iterator[Problem]:
        """Expressions that cannot be read."""
        for place, text in _places(question.body["answer"], ("answer",)):
            yield from expression_problems(question, text, place)
        for index, entry in enumerate(question.body.get("misconceptions") or ()):
            for place, text in _places(entry["answer"], ("misconceptions", index, "answer")):
                yield from expression_problems(question, text, place)

    def prompt(self, variant: Variant) -> Prompt:
        """Compute every entry of the key."""
        array = _Array.of(variant)
        form = "how_vector" if len(array.shape) == 1 else "how_matrix"
        how = Message(form, {"shape": shape_said(array.shape)})
        return computed_prompt(variant, how=how, key=array.key, key_text=array.shown)

    def variant_problems(self, prompt: Prompt) -> Iterator[Problem]:
        """Entries that cannot be typed, misconceptions that cannot be told apart."""
        yield from _Array.of(prompt.variant).problems()

    def read(self, prompt: Prompt, typed: str) -> Answer:
        """Read as many numbers as are asked for."""
        readings = read_array(typed, _Array.of(prompt.variant).shape)
        return Answer(typed, readings, _echo(readings))

    def mark(self, prompt: Prompt, answer: Answer) -> Mark:
        """The share of the entries that are right; half of one that is only rounded."""
        values = tuple(reading.value for row in answer.value for reading in row)
        return _Array.of(prompt.variant).mark(values)

    def chance(self, prompt: Prompt) -> float:
        """Nobody guesses numbers."""
        return 0.0


@dataclass(frozen=True)
class _Array:
    """The key with what it is mistaken for."""

    entries: Entries
    shape: Shape
    tolerance: Tolerance
    misconceptions: tuple[Misconception[Entries], ...]

    @classmethod
    def of(cls, variant: Variant) -> _Array:
        body, values = variant.question.body, variant.values

        def entries(entry: Mapping[str, Any], at: At) -> Entries:
            places = _places(entry["answer"], (*at, "answer"))
            return tuple(compute(text, values, place) for place, text in places)

        answer = body["answer"]
        shape = (len(answer), len(answer[0])) if isinstance(answer[0], list) else (len(answer),)
        key = entries(body, ())
        known = {**values, "key": _rows(key, shape)}
        tolerance = Tolerance.of(body.get("tolerance"))
        return cls(key, shape, tolerance, declared(body, known, (), entries))

    @property
    def key(self) -> Any:
        """The entries as a list, or as a list of rows."""
        return _rows(self.entries, self.shape)

    @property
    def shown(self) -> Text:
        """The key as it is shown after the answer."""
        entries = _rows([self.tolerance.shown(entry) for entry in self.entries], self.shape)
        text = shown(entries) if len(self.shape) == 1 else f"${tex(entries)}$"
        return Text(ko=text, en=text)

    def mark(self, values: Entries) -> Mark:
        """Judge the entries one by one, and then what they have in common."""
        scores = [*map(self._score, values, self.entries)]
        score = sum(scores) / len(scores)
        if score == 1.0:
            return Mark(1.0)
        foreseen = next(
            (one for one in self.misconceptions if self._alike(values, one.value)), None
        )
        if foreseen:
            return foreseen.betrayed(score)
        found = pattern(values, self.entries, self.shape, self.tolerance)
        amiss = tuple(self._amiss(scores)) if score or not found else ()
        return Mark(score, (found, *amiss) if found else amiss)

    def _score(self, value: float, key: float) -> float:
        if self.tolerance.holds(value, key):
            return 1.0
        return ROUNDED_SCORE if self.tolerance.rounded(value, key) else 0.0

    def _amiss(self, scores: Sequence[float]) -> Iterator[Message]:
        """Which entries are wrong, and which are only rounded."""
        columns = self.shape[-1]
        for score, key in ((0.0, "vector_wrong"), (ROUNDED_SCORE, "vector_rounded")):
            places = [position(i, columns, self.shape) for i, s in enumerate(scores) if s == score]
            if len(places) == len(scores) > 1:
                yield Message(f"{key}_all")
            elif places:
                yield Message(key, {"places": ", ".join(places)})

    def _alike(self, values: Entries, key: Entries) -> bool:
        return all(map(self.tolerance.holds, values, key))

    def problems(self) -> Iterator[Problem]:
        """What marking cannot tell apart, and entries that nobody can type."""
        rows = _places(self.key, ("answer",))
        for place, entry in rows:
            if not self.tolerance.can_be_typed(entry):
                yield Problem("key-needs-tolerance", place, {"key": entry})
        yield from misconception_problems(self.entries, self.misconceptions, self._alike, ())


def _places(answer: Sequence[Any], at: At) -> list[tuple[At, Any]]:
    """The entries of a vector or a matrix with the keys that lead to them, row by row."""
    if isinstance(answer[0], list | tuple):
        return [entry for i, row in enumerate(answer) for entry in _places(row, (*at, i))]
    return [((*at, i), entry) for i, entry in enumerate(answer)]


def _rows(entries: Sequence[Any], shape: Shape) -> list[Any]:
    if len(shape) == 1:
        return list(entries)
    columns = shape[1]
    return [list(entries[start : start + columns]) for start in range(0, len(entries), columns)]


def _echo(readings: Readings) -> str:
    """The numbers as TeX, unless they are plain ones."""
    if not any(reading.echo for row in readings for reading in row):
        return ""
    rows = (" & ".join(reading.tex for reading in row) for row in readings)
    return r"\begin{pmatrix} " + r" \\ ".join(rows) + r" \end{pmatrix}"
