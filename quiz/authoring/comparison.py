"""What a change of the banks means for learners: their history hangs on the ids of questions. Pure.

A question keeps its history when it is only reworded. When it asks for something else (another
key, other options, other parameters), old reviews say nothing about it any more; its author then
raises `revision`, and they no longer count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from quiz.question import Question


class Change(StrEnum):
    """What happened to a question."""

    NEW = "new"
    REMOVED = "removed"
    REWORDED = "reworded"  # texts only: history stays
    RETIRED = "retired"  # another meaning, and its author said so: history ends
    ALTERED = "altered"  # another meaning under the same revision: the author must decide


@dataclass(frozen=True)
class Difference:
    """A question that changed.

    Attributes:
        parts: the keys that differ, most important first.
        reviews: reviews of the learner that hang on it; `None` where nobody counted.
    """

    id: str
    change: Change
    path: str
    line: int
    parts: tuple[str, ...] = ()
    reviews: int = 0


#: Keys whose texts are only worded; everything else in a question has meaning.
_WORDING = frozenset(("explanation", "hint", "source", "tests", "difficulty", "erratum"))


def differences(
    old: Mapping[str, Question], new: Mapping[str, Question], reviews: Mapping[str, int]
) -> Iterator[Difference]:
    """The questions that changed, by file and line of the new banks.

    Args:
        old: all questions as they were, by id.
        new: the same as they are.
        reviews: how many reviews hang on each id.
    """
    for question in sorted(new.values(), key=lambda question: (question.path, question.line)):
        before = old.get(question.id)
        count = reviews.get(question.id, 0)
        if before is None:
            yield Difference(question.id, Change.NEW, question.path, question.line)
        elif parts := _parts(before, question):
            change = _change(before, question, parts)
            at = (question.path, question.line)
            yield Difference(question.id, change, *at, parts=parts, reviews=count)
    for gone in old.values():
        if gone.id not in new:
            count = reviews.get(gone.id, 0)
            yield Difference(gone.id, Change.REMOVED, gone.path, gone.line, reviews=count)


def _change(before: Question, after: Question, parts: tuple[str, ...]) -> Change:
    if after.revision > before.revision:
        return Change.RETIRED
    means = any(part not in _WORDING and part != "prompt" for part in parts)
    return Change.ALTERED if means else Change.REWORDED


def _parts(before: Question, after: Question) -> tuple[str, ...]:
    """Keys that differ; wording inside of options and remarks counts as `texts`."""
    found = []
    for key in ("kind", "concepts", "params", "let", "where", "revision", "prompt"):
        if getattr(before, key) != getattr(after, key):
            found.append(key)
    skeletons = [_without_texts(question.body) for question in (before, after)]
    for key in sorted(skeletons[0].keys() | skeletons[1].keys()):
        if skeletons[0].get(key) != skeletons[1].get(key):
            found.append(key)
    same = skeletons[0] == skeletons[1]
    worded = [key for key in sorted(_WORDING) if getattr(before, key) != getattr(after, key)]
    if same and before.body != after.body:
        worded.append("explanation")
    return tuple(dict.fromkeys([*found, *worded]))


def _without_texts(part: Any) -> Any:
    """A body without its two-language texts: what is left is keys, names and right answers."""
    if isinstance(part, Mapping):
        if set(part) == {"ko", "en"} and all(isinstance(text, str) for text in part.values()):
            return None
        return {key: _without_texts(value) for key, value in part.items()}
    return [_without_texts(value) for value in part] if isinstance(part, list) else part
