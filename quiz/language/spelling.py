"""How one thing is spelled in several ways: Greek letters, indices, signs from other keyboards."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_LETTERS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "sigma tau upsilon phi chi psi omega"
).split()
_VARIANTS = {
    "ς": "sigma",
    "ϵ": "epsilon",
    "ϑ": "theta",
    "ϕ": "phi",
    "ϱ": "rho",
    "ϖ": "pi",
    "ϰ": "kappa",
    "µ": "mu",  # the sign of micro, on keyboards
    "ℓ": "ell",
}

#: Name of each Greek letter; capitals begin with a capital.
GREEK: dict[str, str] = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _LETTERS, strict=True)) | _VARIANTS
GREEK |= {letter.upper(): GREEK[letter].capitalize() for letter in "αβγδεζηθικλμνξοπρστυφχψω"}

#: The names of Greek letters, small and capital.
GREEK_NAMES = frozenset(GREEK.values())

#: Signs that stand for one of the language; anything else goes through Unicode's NFKC.
_SIGNS = {
    **dict.fromkeys("−–—﹣➖", "-"),
    **dict.fromkeys("×·⋅∙•∗✕✖ㆍ・", "*"),
    **dict.fromkeys("÷∕⁄➗", "/"),
    **dict.fromkeys("ˆ", "^"),
    **dict.fromkeys("∣∥", "|"),
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "。": ".",
    "、": ",",
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", " "),
}

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾", "0123456789+-()", strict=True)) | dict(
    zip("ⁿⁱᵃᵇᶜᵈᵉᵏᵐᵖᵗˣʸᶻ", "niabcdekmptxyz", strict=True)
)
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)) | dict(
    zip("ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", "aeoxhklmnpstijruv", strict=True)
)


def normalise(text: str) -> tuple[str, list[int]]:
    """Write a formula with the signs of the language.

    Greek letters, superscripts and the root sign stay. Subscripts become `_{...}`.

    Returns:
        The text, and for each of its characters (and its end) the place in `text` it comes from.
    """
    if text.isascii():
        return text, list(range(len(text) + 1))
    written: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text):
        if letter in _SUBSCRIPTS:
            begins = place == 0 or text[place - 1] not in _SUBSCRIPTS
            ends = place + 1 == len(text) or text[place + 1] not in _SUBSCRIPTS
            new = "_{" * begins + _SUBSCRIPTS[letter] + "}" * ends
        else:
            new = _plain(letter)
        written.append(new)
        origin.extend([place] * len(new))
    return "".join(written), [*origin, len(text)]


def _plain(letter: str) -> str:
    if letter in _SIGNS:
        return _SIGNS[letter]
    if letter.isascii() or letter in SUPERSCRIPTS or letter in GREEK:
        return letter
    form = unicodedata.normalize("NFKC", letter)
    return form if len(form) == 1 else letter


def fold(name: str) -> str:
    """The form that all spellings of a name share.

    >>> fold("σ_1"), fold("sigma1"), fold("s_{max}")
    ('sigma1', 'sigma1', 'smax')
    """
    if name.isascii():
        return name.translate(_INDEX) if "_" in name else name
    spelled = "".join(GREEK.get(letter, letter) for letter in normalise(name)[0])
    return spelled.translate(_INDEX)


_INDEX = str.maketrans("", "", "_{}")


def nearest(name: str, known: Iterable[str], count: int = 2) -> list[str]:
    """Known words that `name` may be a slip of, the most alike first."""
    from difflib import get_close_matches  # only needed for what went wrong

    words = list(dict.fromkeys(known))
    other_case = [word for word in words if word.lower() == name.lower()]
    close = get_close_matches(name, words, n=count, cutoff=0.6)
    return list(dict.fromkeys([*other_case, *close]))[:count]
