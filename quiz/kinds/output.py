"""Kind `output`: what does this program print?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from basis.layout import shorten
from basis.texts import Message, Text
from quiz.errors import UnreadableError
from quiz.finding import Problem
from quiz.kinds.computed import computed_prompt
from quiz.kinds.kind import Kind
from quiz.kinds.misconceptions import Misconception, declared, misconception_problems
from quiz.kinds.number import PLAIN
from quiz.kinds.prompting import At
from quiz.mark import Answer, Mark
from quiz.prompt import Prompt, Variant
from quiz.variants.template import fill

#: Printed lines, without blank ones before the first and behind the last.
Lines: TypeAlias = tuple[str, ...]

LONGEST = 4000
#: What stands for the end of a line where only one line can be typed.
BREAK = " / "
#: Numbers this close, relative to the larger one, are equal; whole ones digit by digit.
SAME_NUMBER = 1e-9

_TOKEN = re.compile(r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)|[^\W0-9]\w*|\S")
_TYPED = PLAIN | {ord(quote): "'" for quote in '‘’“”"'}
_BRACKETS, _QUOTES = frozenset("[](){},"), frozenset("'")
_SHOWN_CELLS = 60


class Output(Kind):
    """The printed text is typed, line by line."""

    def prompt(self, variant: Variant) -> Prompt:
        """Fill in the program and what it prints."""
        task = _Task.of(variant)
        shown = BREAK.join(f"`{line}`" for line in task.lines)
        how = Message("how_output" if len(task.lines) == 1 else "how_output_lines")
        key = "\n".join(task.lines)
        prompt = computed_prompt(variant, how=how, key=key, key_text=Text(ko=shown, en=shown))
        return replace(prompt, code=fill(variant.question.body["code"], variant.values, ("code",)))

    def variant_problems(self, prompt: Prompt) -> Iterator[Problem]:
        """An output of nothing, misconceptions that cannot be told apart."""
        task = _Task.of(prompt.variant)
        if not any(task.lines):
            yield Problem("empty-output", ("answer",))
        yield from misconception_problems(task.lines, task.misconceptions, task.same, ())

    def read(self, prompt: Prompt, typed: str) -> Answer:
        """Part the text into lines."""
        if len(typed) > LONGEST:
            raise UnreadableError("text_too_long", longest=LONGEST)
        lines = _typed_lines(typed, len(_Task.of(prompt.variant).lines))
        if not any(lines):
            raise UnreadableError("unreadable_empty", how=prompt.how)
        return Answer(typed, lines)

    def mark(self, prompt: Prompt, answer: Answer) -> Mark:
        """The share of the lines that are right, each in its place."""
        return _Task.of(prompt.variant).mark(answer.value)

    def chance(self, prompt: Prompt) -> float:
        """Nobody guesses what a program prints."""
        return 0.0


@dataclass(frozen=True)
class _Task:
    """What is printed, with what it is mistaken for."""

    lines: Lines
    misconceptions: tuple[Misconception[Lines], ...]
    #: Whether an answer that has 1 for 1.0 is wrong, rather than right with a remark.
    exact: bool

    @classmethod
    def of(cls, variant: Variant) -> _Task:
        body, values = variant.question.body, variant.values

        def printed(entry: Mapping[str, Any], at: At) -> Lines:
            return _lines(fill(entry["answer"], values, (*at, "answer")))

        lines = printed(body, ())
        mistakes = declared(body, {**values, "key": "\n".join(lines)}, (), printed)
        return cls(lines, mistakes, bool(body.get("exact")))

    def same(self, some: Lines, others: Lines) -> bool:
        """Whether two texts are the same print."""
        return len(some) == len(others) and all(map(self._same_line, some, others))

    def mark(self, lines: Lines) -> Mark:
        right = [self._same_line(got, line) for got, line in zip(lines, self.lines, strict=False)]
        score = sum(right) / max(len(lines), len(self.lines))
        if score == 1.0:
            return Mark(1.0, tuple(_number_kinds(lines, self.lines)))
        foreseen = next((one for one in self.misconceptions if self.same(lines, one.value)), None)
        if foreseen:
            return foreseen.betrayed(score)
        fields = {"got": len(lines), "expected": len(self.lines)}
        broken = all(lines) and len(lines) != len(self.lines)
        if broken and _same_line(" ".join(lines), " ".join(self.lines)):
            return Mark(score, (Message("output_breaks", fields),))
        if not all(right):
            place = right.index(False)
            return Mark(score, tuple(_amiss(place, lines[place], self.lines[place])))
        fewer = len(lines) < len(self.lines)
        return Mark(score, (Message("output_lines_few" if fewer else "output_lines_many", fields),))

    def _same_line(self, some: str, other: str) -> bool:
        return _same_line(some, other) and not (self.exact and _other_kinds(some, other))


def _lines(text: str) -> Lines:
    """The lines of a text; blanks at their ends and empty lines around them mean nothing."""
    lines = [line.strip() for line in text.splitlines()]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return tuple(lines)


def _typed_lines(typed: str, count: int) -> Lines:
    """The lines of an answer; where several are wanted, a slash may stand between them."""
    lines = _lines(typed)
    if len(lines) != 1 or count == 1:
        return lines
    for separator in (BREAK, "/"):
        parts = _lines(typed.replace(separator, "\n"))
        if len(parts) == count:
            return parts
    return _lines(typed.replace(BREAK, "\n"))


def _same_line(some: str, other: str) -> bool:
    return some == other or _same_tokens(_tokens(some), _tokens(other))


def _tokens(line: str) -> list[str]:
    return [match[0] for match in _TOKEN.finditer(line.translate(_TYPED))]


def _same_tokens(some: list[str], others: list[str]) -> bool:
    return len(some) == len(others) and all(map(_same_token, some, others))


def _same_token(some: str, other: str) -> bool:
    if some == other:
        return True
    if not (_is_number(some) and _is_number(other)):
        return False
    if some.isdecimal() and other.isdecimal():
        return some.lstrip("0") == other.lstrip("0")
    a, b = float(some), float(other)
    return abs(a - b) <= SAME_NUMBER * max(a, b) < float("inf")


def _is_number(token: str) -> bool:
    match = _TOKEN.match(token)
    return bool(match and match["number"])


def _other_kinds(some: str, other: str) -> bool:
    """Whether two lines that are the same differ in 1 and 1.0 somewhere."""
    return any(
        a.isdecimal() != b.isdecimal()
        for a, b in zip(_tokens(some), _tokens(other), strict=True)
        if _is_number(a)
    )


def _number_kinds(lines: Lines, expected: Lines) -> Iterator[Message]:
    """What is said of a right answer in which an int stands for a float, or the reverse."""
    for got, line in zip(lines, expected, strict=True):
        if got != line and _other_kinds(got, line):
            yield Message("output_number_kinds", {"expected": shorten(line, _SHOWN_CELLS)})
            return


def _amiss(place: int, got: str, expected: str) -> Iterator[Message]:
    """The first line that differs, and what kind of slip it may be."""
    fields = {"line": place + 1, "expected": shorten(expected, _SHOWN_CELLS)}
    if not got:
        yield Message("output_line_empty", fields)
        return
    yield Message("output_line", {**fields, "got": shorten(got, _SHOWN_CELLS)})
    given, wanted = _tokens(got), _tokens(expected)
    if _same_tokens(given, wanted):
        yield Message("output_floats")
        return
    for key, without in (("output_quotes", _QUOTES), ("output_brackets", _BRACKETS | _QUOTES)):
        bare = [[token for token in tokens if token not in without] for tokens in (given, wanted)]
        if _same_tokens(*bare):
            yield Message(key)
            return
    if _same_tokens([t.casefold() for t in given], [t.casefold() for t in wanted]):
        yield Message("output_case")
