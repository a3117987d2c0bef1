"""Letters in other shapes: double-struck, script, bold; small raised and lowered ones; accents."""

from __future__ import annotations

import unicodedata

#: Letters of the mathematical alphabets that Unicode put elsewhere before it had the alphabets.
_ELSEWHERE = {
    "double": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    "script": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "fraktur": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
    "bold": {},
}

#: First capital, small letter, digit, Greek capital and Greek small letter; 0 where there are none.
_FIRST = {
    "double": (0x1D538, 0x1D552, 0x1D7D8, 0, 0),
    "script": (0x1D49C, 0x1D4B6, 0, 0, 0),
    "fraktur": (0x1D504, 0x1D51E, 0, 0, 0),
    "bold": (0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2),
}
_RANGES = (("A", "Z"), ("a", "z"), ("0", "9"), ("Α", "Ω"), ("α", "ω"))
_BOLD_SIGNS = {"∇": "𝛁", "∂": "𝛛", "ϵ": "𝛜", "ϕ": "𝛟", "ϑ": "𝛝"}


def styled(letter: str, alphabet: str) -> str:
    """A letter or digit in an alphabet; itself where the alphabet has no such letter."""
    if letter in _ELSEWHERE[alphabet]:
        return _ELSEWHERE[alphabet][letter]
    if alphabet == "bold" and letter in _BOLD_SIGNS:
        return _BOLD_SIGNS[letter]
    for first, (low, high) in zip(_FIRST[alphabet], _RANGES, strict=True):
        if first and low <= letter <= high:
            return chr(first + ord(letter) - ord(low))
    return letter


def unstyled(glyph: str) -> tuple[str, str] | None:
    """The plain letter of a styled one and its alphabet; None for what is plain already."""
    return _PLAIN.get(glyph)


def _all_styled() -> dict[str, tuple[str, str]]:
    found = {}
    for alphabet in _FIRST:
        for low, high in _RANGES:
            for code in range(ord(low), ord(high) + 1):
                if (glyph := styled(chr(code), alphabet)) != chr(code):
                    found[glyph] = (chr(code), alphabet)
    return found | {glyph: (letter, "bold") for letter, glyph in _BOLD_SIGNS.items()}


_PLAIN = _all_styled()

_RAISED = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW⊤′*⋆∘†",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵀ′*⋆°†",
        strict=True,
    )
)
_LOWERED = dict(
    zip("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
_PRIMES = {"′′": "″", "′′′": "‴"}

#: More small letters than this, or more of them in a row, are hard to read.
_LONGEST = 6
_LONGEST_WORD = 3


def raised(text: str) -> str | None:
    """A text in small raised letters; None if one is missing, or it would be hard to read."""
    return _PRIMES.get(text) or _small(text, _RAISED)


def lowered(text: str) -> str | None:
    """A text in small lowered letters; None if one is missing, or it would be hard to read."""
    return _small(text, _LOWERED)


def _small(text: str, table: dict[str, str]) -> str | None:
    if len(text) > _LONGEST or any(character not in table for character in text):
        return None
    run = 0
    for character in text:
        run = run + 1 if character.isalpha() else 0
        if run > _LONGEST_WORD:
            return None
    return "".join(table[character] for character in text)


#: Accents that a terminal can put on one letter.
_COMBINING = {
    "hat": "\u0302",
    "bar": "\u0304",
    "tilde": "\u0303",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "breve": "\u0306",
    "acute": "\u0301",
    "grave": "\u0300",
    "mathring": "\u030a",
}


def accented(letter: str, accent: str) -> str | None:
    """One letter with an accent on it, one cell wide; None where it would not stand well."""
    if accent not in _COMBINING or len(letter) != 1 or not letter.isalnum():
        return None
    if unicodedata.combining(unicodedata.normalize("NFD", letter)[-1]):
        return None  # a second accent: terminals pile them up badly
    if unicodedata.east_asian_width(letter) in "WF":
        return None
    return unicodedata.normalize("NFC", letter + _COMBINING[accent])
