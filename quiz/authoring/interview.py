"""Questions to an author as generators: what is asked goes out, lines come in.

An interview yields an `Ask` and is sent what was typed, or a `Say` or `Show` and is sent anything.
It knows no terminal and no file, and the same lines lead to the same question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from basis.texts import Message, Text
from quiz.errors import UnreadableError
from quiz.syllabus import nearest

T = TypeVar("T")


@dataclass(frozen=True)
class Ask:
    """Something to be typed.

    Attributes:
        key, fields: its text.
        default: what an empty line means; "" for nothing.
        block: many lines, up to one with a single dot.
        options: what is offered, by number.
        kept: whether what is typed is part of the draft.
    """

    key: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    default: str = ""
    block: bool = False
    options: Sequence[str | Text] = ()
    kept: bool = True


@dataclass(frozen=True)
class Say:
    """Why what was typed cannot be taken."""

    message: Message


@dataclass(frozen=True)
class Show:
    """What has come of the answers so far, to be shown before the next question."""

    value: Any


Step = Ask | Say | Show
Interview = Generator[Step, str, T]

#: Alone on a line, takes the last answer back.
BACK = "<"

_HANGUL = re.compile("[가-힣]")
_WORD = re.compile(r"[a-z0-9]+")
_YES = frozenset("y yes t true o 1 예 네 응 참 맞음 ㅇ ㅛ".split())
_NO = frozenset("n no f false x 0 아니 아니요 아니오 거짓 틀림 ㄴ ㅜ".split())


def ask(question: Ask, read: Callable[[str], T]) -> Interview[T]:
    """Ask until what is typed can be read.

    Args:
        question: what to ask.
        read: raises UnreadableError with what to say.
    """
    while True:
        typed = yield question
        try:
            return read(typed if question.block else typed.strip() or question.default)
        except UnreadableError as error:
            yield Say(Message(error.key, error.fields))


def with_way_back(begin: Callable[[], Interview[T]]) -> Interview[T]:
    """An interview in which BACK asks the question before again.

    It begins anew and is told all but the last answer, so that every interview can go back.

    Args:
        begin: begins the interview.
    """
    answers: list[str] = []
    talk, step = _resumed(begin, answers)
    while True:
        typed = yield step
        if isinstance(step, Ask) and typed.strip() == BACK:
            if answers:
                talk, step = _resumed(begin, answers := answers[:-1])
            else:
                yield Say(Message("new_no_way_back"))
            continue
        try:
            after = talk.send(typed)
        except StopIteration as end:
            made: T = end.value  # which StopIteration has as Any
            return made
        if isinstance(step, Ask) and not isinstance(after, Say):
            answers.append(typed)
        step = after


def _resumed(
    begin: Callable[[], Interview[T]], answers: Sequence[str]
) -> tuple[Interview[T], Step]:
    """An interview that was told answers which it takes, and the question it asks then."""
    talk = begin()
    step = next(talk)
    for answer in answers:
        while not isinstance(step, Ask):
            step = talk.send("")
        step = talk.send(answer)
    return talk, step


def ask_line(key: str, /, default: str = "", **fields: Any) -> Interview[str]:
    """A line that is not empty."""
    return (yield from ask(Ask(key, fields, default), something))


def ask_option(key: str, options: Mapping[str, str | Text], /, **fields: Any) -> Interview[str]:
    """One of some names, by its number or itself."""
    names = list(options)

    def read(typed: str) -> str:
        if typed.isdecimal() and 0 < int(typed) <= len(names):
            return names[int(typed) - 1]
        if typed in names:
            return typed
        near = nearest(typed, names) if typed else ""
        raise UnreadableError("new_no_option_near" if near else "new_no_option", near=near)

    shown = list(options.values())
    return (
        yield from ask(Ask(key, fields, names[0] if len(names) == 1 else "", options=shown), read)
    )


def ask_truth(key: str, /, kept: bool = True, **fields: Any) -> Interview[bool]:
    """Yes or no."""
    return (yield from ask(Ask(key, fields, kept=kept), truth))


def ask_text(key: str, /, **fields: Any) -> Interview[dict[str, str]]:
    """A text in both languages."""
    found = {}
    for lang in ("ko", "en"):
        language = Message(f"language_{lang}")
        found[lang] = yield from ask_line(key, language=language, **fields)
    return found


def ask_short(key: str, /, required: bool = True, **fields: Any) -> Interview[Any]:
    """A short text, which is asked for once if it has no Korean in it; "" if it may be left out."""
    fields["language"] = Message("language_ko")
    read = something if required else str
    korean = yield from ask(Ask(key, fields), read)
    if not _HANGUL.search(korean):
        return korean
    english = yield from ask_line(key, **{**fields, "language": Message("language_en")})
    return {"ko": korean, "en": english}


def slug(text: Any, taken: Collection[str], otherwise: str, words: int = 3) -> str:
    """A name from the first words of a text, unlike those that are taken."""
    english = text["en"] if isinstance(text, Mapping) else str(text)
    name = "-".join(_WORD.findall(english.casefold())[:words])[:60].strip("-")
    name = otherwise if not name or name.isdigit() else name
    number = 2
    unique = name
    while unique in taken:
        unique, number = f"{name}-{number}", number + 1
    return unique


def something(typed: str) -> str:
    """What was typed, if anything was.

    Raises:
        UnreadableError: if not.
    """
    if not typed.strip():
        raise UnreadableError("new_nothing")
    return typed


def truth(typed: str) -> bool:
    """Whether yes or no was typed, in either language.

    Raises:
        UnreadableError: if neither.
    """
    word = typed.strip().casefold()
    if word not in _YES and word not in _NO:
        raise UnreadableError("new_no_truth")
    return word in _YES
