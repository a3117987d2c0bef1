"""When two short texts say the same: what typing and grammar change is folded away.

`fold` takes away case, accents, spacing, hyphens and punctuation, full-width and decomposed forms.
What distinguishes terms stays: digits with what stands between them ("2-3", "0.5"), a sign before
a number, and symbols such as + and <. Two rules of Korean spelling that few keep are folded as
well: 률 or 율, 렬 or 열 (학습율), and the ㅅ before 값 (최대값). `same` also looks past Korean
particles at the end, English articles and the plural, but only where an alias is left then: 평가
does not lose its 가.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

#: Dashes and minus signs that NFKC leaves apart.
_ALIKE = str.maketrans({dash: "-" for dash in "‐‑‒–—―−﹣－"})

#: Spellings of the same Sino-Korean syllables, which depend on the sound before them.
_SOUNDS = str.maketrans("률렬", "율열")
_BEFORE_VALUE = re.compile(r"[가-힣](?=값)")

_ACCENTS = re.compile(r"(?<=[^\W\d_])[\u0300-\u036f]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SPACES = re.compile(r"\s+")
#: What is kept of a text, piece by piece.
_KEPT = re.compile(
    r"""[^\W_]                                      # letters and digits
    | [+<>=±×÷≤≥≠≈∞→%\#*|∇∂∫∑∏∝∈∉⊂∪∩⊥¬]                          # symbols that make another term
    | (?<=\d)[-.,:/\ ](?=\d)                        # between two digits
    | (?<![^\W_])(?<![^\W_]\ )-(?=\.?\d)            # the sign of a number
    | (?<![^\W_])\.(?=\d)                           # ".5"
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\s\-_/]+")
_ARTICLE = re.compile(r"^\s*(?:the|an?)\s+", re.IGNORECASE)

#: Particles and closing verbs, after folding.
_ENDINGS = (
    *("은", "는", "이", "가", "을", "를", "의", "과", "와", "에", "에서", "로", "으로"),
    *("다", "이다", "임", "입니다", "요", "이요", "예요", "에요", "이에요", "이라고", "라고"),
    *(
        f"{quote}{verb}"
        for quote in ("라고", "이라고", "라", "이라")
        for verb in ("한다", "합니다", "부른다", "부릅니다")
    ),
    *("인것같다", "인것같습니다", "같습니다"),
)
#: Place of ㅅ among the finals of a syllable.
_FINAL = 19
#: A word of one letter or syllable would become another one: 주의 is not 주.
_STEM = 2
#: Words that end in these are no plurals: loss, bias, analysis, corpus.
_NO_PLURAL = ("ss", "as", "is", "us")
_LONG_PLURAL = ("ses", "xes", "zes", "ches", "shes")
_ACRONYMS = re.compile(r"(?<=[A-Z])s(?=\W*\Z)")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A text without what does not tell one term from another.

    >>> fold("Kullback–Leibler 발산"), fold("Ｋ-means++"), fold("고윳값")
    ('kullbackleibler발산', 'kmeans++', '고유값')
    """
    return _BEFORE_VALUE.sub(_without_final, bare(text).translate(_SOUNDS))


def bare(text: str) -> str:
    """A text folded, but for the rules of Korean spelling."""
    apart = unicodedata.normalize("NFKD", text.translate(_ALIKE)).casefold()
    plain = unicodedata.normalize("NFKC", _ACCENTS.sub("", apart)).translate(_ALIKE)
    return "".join(_KEPT.findall(_THOUSANDS.sub("", _SPACES.sub(" ", plain.strip()))))


def _without_final(syllable: re.Match[str]) -> str:
    """고윳값 is 고유값: a final ㅅ that only marks the compound."""
    code = ord(syllable[0])
    return chr(code - _FINAL) if (code - 0xAC00) % 28 == _FINAL else syllable[0]


def words(text: str) -> list[str]:
    """The words of a text, each folded."""
    return [folded for word in _WORD.findall(text) if (folded := fold(word))]


def same(typed: str, aliases: Iterable[str]) -> bool:
    """Whether a text is one of the aliases, up to folding, particles, articles and the plural.

    >>> same("the KL divergences", ["KL divergence"]), same("과적합입니다", ["과적합"])
    (True, True)
    """
    known = {base for alias in aliases for base in _bases(alias)}
    return not known.isdisjoint(_bases(typed)) or not known.isdisjoint(_stems(typed))


@lru_cache(maxsize=4096)
def _bases(text: str) -> frozenset[str]:
    """The text and its singular, each with and without the article."""
    whole = (text, _ARTICLE.sub("", text, count=1), _ACRONYMS.sub("", text))
    found = set(filter(None, map(fold, whole)))
    for folded in tuple(found):
        if len(folded) > 3 and folded.endswith("s") and not folded.endswith(_NO_PLURAL):
            found.add(folded[:-1])
        if folded.endswith(_LONG_PLURAL):
            found.add(folded[:-2])
        if len(folded) > 4 and folded.endswith("ies"):
            found.add(folded[:-3] + "y")
    return frozenset(found)


def _stems(text: str) -> Iterator[str]:
    """The text without its Korean ending, for each ending that it may have."""
    for base in _bases(text):
        for ending in _ENDINGS:
            if base.endswith(ending) and len(base) >= _STEM + len(ending):
                yield base[: -len(ending)]
