"""`quiz search`: questions by words in their texts, and by what they are. Pure."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from basis.texts import Text
from quiz.errors import UsageError
from quiz.kinds.registry import KINDS
from quiz.question import Question
from quiz.syllabus import Syllabus, nearest

#: What may stand before a colon, and what of a question it is compared with.
FIELDS: dict[str, Callable[[Question], Iterable[str]]] = {
    "id": lambda question: (question.id,),
    "kind": lambda question: (question.kind,),
    "topic": lambda question: (question.topic,),
    "area": lambda question: (question.area,),
    "concept": lambda question: question.concepts,
    "erratum": lambda question: (question.erratum,),
    "difficulty": lambda question: (str(question.difficulty),),
    "file": lambda question: (question.path,),
}


#: What fields may be, where that is known without looking at questions.
_VALUES: dict[str, Callable[[Syllabus], Iterable[str]]] = {
    "kind": lambda syllabus: KINDS,
    "topic": lambda syllabus: syllabus.topics,
    "area": lambda syllabus: syllabus.areas,
    "concept": lambda syllabus: syllabus.concepts,
    "erratum": lambda syllabus: syllabus.errata,
    "difficulty": lambda syllabus: map(str, range(1, 6)),
}
#: No more values than these are listed where one is unknown.
_MOST_LISTED = 20


def search(
    questions: Iterable[Question], words: Sequence[str], syllabus: Syllabus
) -> Iterator[Question]:
    """Questions that have all of these words, in any text, in either language.

    Args:
        questions: where to look.
        words: text, or `kind:formula`, `topic:kl-divergence` ...: the beginning of a field;
            `erratum:` alone means that there is one.
        syllabus: knows topics and concepts, also those without a question.

    Raises:
        UsageError: for a field that does not exist, or a value that it cannot have.
    """
    wanted = [_condition(word, syllabus) for word in words]
    for question in questions:
        text = plain(_everything(question))
        if all(holds(question, text) for holds in wanted):
            yield question


def _condition(word: str, syllabus: Syllabus) -> Callable[[Question, str], bool]:
    field, colon, value = word.partition(":")
    if not (colon and field.isidentifier() and field.isascii()):
        sought = plain(word)
        return lambda question, text: sought in text
    if field not in FIELDS:
        near = nearest(field, FIELDS)
        key = "search_field_near" if near else "search_field"
        raise UsageError(key, field=field, near=near, known=sorted(FIELDS))
    if field in _VALUES:
        _check_value(field, value, list(_VALUES[field](syllabus)))
    return lambda question, text: any(
        found.startswith(value) for found in FIELDS[field](question) if found
    )


def _check_value(field: str, value: str, known: list[str]) -> None:
    if any(each.startswith(value) for each in known):
        return
    near = nearest(value, known)
    key = "search_value_known" if len(known) <= _MOST_LISTED else "search_value"
    raise UsageError(
        "search_value_near" if near else key, field=field, value=value, near=near, known=known
    )


def plain(text: str) -> str:
    """A text as it is compared: without case, spacing and ways to encode it."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _everything(question: Question) -> str:
    """All texts of a question."""
    texts = [question.prompt, question.explanation, question.hint]
    body = json.dumps(question.body, ensure_ascii=False)
    own = (question.id, question.kind, *question.concepts, question.erratum, body)
    return "\n".join([*own, *map(_both, texts)])


def _both(text: Text) -> str:
    return f"{text.ko}\n{text.en}"
