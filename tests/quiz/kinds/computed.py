"""Questions of the kinds whose answer is computed or written, as quiz/bank hands them over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from basis.texts import Text
from quiz.question import Question
from tests.quiz.kinds.made import both, question


def wrong(name: str, answer: Any, mark: float = 0.0) -> dict[str, Any]:
    """A misconception with a computed or printed answer; says why as `why-<name>`."""
    why = both(f"why-{name}")
    return {"name": name, "answer": answer, "why": why, "mark": mark, "concepts": [name]}


def wrong_words(name: str, *answers: str) -> dict[str, Any]:
    """A misconception in words."""
    return {**wrong(name, None), "answers": {"ko": [*answers], "en": [*answers]}}


def number(answer: Any, *misconceptions: dict[str, Any], **body: Any) -> dict[str, Any]:
    """The body of a number; a keyword `decimals=3` and the like is its tolerance."""
    ways = {key: body.pop(key) for key in ("decimals", "relative", "absolute") if key in body}
    return {
        "answer": answer,
        "tolerance": ways or None,
        "misconceptions": [*misconceptions],
        **body,
    }


def numeric(answer: str, *misconceptions: dict[str, Any], **more: Any) -> Question:
    """A `numeric`; keywords are a tolerance, `units`, or fields of the question."""
    known = {key: more.pop(key) for key in ("params", "let", "explanation") if key in more}
    return question("numeric", {"units": {}, **number(answer, *misconceptions, **more)}, **known)


def vector(answer: Sequence[Any], *misconceptions: dict[str, Any], **more: Any) -> Question:
    """A `vector`, or a matrix if the answer has rows."""
    return question("vector", number(list(answer), *misconceptions, **more))


def formula(
    answer: str, names: Mapping[str, Any], *misconceptions: dict[str, Any], **more: Any
) -> Question:
    """A `formula`."""
    body = {"accept": [], "reject": []} | {
        key: more.pop(key) for key in ("accept", "reject") if key in more
    }
    body |= {"answer": answer, "names": names, "misconceptions": [*misconceptions]}
    return question("formula", body, **more)


def words(ko: Sequence[str], en: Sequence[str], *misconceptions: dict[str, Any]) -> dict[str, Any]:
    """The body of a term."""
    answers = {"ko": [*ko], "en": [*en]}
    return {"answers": answers, "misconceptions": [*misconceptions]}


def text(
    ko: Sequence[str], en: Sequence[str], *misconceptions: dict[str, Any], prompt: str = "text"
) -> Question:
    """A `text`."""
    return question("text", words(ko, en, *misconceptions), prompt=Text("글", prompt))


def cloze(prompt: str, **blanks: dict[str, Any]) -> Question:
    """A `cloze`."""
    return question("cloze", {"blanks": blanks}, prompt=Text(f"글 {prompt}", prompt))


def output(answer: str, *misconceptions: dict[str, Any], **more: Any) -> Question:
    """An `output` of a program that does not matter."""
    body = {"code": "print(1)", "answer": answer, "misconceptions": [*misconceptions]}
    return question("output", body, **more)
