"""Questions made for tests, as quiz/bank hands them to the kinds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from basis.texts import Message, Text, Texts
from quiz.finding import Problem
from quiz.kinds.registry import kind_of
from quiz.mark import Mark
from quiz.prompt import Prompt
from quiz.question import Param, Question
from quiz.variants.drawing import draw


def both(text: str) -> dict[str, str]:
    """A text of a bank; the Korean one differs."""
    return {"ko": f"{text}요", "en": text}


def question(kind: str, body: Mapping[str, Any], **fields: Any) -> Question:
    """A question with the least that it needs."""
    text = Text("글", "text")
    known = {"prompt": text, "explanation": text, "hint": text} | fields
    return Question(
        id=f"made-up-{kind}",
        kind=kind,
        topic="topic",
        area="area",
        concepts=("topic.1",),
        difficulty=1,
        body=body,
        **known,
    )


def option(
    name: str, text: str | None = None, correct: bool = False, **more: Any
) -> dict[str, Any]:
    """An entry of `choices:`; a wrong one says why, as `why-<name>`."""
    why = None if correct else both(f"why-{name}")
    row = {"name": name, "text": both(text or f"text-{name}"), "correct": correct, "why": why}
    return {**row, "concepts": [], **more}


def choice(
    *options: dict[str, Any], kind: str = "choice", order: str = "shuffled", **fields: Any
) -> Question:
    """A `choice`, or `choices`."""
    return question(kind, {"choices": list(options), "order": order}, **fields)


def ordering(items: Mapping[str, list[str] | None], why: str = "") -> Question:
    """An `ordering` of items, with what each comes after."""
    rows = [
        {"name": name, "text": both(f"text-{name}"), "after": after}
        for name, after in items.items()
    ]
    return question("ordering", {"items": rows, "why": both(why) if why else None})


def matching(
    pairs: Mapping[str, tuple[str, str]], extra: Mapping[str, str] | None = None
) -> Question:
    """A `matching` of left and right texts; extras say why as `why-<name>`."""
    rows = [
        {"name": name, "left": both(one), "right": both(other)}
        for name, (one, other) in pairs.items()
    ]
    more = [
        {"name": name, "right": both(text), "why": both(f"why-{name}")}
        for name, text in (extra or {}).items()
    ]
    return question("matching", {"pairs": rows, "extra": more})


def essay(points: Mapping[str, float]) -> Question:
    """An `essay` with a rubric of points."""
    rows = [
        {"name": name, "text": both(f"text-{name}"), "points": worth}
        for name, worth in points.items()
    ]
    return question("essay", {"model": both("model answer"), "rubric": rows})


def asked(made: Question, seed: int = 0) -> Prompt:
    """The prompt of a variant."""
    return kind_of(made).prompt(draw(made, seed))


def marked(prompt: Prompt, answer: str) -> Mark:
    """The mark of an answer of `tests:`, where options stand by name."""
    kind = kind_of(prompt.question)
    typed = kind.spell(prompt, answer)
    read = kind.read(prompt, typed)
    if kind.second(prompt, read):
        read = kind.read_second(prompt, read, typed)
    return kind.mark(prompt, read)


def value(prompt: Prompt, typed: str) -> Any:
    """What is read from what a learner types."""
    return kind_of(prompt.question).read(prompt, typed).value


def said(*messages: Message, lang: str = "en") -> list[str]:
    """Messages as a learner reads them."""
    return [Texts(lang, "quiz").message(message) for message in messages]


def rules(made: Question) -> list[tuple[str, tuple[str | int, ...]]]:
    """Rules that a question breaks without being drawn, with their places."""
    return placed(*kind_of(made).problems(made))


def variant_rules(prompt: Prompt) -> list[tuple[str, tuple[str | int, ...]]]:
    """Rules that a variant breaks."""
    return placed(*kind_of(prompt.question).variant_problems(prompt))


def placed(*problems: Problem) -> list[tuple[str, tuple[str | int, ...]]]:
    """Rules with their places; each has its text in both languages."""
    for problem in problems:
        key = "finding_" + problem.rule.replace("-", "_")
        for lang in ("ko", "en"):
            template = Texts(lang, "quiz").template(key)
            assert template and "?" not in Texts(lang, "quiz").fill(key, problem.fields).rstrip("?")
    return [(problem.rule, problem.at) for problem in problems]


PARAMS = {"n": Param(integer=(2, 5))}
