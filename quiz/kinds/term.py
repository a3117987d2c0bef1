"""A term to be named: the answer of a `text` question and of a blank with words.

What a learner may type for it, both languages always counting, is looked up in this order: a term
as it is written, up to folding and grammar (quiz/folding.py); the same keys pressed in the wrong
keyboard layout; one slip of spelling, where it is nearer to no other term. Several terms at once
never buy a point: they are unreadable unless all of them mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from basis.texts import Message, Text
from quiz.errors import UnreadableError
from quiz.finding import Problem
from quiz.folding import bare, fold, same, words
from quiz.keyboard import has_loose_jamo, strokes
from quiz.kinds.misconceptions import Misconception, declared, misconception_problems
from quiz.kinds.prompting import At
from quiz.mark import Mark
from quiz.spelling import one_slip_off
from quiz.variants.template import fill

#: Characters of an answer; no term is longer.
LONGEST = 200
#: Spellings of the same term that may stand beside each other.
MOST_SPELLINGS = 4

_SEPARATORS = re.compile(r"[,;/|(){}\[\]\n、，；（）]|\s(?:or|또는|혹은|아니면)\s", re.IGNORECASE)
_SYLLABLES = re.compile("[가-힣]")
#: What has separators and is one term all the same: O(n log n), p(z|x).
_NOTATION = re.compile(r"\s*[A-Za-zΑ-ω]\([^;\n]*\)\s*")

#: All ways to write a term.
Aliases = tuple[str, ...]


@dataclass(frozen=True)
class Understood:
    """What a text was taken for.

    Attributes:
        right: whether it is the key.
        misconception: the misconception that it is, if any.
        remark: how it should have been written, if it was taken with a slip.
    """

    right: bool = False
    misconception: Misconception[Aliases] | None = None
    remark: Message | None = None


@dataclass(frozen=True)
class Term:
    """A term with what it is mistaken for.

    Attributes:
        aliases: what is right.
        elsewhere: folded words and terms of the question; typing one of them is no slip.
        shown: the term as it is shown after the answer.
    """

    aliases: Aliases
    misconceptions: tuple[Misconception[Aliases], ...]
    elsewhere: frozenset[str]
    shown: Text
    at: At

    @classmethod
    def of(
        cls,
        body: Mapping[str, Any],
        values: Mapping[str, Any],
        elsewhere: Iterable[str] = (),
        at: At = (),
    ) -> Term:
        """Read a term from the body of a question or of a blank.

        Args:
            body: what declares it.
            values: what its templates may use.
            elsewhere: other texts and terms of the question.
            at: keys that lead to `body`.

        Raises:
            VariantError: if a template cannot be filled.
        """

        def aliases(entry: Mapping[str, Any], place: At) -> Aliases:
            return tuple(
                fill(alias, values, (*place, "answers", lang, index))
                for lang in ("ko", "en")
                for index, alias in enumerate(entry["answers"][lang])
            )

        first = {lang: fill(body["answers"][lang][0], values) for lang in ("ko", "en")}
        return cls(
            aliases(body, at),
            declared(body, {**values, "key": first["en"]}, at, aliases),
            frozenset(word for text in elsewhere for word in (fold(text), *words(text))),
            Text(**first),
            at,
        )

    def read(self, typed: str) -> Understood:
        """Look up what was typed.

        Raises:
            UnreadableError: if it is empty, far too long, has loose jamo, or names several terms.
        """
        if len(typed) > LONGEST:
            raise UnreadableError("text_too_long", longest=LONGEST)
        if not fold(typed):
            raise UnreadableError("text_empty")
        found = self._written(typed) or self._mistyped(typed) or self._misspelt(typed)
        if found:
            return found
        if has_loose_jamo(typed):
            raise _loose_jamo(typed)
        parts = [part for part in _SEPARATORS.split(typed) if fold(part)]
        if len(parts) < 2 or _NOTATION.fullmatch(typed):
            return Understood()
        first = self._written(parts[0])
        others = (self._written(part) for part in parts[1:])
        if first is None or len(parts) > MOST_SPELLINGS or any(each != first for each in others):
            raise UnreadableError("text_several")
        return first

    def mark(self, understood: Understood) -> Mark:
        """Judge what was read."""
        remarks = (understood.remark,) if understood.remark else ()
        if understood.misconception:
            return understood.misconception.betrayed(0.0, *remarks)
        return Mark(1.0 if understood.right else 0.0, remarks)

    def problems(self) -> Iterator[Problem]:
        """Aliases that say nothing, and misconceptions that say the same as the key."""
        known = [(self.at, self.aliases)]
        for index, one in enumerate(self.misconceptions):
            known.append(((*self.at, "misconceptions", index), one.value))
        for place, aliases in known:
            for alias in aliases:
                if not fold(alias) or len(alias) > LONGEST:
                    yield Problem("unusable-alias", (*place, "answers"), {"alias": alias})
        yield from misconception_problems(self.aliases, self.misconceptions, _share_one, self.at)

    def _written(self, typed: str) -> Understood | None:
        folded = fold(typed)
        return self._first(lambda alias: fold(alias) == folded) or self._first(
            lambda alias: same(typed, (alias,))
        )

    def _mistyped(self, typed: str) -> Understood | None:
        keys = strokes(bare(typed)).casefold()
        loose = has_loose_jamo(typed)

        def same_keys(alias: str) -> bool:
            # Whole syllables for another Hangul word are no slip: 굼 has the keys of 꿈.
            slipped = loose or not (_SYLLABLES.search(typed) and _SYLLABLES.search(alias))
            return slipped and strokes(bare(alias)).casefold() == keys

        return self._first(same_keys, "text_mistyped")

    def _misspelt(self, typed: str) -> Understood | None:
        if fold(typed) in self.elsewhere:
            return None
        near = list(self._all(lambda alias: one_slip_off(typed, alias), "text_misspelt"))
        return near[0] if len(near) == 1 else None

    def _first(self, fits: Callable[[str], bool], remark: str = "") -> Understood | None:
        return next(self._all(fits, remark), None)

    def _all(self, fits: Callable[[str], bool], remark: str = "") -> Iterator[Understood]:
        """What the aliases that fit mean, the key first, each meaning once."""
        choices: list[tuple[Misconception[Aliases] | None, Iterable[str]]] = [(None, self.aliases)]
        choices += [(one, one.value) for one in self.misconceptions]
        for misconception, aliases in choices:
            alias = next(filter(fits, aliases), None)
            if alias is not None:
                said = Message(remark, {"term": alias}) if remark else None
                yield Understood(misconception is None, misconception, said)


def _share_one(some: Aliases, others: Aliases) -> bool:
    return any(same(alias, some) for alias in others)


def _loose_jamo(typed: str) -> UnreadableError:
    """Korean letters outside of syllables: often English typed while the keyboard was Korean."""
    english = strokes(typed).lower()
    if english.isascii() and not _SYLLABLES.search(typed[:1]):
        return UnreadableError("text_loose_jamo_english", typed=typed.strip(), english=english)
    return UnreadableError("text_loose_jamo", typed=typed.strip())
