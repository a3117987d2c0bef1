"""Options of a question: labelled, found by the names that tests use, and checked to differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from basis.texts import LANGUAGES, Message
from quiz.finding import Problem
from quiz.kinds.prompting import At, empty, remark, remark_problems
from quiz.prompt import Option, Variant
from quiz.question import Question
from quiz.variants.numbers import num
from quiz.variants.template import fill_text

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?")
_UNSEEN = re.compile(r"[\s$`]|\*\*")


class Entry(NamedTuple):
    """One thing of a list in a question's body, and the keys that lead to it."""

    at: At
    row: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The author's name for it."""
        return str(self.row["name"])


def entries(question: Question, *keys: str) -> list[Entry]:
    """The things of one or more lists of a question, in the author's order."""
    return [
        Entry((key, place), row) for key in keys for place, row in enumerate(question.body[key])
    ]


def find(things: Iterable[Entry], name: str) -> Entry:
    """The thing of this name."""
    return next(thing for thing in things if thing.name == name)


def labelled(
    variant: Variant, things: Iterable[Entry], labels: Iterable[str], field: str = "text"
) -> tuple[Option, ...]:
    """Options of things in the order given.

    Raises:
        VariantError: if a text cannot be filled.
    """
    return tuple(
        Option(
            name=thing.name,
            label=label,
            text=fill_text(thing.row[field], variant.values, (*thing.at, field)),
        )
        for thing, label in zip(things, labels, strict=True)
    )


def label_of(options: Iterable[Option]) -> dict[str, str]:
    """Labels by name."""
    return {option.name: option.label for option in options}


def spell_names(answer: str, labels: Mapping[str, str]) -> str:
    """An answer with its names replaced by labels; what is no name stays."""
    return _NAME.sub(lambda found: labels.get(found[0], found[0]), answer)


def why(variant: Variant, thing: Entry) -> tuple[Message, ...]:
    """What the author says to who chose it, or missed it.

    Raises:
        VariantError: if it cannot be filled.
    """
    return remark(variant, thing.row["why"], (*thing.at, "why"))


def name_problems(things: Sequence[Entry]) -> Iterator[Problem]:
    """Names that stand for two things."""
    seen: set[str] = set()
    for thing in things:
        if thing.name in seen:
            yield Problem("name-twice", (*thing.at, "name"), {"name": thing.name})
        seen.add(thing.name)


def why_problems(variant: Variant, things: Iterable[Entry]) -> Iterator[Problem]:
    """What cannot be said about one of the things."""
    for thing in things:
        yield from remark_problems(variant, thing.row["why"], (*thing.at, "why"))


def option_problems(
    options: Iterable[Option], things: Sequence[Entry], field: str = "text"
) -> Iterator[Problem]:
    """Options that are empty, or that nobody could tell from another one."""
    place = {thing.name: (*thing.at, field) for thing in things}
    by_name = {option.name: option for option in options}
    shown = [by_name[name] for name in place]  # as the author wrote them
    for option in shown:
        yield from empty(option.text, place[option.name])
    for one, other in combinations(shown, 2):
        for lang in LANGUAGES:
            first, second = one.text.in_language(lang), other.text.in_language(lang)
            if looks(first) == looks(second):
                fields = {"name": other.name, "other": one.name, "text": second}
                yield Problem("same-option", place[other.name], fields)
                break


def looks(text: str) -> str:
    """What is left of a text if markup, spacing and the way to write a number do not matter.

    >>> looks("$0.50$ nats") == looks("0.5 nats"), looks("$x$") == looks("$X$")
    (True, False)
    """
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return _NUMBER.sub(lambda number: str(num(number[0])), plain)
