"""The key of a variant typed as a learner would type it, and every foreseen mistake. Pure.

Kinds compare keys and mistakes among themselves. Here they go the whole way instead, through
reading and marking: the key must get the full mark, a mistake the feedback its author wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from basis.texts import Message
from quiz.authoring.samples import answer_mark
from quiz.finding import Problem
from quiz.kinds.expressions import compute
from quiz.kinds.kind import Kind
from quiz.kinds.prompting import At
from quiz.kinds.tolerance import Tolerance
from quiz.prompt import Prompt
from quiz.variants.template import fill


class Retyped(NamedTuple):
    """An answer, and what it must get: the full mark, or the feedback of a name."""

    at: At
    typed: str
    says: str = ""


def retyping_problems(prompt: Prompt, kind: Kind) -> Iterator[Problem]:
    """The answers that do not get what they must."""
    for at, typed, says in retyped(prompt):
        mark = answer_mark(prompt, kind, typed)
        if isinstance(mark, Message):
            fields = {"answer": typed, "reason": mark}
            yield Problem("mistake-unreadable" if says else "key-unreadable", at, fields)
            continue
        facts = {"answer": typed, "got": round(mark.score, 3), "said": ", ".join(mark.says) or "-"}
        if not says and mark.score < 1:
            yield Problem("key-not-right", at, facts)
        elif says and (says not in mark.says or mark.score >= 1):
            yield Problem("mistake-unseen", at, {**facts, "name": says})


def retyped(prompt: Prompt) -> Iterator[Retyped]:
    """The key, in the words in which a learner may type it, and every mistake that was foreseen."""
    yield from _WAYS[prompt.question.kind](prompt)


# --- What is typed for each kind -----------------------------------------------------------------


def _choice(prompt: Prompt) -> Iterator[Retyped]:
    for index, choice in enumerate(prompt.question.body["choices"]):
        name = choice["name"]
        yield Retyped(("choices", index), name, "" if choice["correct"] else name)


def _choices(prompt: Prompt) -> Iterator[Retyped]:
    choices = prompt.question.body["choices"]
    right = [choice["name"] for choice in choices if choice["correct"]]
    yield Retyped(("choices",), " ".join(right))
    for index, choice in enumerate(choices):
        if not choice["correct"]:
            yield Retyped(("choices", index), " ".join([*right, choice["name"]]), choice["name"])


def _truefalse(prompt: Prompt) -> Iterator[Retyped]:
    yield Retyped(("answer",), str(prompt.key).lower())


def _numeric(prompt: Prompt) -> Iterator[Retyped]:
    yield from _quantity(prompt, prompt.question.body, ())


def _quantity(prompt: Prompt, body: Mapping[str, Any], at: At) -> Iterator[Retyped]:
    """The value as it is, and with as many digits as are asked for."""
    tolerance = Tolerance.of(body["tolerance"])
    for place, entry in _answers(body, at):
        value = compute(entry["answer"], prompt.variant.values, (*place, "answer"))
        for typed in dict.fromkeys((_digits(value), tolerance.shown(value))):
            yield Retyped((*place, "answer"), typed, entry.get("name", ""))


def _digits(value: float) -> str:
    """A number as a careful learner copies it."""
    return f"{value:.12g}"


def _vector(prompt: Prompt) -> Iterator[Retyped]:
    for place, entry in _answers(prompt.question.body, ()):
        rows = entry["answer"]
        matrix = rows if isinstance(rows[0], list) else [rows]
        values = prompt.variant.values
        numbers = [[_digits(compute(each, values, place)) for each in row] for row in matrix]
        typed = "; ".join(", ".join(row) for row in numbers)
        yield Retyped((*place, "answer"), typed, entry.get("name", ""))


def _formula(prompt: Prompt) -> Iterator[Retyped]:
    if prompt.variant.values:
        return  # drawn numbers have no names for learners
    for place, entry in _answers(prompt.question.body, ()):
        yield Retyped((*place, "answer"), entry["answer"], entry.get("name", ""))


def _text(prompt: Prompt) -> Iterator[Retyped]:
    yield from _term(prompt, prompt.question.body, ())


def _term(prompt: Prompt, body: Mapping[str, Any], at: At) -> Iterator[Retyped]:
    """Every alias in both languages."""
    for place, entry in _answers(body, at):
        for lang, aliases in entry["answers"].items():
            for index, alias in enumerate(aliases):
                typed = fill(alias, prompt.variant.values)
                yield Retyped((*place, "answers", lang, index), typed, entry.get("name", ""))


def _cloze(prompt: Prompt) -> Iterator[Retyped]:
    """Each answer of a blank with the first one of each other blank."""
    blanks: dict[str, list[Retyped]] = {}
    for name, body in prompt.question.body["blanks"].items():
        way = _term if body.get("answers") else _quantity
        blanks[name] = list(way(prompt, body, ("blanks", name)))
    first = {name: answers[0].typed for name, answers in blanks.items()}
    for name, answers in blanks.items():
        for at, typed, says in answers:
            yield Retyped(at, "; ".join({**first, name: typed}.values()), says)


def _ordering(prompt: Prompt) -> Iterator[Retyped]:
    yield Retyped(("items",), " ".join(prompt.key))


def _matching(prompt: Prompt) -> Iterator[Retyped]:
    yield Retyped(("pairs",), " ".join(f"{left}={right}" for left, right in prompt.key))


def _output(prompt: Prompt) -> Iterator[Retyped]:
    for place, entry in _answers(prompt.question.body, ()):
        typed = fill(entry["answer"], prompt.variant.values)
        yield Retyped((*place, "answer"), typed, entry.get("name", ""))


def _essay(prompt: Prompt) -> Iterator[Retyped]:
    yield Retyped(("rubric",), " ".join(prompt.key))


def _answers(body: Mapping[str, Any], at: At) -> Iterator[tuple[At, Mapping[str, Any]]]:
    """What holds the key, then the misconceptions."""
    yield at, {key: value for key, value in body.items() if key != "name"}
    for index, entry in enumerate(body.get("misconceptions") or ()):
        yield (*at, "misconceptions", index), entry


_WAYS: Mapping[str, Callable[[Prompt], Iterator[Retyped]]] = {
    "choice": _choice,
    "choices": _choices,
    "truefalse": _truefalse,
    "numeric": _numeric,
    "vector": _vector,
    "formula": _formula,
    "text": _text,
    "cloze": _cloze,
    "ordering": _ordering,
    "matching": _matching,
    "output": _output,
    "essay": _essay,
}
