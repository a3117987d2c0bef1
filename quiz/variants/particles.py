"""Korean particles behind what is drawn: `<<n>>{은/는}` is "3은" or "2는", as it is read aloud.

Written as in our own messages. A TeX formula may stand between: `$x=<<n>>${으로/로}`.
"""

from __future__ import annotations

import re

from basis.texts import particle

#: The form behind a consonant first.
PAIRS = (
    *("은/는", "이/가", "을/를", "과/와", "으로/로"),
    *(
        "이라/라",
        "이라고/라고",
        "이란/란",
        "이나/나",
        "이며/며",
        "이고/고",
        "이면/면",
        "이므로/므로",
    ),
)
_CHOICE = re.compile(r"\{(" + "|".join(PAIRS) + r")\}")
#: What is not read aloud at the end of a formula or of a word.
_MUTE = "$`*'\")]}|,. \n"
#: Of numbers only: the Q of W^Q and the (2) of x^{(2)} are indices.
_POWER = re.compile(r"\^(?:\d|\{(?!\()(?=.*\d)(?:[^{}]|\{[^{}]*\})*\})[$)\]|]*$")
#: Not the exclamation mark of a sentence, nor TeX's \!, which is a thin blank.
_FACTORIAL = re.compile(r"(?<=[0-9A-Za-z)\]}!])![)\]}|]*\$[)\]]*$")
_PERCENT = re.compile(r"(?:%|\\%)[$)\]]*$")
#: 3/4, \frac{3}{4} and \frac34 are read from below; what is read last is the 3.
_FRACTION = re.compile(
    r"(?:(?<![\d.])(?P<plain>[\d.]+)\s*/\s*[\d.]+"
    r"|\\[dt]?frac(?:(?P<digit>\d)\s?\d|\{(?P<above>[^{}]*)\}\{[^{}]*\}))[$)\]]*$"
)
#: What parentheses add to a word is not read, so the word decides: 합(3)으로.
_ASIDE = re.compile(r"(?<=[가-힣$])\s?\((?:[^()]|\([^()]*\))*\)$")


def choose_particles(text: str) -> str:
    """A Korean text with every `{은/는}` replaced by the one that fits what stands before it."""
    done, end = "", 0
    for match in _CHOICE.finditer(text):
        done += text[end : match.start()]
        done += particle(read_last(done), match[1])
        end = match.end()
    return done + text[end:]


def read_last(before: str) -> str:
    """What is read aloud last of a text, in words or digits that end as it sounds.

    >>> read_last("$e^{2}$"), read_last("5%"), read_last("$3/4$"), read_last("$(1,2)$")
    ('제곱', '퍼센트', '3', '$(1,2')
    """
    before = _ASIDE.sub("", before.rstrip("* "))
    if _POWER.search(before):
        return "제곱"
    if _PERCENT.search(before):
        return "퍼센트"
    if fraction := _FRACTION.search(before):
        return fraction["plain"] or fraction["digit"] or read_last(fraction["above"] + "$")
    if _FACTORIAL.search(before):
        return "팩토리얼"
    return before.rstrip(_MUTE)
