"""What the words of a formula may stand for: declared names first, then constants and functions."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from quiz.errors import FormulaError
from quiz.language.functions import ALIASES, CONSTANTS, FUNCTIONS
from quiz.language.spelling import fold, nearest
from quiz.language.tokens import Token

_FUNCTIONS = {fold(name): name for name in FUNCTIONS} | {
    fold(alias): name for alias, name in ALIASES.items()
}

#: Characters of names side by side without a sign; nobody types more.
LONGEST_PRODUCT = 24

_KNOWN_FUNCTIONS = (*FUNCTIONS, "ln")

#: What people call a function by its usual letter, where that is no declared name.
_LETTERS = {"sigma": "sigmoid", "Phi": "normcdf", "Gamma": "gamma", "phi": "normpdf"}


class Vocabulary:
    """The declared names of a formula, with everything that is known without being declared.

    A declared name hides a function or a constant: `gamma` may be a discount, `e` an error.
    """

    def __init__(self, names: Collection[str]) -> None:
        self.names = tuple(names)
        self._declared = {fold(name): name for name in names}

    def name(self, word: str) -> str | None:
        """The declared name that a word spells."""
        return self._declared.get(fold(word))

    def constant(self, word: str) -> str | None:
        """The constant that a word spells."""
        spelled = fold(word)
        return spelled if spelled in CONSTANTS else "pi" if spelled in ("Pi", "PI") else None

    def function(self, word: str) -> str | None:
        """The function that a word spells, whatever its capitals; none of a single letter."""
        spelled = fold(word)
        return _FUNCTIONS.get(spelled) or (
            _FUNCTIONS.get(spelled.lower()) if len(spelled) > 1 and word.isascii() else None
        )

    def product(self, word: str, called: bool) -> tuple[list[str], list[str]]:
        """Cut a word that stands for nothing as a whole into declared names: pr is p*r.

        As few and as long names as possible are taken: where sigma and x are declared, sigmax is
        sigma*x, whatever else may be.

        Args:
            word: as typed.
            called: whether a parenthesis follows.

        Returns:
            The pieces, none if it cannot be cut or may be meant as a function; and those of
            another cut that is not just a finer one, none if there is none.
        """
        whole = self.name(word) or self.constant(word) or self.function(word)
        if whole or "_" in word or not word.isascii() or len(word) > LONGEST_PRODUCT:
            return [], []
        if self._argument(word) or called and any(word.endswith(name) for name in _FUNCTIONS):
            return [], []
        pieces = _cut(word, self._declared)
        ends = [len("".join(pieces[:count])) for count in range(1, len(pieces))]
        known = self._declared.keys() | CONSTANTS.keys()
        others = (_cut(word, known, avoided=end) for end in ends)
        return pieces, next(filter(None, others), [])

    def unknown(self, text: str, token: Token, called: bool) -> FormulaError:
        """The error of a word that stands for nothing.

        Args:
            text: the whole formula as typed.
            token: the word.
            called: whether a parenthesis follows.
        """

        def instead(new: str) -> str:
            return text[: token.start] + new + text[token.end :]

        typed: tuple[str, ...]
        column, spelled = token.start + 1, fold(token.text)
        found = text[token.start : token.end]
        if not called and (argument := self._argument(spelled)):
            written = "{}({})".format(*argument)
            typed = (instead(written),)
            return FormulaError(
                "formula_function_bare", column, typed, function=argument[0], first=written
            )
        if parts := self._parts(spelled, called):
            written = "*".join(parts)
            return FormulaError(
                "formula_joined", column, (instead(written),), found=found, first=written
            )
        if index := self._index(token.text):
            typed = tuple(map(instead, index))
            return FormulaError(
                "formula_index", column, typed, found=found, first=index[0], second=index[1]
            )
        if called and (usual := _LETTERS.get(spelled)):
            near = [usual]
        else:
            near = nearest(spelled, (*self.names, *(_KNOWN_FUNCTIONS if called else CONSTANTS)))
        key = "formula_unknown_function" if called else "formula_unknown_name"
        return FormulaError(
            key + ("_near" if near else ""),
            column,
            tuple(instead(word) for word in near),
            found=found,
            near=near[0] if near else "",
            known=list(self.names),
        )

    def _argument(self, word: str) -> tuple[str, str] | None:
        """Cut logx into a function and a declared name."""
        for end in range(len(word) - 1, 1, -1):
            if word[:end] in _FUNCTIONS and (name := self._declared.get(word[end:])):
                return word[:end], name
        return None

    def _index(self, word: str) -> tuple[str, str] | None:
        """Cut x2 into declared names and a number: a power or a multiple of them?"""
        name = word.rstrip("0123456789")
        digits = word[len(name) :]
        declared = self.name(name)
        factors = [declared] if declared else self.product(name, False)[0]
        product = "*".join(factors)
        return (f"{product}^{digits}", f"{digits}*{product}") if factors and digits > "1" else None

    def _parts(self, word: str, called: bool) -> list[str]:
        """Cut a word into declared names and constants, with a function at the end of a call."""
        known = {**self._declared, **{name: name for name in CONSTANTS}}
        longest = max(map(len, (*known, *_FUNCTIONS)))
        cuts: dict[int, list[str]] = {0: []}
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - longest), end):
                piece = word[start:end]
                last = called and end == len(word) and _FUNCTIONS.get(piece) and piece
                found = known.get(piece) or last
                if (
                    start in cuts
                    and found
                    and (end not in cuts or len(cuts[end]) > len(cuts[start]))
                ):
                    cuts[end] = [*cuts[start], found]
        parts = cuts.get(len(word), [])
        return parts if len(parts) > 1 else []


def _cut(word: str, known: Collection[str], avoided: int = -1) -> list[str]:
    """Cut a word into as few known pieces as possible; [] if it cannot be.

    Args:
        word: what to cut.
        known: the pieces there are.
        avoided: where it must not be cut, as the count of characters before.
    """
    longest = max(map(len, known), default=0)
    cuts: dict[int, list[str]] = {0: []}
    for end in range(1, len(word) + 1):
        starts = (
            s for s in range(max(0, end - longest), end) if s in cuts and word[s:end] in known
        )
        best = min(starts, key=lambda start: len(cuts[start]), default=None)
        if best is not None and end != avoided:
            cuts[end] = [*cuts[best], word[best:end]]
    return cuts.get(len(word), [])


@lru_cache(maxsize=256)
def vocabulary(names: tuple[str, ...]) -> Vocabulary:
    """The vocabulary of some declared names."""
    return Vocabulary(names)
