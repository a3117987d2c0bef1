"""What learners type for options: the shown number, a letter, 가나다, or the option itself.

Reading is forgiving where only one thing can be meant, and refuses where two can: an answer that
cannot be read costs nothing, one that is misread does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from basis.layout import shorten, visible
from quiz.errors import UnreadableError
from quiz.prompt import Option, Prompt

_PICTURE = "\ufe0f"  # asks for a coloured sign
_HANGUL = "가나다라마바사아자차카타파하"
_COUNTER = re.compile(r"(?<=\d)\s*번(?:째)?")
_BETWEEN = re.compile(r"[\s,;/·&+()\[\]{}、→⟶➜⇒>]|->|=>|그리고|및|과|와|\band\b")
_DASHES = re.compile(r"[-~–—−]")
_AROUND = ".:'\"`#"
_SHOWN_CELLS = 24


def numbers(count: int) -> tuple[str, ...]:
    """Labels "1", "2" ..."""
    return tuple(str(place) for place in range(1, count + 1))


def letters(count: int) -> tuple[str, ...]:
    """Labels "a", "b" ... "z", "aa", "ab" ..."""
    return tuple(_letter(place) for place in range(count))


def _letter(place: int) -> str:
    before, last = divmod(place, 26)
    return (_letter(before - 1) if before else "") + chr(ord("a") + last)


def fold(typed: str) -> str:
    """One way to write what can be written in several: ３, ③ and ❸ are 3, A is a."""
    plain = unicodedata.normalize("NFKC", typed).replace(_PICTURE, "").casefold()
    digits = (unicodedata.digit(letter, None) for letter in plain)
    same = "".join(
        letter if digit is None else str(digit) for letter, digit in zip(plain, digits, strict=True)
    )
    return " ".join(same.split())


def excerpt(typed: str) -> str:
    """What was typed, short and harmless enough for a message."""
    return shorten(visible(typed), _SHOWN_CELLS)


def read_options(
    prompt: Prompt, typed: str, options: Sequence[Option], dashes: bool = False
) -> list[Option]:
    """The options that an answer names, in the order in which it names them.

    Args:
        prompt: says what to type instead.
        typed: the answer.
        options: what can be named.
        dashes: whether a dash stands between two options; else 1-3 might mean 1 to 3.

    Raises:
        UnreadableError: if nothing is typed, a part names no option, or one is named twice.
    """
    meanings = _meanings(options)
    whole = meanings.get(fold(typed))
    if whole is not None:
        return [whole]
    named: list[Option] = []
    for token in _tokens(typed, [option.label for option in options], dashes):
        option = meanings.get(token)
        if option is None:
            raise UnreadableError("unreadable_option", found=excerpt(token), how=prompt.how)
        if option in named:
            raise UnreadableError("unreadable_twice", found=option.label, how=prompt.how)
        named.append(option)
    if not named:
        raise UnreadableError("unreadable_empty", how=prompt.how)
    return named


def _meanings(options: Sequence[Option]) -> dict[str, Option | None]:
    """What each way to spell an option means; None where it could mean two."""
    meant: dict[str, Option | None] = {}
    for place, option in enumerate(options):
        for spelling in {*_by_place(place), *_by_text(option)}:
            meant[spelling] = None if spelling in meant else option
    return meant | {option.label: option for option in options}


def _by_place(place: int) -> Iterator[str]:
    yield _letter(place)
    yield from _HANGUL[place : place + 1]


def _by_text(option: Option) -> Iterator[str]:
    """The texts of an option, but not bare numbers, which are taken for labels."""
    for text in (option.text.ko, option.text.en):
        if not fold(text).isdecimal():
            yield fold(text)


def _tokens(typed: str, known: Sequence[str], dashes: bool) -> Iterator[str]:
    for part in cleaned(typed, dashes).split():
        token = part.strip(_AROUND)
        if all(len(label) == 1 for label in known) and set(token) <= set(known):  # "13" is 1, 3
            yield from token
        else:
            yield token


def cleaned(typed: str, dashes: bool) -> str:
    """An answer with spaces for whatever stands between its parts."""
    text = _COUNTER.sub(" ", fold(typed))
    if dashes:
        text = _DASHES.sub(" ", text.replace("->", " "))
    return _BETWEEN.sub(" ", text)
