"""TeX cut into tokens, with their places."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from basis.layout import visible
from quiz.errors import MathsError

#: No formula of a bank is nearly as long; what is longer was not written by a person.
LONGEST = 4000
_SHOWN = 100

_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|\s+|.", re.DOTALL)


class Token(NamedTuple):
    r"""A command with its backslash, one character, or a run of white space (as one space)."""

    text: str
    start: int
    end: int


def tokens(tex: str) -> list[Token]:
    """Cut a formula into tokens.

    Raises:
        MathsError: for characters that are no part of a formula, and for what is too long.
    """
    if len(tex) > LONGEST:
        raise MathsError("formula-long", tex=tex[:_SHOWN], limit=LONGEST)
    found = []
    for match in _TOKEN.finditer(tex):
        text = match[0]
        if text.isspace():
            text = " "
        elif text in ("\\", "%", "#") or not text.isprintable() or unicodedata.combining(text[-1]):
            shown = text if text.isprintable() else f"U+{ord(text[-1]):04X}"
            raise MathsError("formula-character", tex=visible(tex), command=shown)
        found.append(Token(text, match.start(), match.end()))
    return found
