"""Whether a text is a term with one slip of spelling in a long word.

One slip is a letter too many, too few, another one, or two neighbours exchanged. It is forgiven
only where it hardly makes another term of the first: no digits ("L1", "L2"), no short words ("type
I", "type II"; "macro", "micro"), not at the beginning of a word ("asymmetric"). In Korean a slip is
one jamo, since one syllable makes 과소적합 of 과대적합.
"""

from __future__ import annotations

import unicodedata

from quiz.folding import fold, words

#: Letters that a Latin word, and syllables that a Korean term must have at least.
LONG_WORD = 6
LONG_TERM = 4

#: Vowels that sound alike and are mixed up anywhere in a word.
_ALIKE = tuple(unicodedata.normalize("NFD", row) for row in ("애에", "얘예", "왜외웨"))
#: Numerals: 일종 is no misspelt 이종.
_NUMERALS = frozenset("영일이삼사오육칠팔구십")


def one_slip_off(typed: str, term: str) -> bool:
    """Whether `typed` is `term` with one slip in one of its words.

    >>> one_slip_off("Kulback-Leibler", "Kullback-Leibler"), one_slip_off("type I", "type II")
    (True, False)
    """
    given, parts = fold(typed), words(term)
    long = sum("가" <= letter <= "힣" for part in parts for letter in part) >= LONG_TERM
    for index, word in enumerate(parts):
        before, after = "".join(parts[:index]), "".join(parts[index + 1 :])
        if len(given) <= len(before + after) or not given.startswith(before):
            continue
        if given.endswith(after):
            middle = given[len(before) : len(given) - len(after)]
            if _korean(middle, word) if long else _latin(middle, word):
                return True
    return False


def _latin(given: str, word: str) -> bool:
    change = _change(given, word)
    if change is None or len(word) < LONG_WORD or not given.isalpha() or not word.isalpha():
        return False
    start, wrong, right = change
    swapped = len(wrong) == len(right) == 2
    return start >= (1 if swapped else 2)


def _korean(given: str, word: str) -> bool:
    if not all("가" <= letter <= "힣" for letter in given + word):
        return False
    syllables = _change(given, word)
    if syllables is not None and {*syllables[1], *syllables[2]} <= _NUMERALS:
        return False
    apart = unicodedata.normalize("NFD", given), unicodedata.normalize("NFD", word)
    change = _change(*apart)
    if change is None:
        return False
    start, wrong, right = change
    first = len(unicodedata.normalize("NFD", word[:1]))
    return start >= first or any(
        wrong in vowels and right in vowels for vowels in _ALIKE if wrong and right
    )


def _change(given: str, word: str) -> tuple[int, str, str] | None:
    """Where two texts begin to differ, and what stands there; None unless it is one slip."""
    start = 0
    while start < min(len(given), len(word)) and given[start] == word[start]:
        start += 1
    end = 0
    while end < min(len(given), len(word)) - start and given[-1 - end] == word[-1 - end]:
        end += 1
    wrong, right = given[start : len(given) - end], word[start : len(word) - end]
    if not wrong and not right:
        return None
    one = len(wrong) <= 1 and len(right) <= 1
    swapped = len(wrong) == 2 and wrong == right[::-1]
    return (start, wrong, right) if one or swapped else None
