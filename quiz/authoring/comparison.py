"""What a change of the banks means for learners: their history hangs on the ids of questions. Pure.

A question keeps its history when it is only reworded, or judged with more care. When it asks for
something else (another key, other options, other parameters), old reviews say nothing about it
any more: its author then raises `revision`, and they no longer count. When its id changes, its
history is lost; ids are for ever.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from quiz.question import Question


class Change(StrEnum):
    """What happened to a question."""

    NEW = "new"
    REMOVED = "removed"
    RENAMED = "renamed"  # the same task under another id: history is lost
    REWORDED = "reworded"  # the same meaning: history stays
    RETIRED = "retired"  # another meaning, and its author said so: history ends
    ALTERED = "altered"  # another meaning under the same revision: the author must decide
    FAULTY = "faulty"  # cannot be read any more, and so not be compared


#: What an author has to decide about before the change goes to learners.
UNDECIDED = frozenset((Change.RENAMED, Change.ALTERED, Change.FAULTY))


@dataclass(frozen=True)
class Difference:
    """A question that changed.

    Attributes:
        path: its bank, where it stands now, or stood.
        parts: the keys that differ, those with meaning first.
        revision: as it is now.
        reviews: how many of the learner's reviews hang on it as it was.
        other: the id that a renamed one had.
    """

    id: str
    change: Change
    path: str
    line: int
    parts: tuple[str, ...] = ()
    revision: int = 1
    reviews: int = 0
    other: str = ""


#: Keys of every question by what a change of them is.
_MEANING = ("kind", "concepts", "params", "let", "where")
_WORDING = ("prompt", "explanation", "hint", "source", "erratum", "difficulty", "tests")
#: Keys of some kinds that say how answers are judged and shown, not which one is right.
_JUDGING = frozenset(
    ("misconceptions", "accept", "reject", "proof", "order", "why", "model", "concepts", "exact")
)


def differences(
    old: Mapping[str, Question],
    new: Mapping[str, Question],
    faulty: Collection[str] = (),
    reviews: Mapping[tuple[str, int], int] | None = None,
) -> Iterator[Difference]:
    """The questions that changed, by file and line.

    Args:
        old: all questions as they were, by id.
        new: the same as they are.
        faulty: ids of new ones that cannot be read.
        reviews: how many reviews hang on each id and revision.
    """
    counts = reviews or {}
    gone = {id: question for id, question in old.items() if id not in new}
    names = {question.prompt: id for id, question in gone.items() if id not in faulty}
    found = []
    for id, question in new.items():
        before = old.get(id) or gone.pop(names.get(question.prompt, ""), None)
        count = counts.get((before.id, before.revision), 0) if before else 0
        if before is None:
            found.append(_difference(question, Change.NEW))
        elif before.id != id:
            found.append(_difference(question, Change.RENAMED, reviews=count, other=before.id))
        elif parts := (*_meaning(before, question), *_wording(before, question)):
            change = _change(before, question)
            found.append(_difference(question, change, parts=parts, reviews=count))
    for id, before in gone.items():
        change = Change.FAULTY if id in faulty else Change.REMOVED
        count = counts.get((id, before.revision), 0)
        found.append(_difference(before, change, reviews=count))
    yield from sorted(found, key=lambda difference: (difference.path, difference.line))


def _difference(question: Question, change: Change, **more: Any) -> Difference:
    at = (question.path, question.line)
    return Difference(question.id, change, *at, revision=question.revision, **more)


def _change(before: Question, after: Question) -> Change:
    if after.revision > before.revision:
        return Change.RETIRED
    altered = _meaning(before, after) or after.revision < before.revision
    return Change.ALTERED if altered else Change.REWORDED


def _meaning(before: Question, after: Question) -> tuple[str, ...]:
    """Keys with meaning that differ; texts inside of options have none, but their names do."""
    found = [key for key in _MEANING if getattr(before, key) != getattr(after, key)]
    bodies = [_gist(question.body) for question in (before, after)]
    keys = [key for key in {**bodies[0], **bodies[1]} if key not in _JUDGING]
    return (*found, *(key for key in keys if bodies[0].get(key) != bodies[1].get(key)))


def _wording(before: Question, after: Question) -> tuple[str, ...]:
    """Keys that differ without a change of meaning."""
    meaning = _meaning(before, after)
    keys = [key for key in {**before.body, **after.body} if key not in meaning]
    found = [key for key in keys if before.body.get(key) != after.body.get(key)]
    common = ("revision", *_WORDING)
    return (*(key for key in common if getattr(before, key) != getattr(after, key)), *found)


def _gist(part: Any) -> Any:
    """A body without its two-language texts: what is left is names and right answers."""
    if isinstance(part, Mapping):
        if set(part) == {"ko", "en"}:  # a text, or aliases, of which the first is the answer
            return [text[0] for text in part.values() if isinstance(text, list) and text]
        rows = {key: _gist(value) for key, value in part.items() if key not in _JUDGING}
        return {key: value for key, value in rows.items() if value not in (None, [])}
    return [_gist(value) for value in part] if isinstance(part, list) else part
