"""Mistakes that an author foresaw: what they lead to, and what is said to who makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from basis.texts import Message, Text
from quiz.finding import Problem
from quiz.kinds.prompting import At, empty
from quiz.mark import Mark
from quiz.variants.template import fill_text

V = TypeVar("V")


@dataclass(frozen=True)
class Misconception(Generic[V]):
    """A mistake, as an author declares it.

    Attributes:
        value: the answer that it leads to.
        why: what is said about it, with the drawn numbers.
        concepts: concepts that it betrays, beside the primary one.
        mark: the score it still gets, at least 0 and below 1.
    """

    name: str
    value: V
    why: Text
    concepts: tuple[str, ...] = ()
    mark: float = 0.0

    def betrayed(self, score: float = 0.0, *remarks: Message) -> Mark:
        """The mark of an answer that has this value; `score` is what it earned otherwise."""
        said = (*remarks, Message("why", text=self.why))
        return Mark(max(score, self.mark), said, (self.name,), self.concepts)


def declared(
    body: Mapping[str, Any],
    values: Mapping[str, Any],
    at: At,
    value: Callable[[Mapping[str, Any], At], V],
) -> tuple[Misconception[V], ...]:
    """The misconceptions of a question or blank.

    Args:
        body: where they are declared.
        values: what their texts may use.
        at: keys that lead to `body`.
        value: reads the answer of one of them, found at the given keys.

    Raises:
        VariantError: if a text or an answer cannot be computed.
    """
    places = [(*at, "misconceptions", index) for index in range(len(_entries(body)))]
    return tuple(
        Misconception(
            entry["name"],
            value(entry, place),
            fill_text(entry["why"], values, (*place, "why")),
            tuple(entry.get("concepts") or ()),
            float(entry.get("mark") or 0.0),
        )
        for entry, place in zip(_entries(body), places, strict=True)
    )


def misconception_problems(
    key: V,
    misconceptions: Sequence[Misconception[V]],
    alike: Callable[[V, V], bool],
    at: At,
) -> Iterator[Problem]:
    """Misconceptions that say nothing, or that cannot be told from the key or from one another.

    Args:
        key: the right answer.
        misconceptions: as declared, in their order.
        alike: whether an answer that has the second value would be taken for the first.
        at: keys that lead to what declares them.
    """
    for index, one in enumerate(misconceptions):
        place = (*at, "misconceptions", index)
        yield from empty(one.why, (*place, "why"))
        if alike(key, one.value) or alike(one.value, key):
            yield Problem("misconception-is-key", place, {"name": one.name})
        for other in misconceptions[:index]:
            if one.name == other.name:
                yield Problem("name-twice", (*place, "name"), {"name": one.name})
            elif alike(other.value, one.value) or alike(one.value, other.value):
                fields = {"name": one.name, "other": other.name}
                yield Problem("misconceptions-alike", place, fields)


def _entries(body: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    entries: Sequence[Mapping[str, Any]] = body.get("misconceptions") or ()
    return entries
