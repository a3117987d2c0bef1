"""Kind `matching`: each thing on the left gets its partner on the right; some there have none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, zip_longest

from basis.texts import Message, Text
from quiz.errors import UnreadableError
from quiz.finding import Problem
from quiz.keyboard import strokes
from quiz.kinds.kind import Kind
from quiz.kinds.labels import cleaned, excerpt, letters, numbers
from quiz.kinds.options import (
    Entry,
    entries,
    label_of,
    labelled,
    name_problems,
    option_problems,
    why,
    why_problems,
)
from quiz.kinds.prompting import make_prompt, prompt_problems
from quiz.kinds.shuffling import shuffled
from quiz.mark import Answer, Mark
from quiz.prompt import Prompt, Variant
from quiz.question import Question

_PIECES = re.compile(r"\d+|[a-z]+|[^\s=:.]")
_NAMES = re.compile(r"([a-z0-9-]+)\s*=\s*([a-z0-9-]+)")


class Matching(Kind):
    """Key and value are (left, right) names in the author's order; partners have one name.

    The score is the share of right pairs.
    """

    def problems(self, question: Question) -> Iterator[Problem]:
        """Names that stand twice."""
        yield from name_problems(entries(question, "pairs", "extra"))

    def prompt(self, variant: Variant) -> Prompt:
        """The left side as the author wrote it, the right one in a drawn order."""
        pairs = entries(variant.question, "pairs")
        partners = entries(variant.question, "pairs", "extra")
        shown = [partners[place] for place in shuffled(len(partners), variant)]
        lefts = labelled(variant, pairs, numbers(len(pairs)), "left")
        rights = labelled(variant, shown, letters(len(shown)), "right")
        example = " ".join(map("{0.label}{1.label}".format, lefts, rights))
        letter = label_of(rights)
        right = " ".join(f"{left.label}{letter[left.name]}" for left in lefts)
        return make_prompt(
            variant,
            how=Message("how_matching", {"example": example}),
            key=tuple((thing.name, thing.name) for thing in pairs),
            key_text=Text(right, right),
            options=lefts,
            others=rights,
        )

    def variant_problems(self, prompt: Prompt) -> Iterator[Problem]:
        """Things on one side that look the same, texts that are empty or cannot be filled."""
        yield from prompt_problems(prompt)
        yield from option_problems(prompt.options, entries(prompt.question, "pairs"), "left")
        partners = entries(prompt.question, "pairs", "extra")
        yield from option_problems(prompt.others, partners, "right")
        yield from why_problems(prompt.variant, entries(prompt.question, "extra"))

    def read(self, prompt: Prompt, typed: str) -> Answer:
        """A letter for every number, or letters only, in the order of the numbers."""
        chosen: dict[str, str] = {}
        for left, right in _pairs(prompt, typed):
            if left in chosen or right in chosen.values():
                twice = left if left in chosen else right
                raise UnreadableError("unreadable_twice", found=twice, how=prompt.how)
            chosen[left] = right
        missing = [left.label for left in prompt.options if left.label not in chosen]
        if missing:
            raise UnreadableError("unreadable_missing", missing=missing, how=prompt.how)
        name = {right.label: right.name for right in prompt.others}
        return Answer(
            typed, tuple((left.name, name[chosen[left.label]]) for left in prompt.options)
        )

    def mark(self, prompt: Prompt, answer: Answer) -> Mark:
        """Names every wrong pair; a partner of nobody says why."""
        wrong = [pair for pair in answer.value if pair not in prompt.key]
        extras = {thing.name: thing for thing in entries(prompt.question, "extra")}
        return Mark(
            score=1 - len(wrong) / len(prompt.key),
            feedback=tuple(_about(prompt, left, right, extras.get(right)) for left, right in wrong),
            says=tuple(right if right in extras else left for left, right in wrong),
        )

    def spell(self, prompt: Prompt, answer: str) -> str:
        """Labels for pairs of names: `left=right`."""
        lefts, rights = label_of(prompt.options), label_of(prompt.others)
        return _NAMES.sub(
            lambda pair: f"{lefts.get(pair[1], pair[1])} {rights.get(pair[2], pair[2])}", answer
        )

    def chance(self, prompt: Prompt) -> float:
        """Each left thing meets its partner once in the number of partners."""
        return 1 / len(prompt.others)


def _pairs(prompt: Prompt, typed: str) -> Iterator[tuple[str, str]]:
    """Labels of the left and the right side, as they were typed."""
    lefts = {option.label for option in prompt.options}
    rights = {option.label for option in prompt.others}
    pieces = list(_pieces(typed, lefts | rights))
    if not pieces:
        raise UnreadableError("unreadable_empty", how=prompt.how)
    for piece in pieces:
        if piece not in lefts | rights:
            # Words in Hangul are shown as they were typed, not as the keys that were pressed.
            found = piece if piece in typed.casefold() else typed.strip()
            raise UnreadableError("unreadable_option", found=excerpt(found), how=prompt.how)
    if lefts.isdisjoint(pieces):
        pieces = list(chain(*zip(numbers(len(pieces)), pieces, strict=True)))
    for one, other in zip_longest(pieces[::2], pieces[1::2], fillvalue=""):
        if one in lefts and other in rights:
            yield one, other
        elif one in rights and other in lefts:
            yield other, one
        else:
            raise UnreadableError("unreadable_pairs", how=prompt.how)


def _pieces(typed: str, known: set[str]) -> Iterator[str]:
    """Numbers and letters; also letters that a Korean keyboard turned into jamo."""
    for piece in _PIECES.findall(strokes(cleaned(typed, dashes=True)).casefold()):
        if piece not in known and set(piece) <= known and piece.isalpha():  # "cab"
            yield from piece
        else:
            yield piece


def _about(prompt: Prompt, left: str, right: str, extra: Entry | None) -> Message:
    one = next(option for option in prompt.options if option.name == left)
    other = next(option for option in prompt.others if option.name == right)
    fields = {"label": one.label + other.label, "left": one.text, "right": other.text}
    said = why(prompt.variant, extra) if extra else ()
    if said:
        return Message("matching_extra", {**fields, "why": said[0]})
    return Message("matching_wrong", fields)
