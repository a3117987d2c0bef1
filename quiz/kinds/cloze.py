"""Kind `cloze`: blanks in a text, each a term or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from basis.texts import LANGUAGES, Message, Text
from quiz.errors import UnreadableError
from quiz.finding import Problem
from quiz.kinds.computed import computed_prompt
from quiz.kinds.kind import Kind
from quiz.kinds.number import Reading
from quiz.kinds.prompting import At
from quiz.kinds.quantity import Quantity, quantity_problems
from quiz.kinds.term import Term, Understood
from quiz.mark import Answer, Mark
from quiz.prompt import Prompt, Variant
from quiz.question import Question

Blank: TypeAlias = Quantity | Term
#: What was read for a blank; None where nothing was typed.
Filled: TypeAlias = Reading | Understood | None

_GAP = re.compile(r"\[\[\s*([a-z0-9-]+)\s*\]\]")
_SEPARATORS = (r"[;；]", r"\n", r"\|", r",\s", r"[,，]", r"\s/\s")
#: The number of a blank before its answer: "(1) x", "1)x", "1. x", "① x", "1번 x".
_OWN_NUMBER = re.compile(
    r"\s*(?:\(?(\d{1,2})\)(?:\s+|(?=[^\s*/^(]))|(\d{1,2})(?:[.:]|번)\s+|([①-⑳])\s*)(?=\S)"
)


class Cloze(Kind):
    """One answer for each blank is typed, with semicolons between them."""

    def problems(self, question: Question) -> Iterator[Problem]:
        """Blanks that a prompt lacks, has twice or has inside of a formula; unreadable numbers."""
        blanks = question.body["blanks"]
        for lang in LANGUAGES:
            yield from _gap_problems(question.prompt.in_language(lang), blanks, lang)
        for name, body in blanks.items():
            if not _has_words(body):
                yield from quantity_problems(question, body, ("blanks", name))

    def prompt(self, variant: Variant) -> Prompt:
        """Number the blanks in the author's order, which is the same in both languages."""
        blanks = _blanks(variant)
        keys = {name: _key(blank) for name, blank in blanks.items()}
        shown = [blank.shown for blank in blanks.values()]
        key_text = Text(
            ko="; ".join(text.ko for text in shown), en="; ".join(text.en for text in shown)
        )
        how = Message("how_cloze" if len(blanks) > 1 else "how_cloze_one", {"count": len(blanks)})
        prompt = computed_prompt(variant, how=how, key=keys, key_text=key_text)
        places = {name: place for place, name in enumerate(blanks, start=1)}
        text = Text(ko=_numbered(prompt.text.ko, places), en=_numbered(prompt.text.en, places))
        return replace(prompt, text=text)

    def variant_problems(self, prompt: Prompt) -> Iterator[Problem]:
        """What is wrong with each blank."""
        for blank in _blanks(prompt.variant).values():
            yield from blank.problems()

    def read(self, prompt: Prompt, typed: str) -> Answer:
        """Read each blank; one that was left empty is wrong, but not all of them."""
        blanks = _blanks(prompt.variant)
        parts = _parts(typed, len(blanks))
        if not any(parts):
            raise UnreadableError("unreadable_empty", how=prompt.how)
        filled: list[Filled] = []
        for number, (blank, part) in enumerate(zip(blanks.values(), parts, strict=True), start=1):
            try:
                filled.append(blank.read(part) if part else None)
            except UnreadableError as error:
                reason = Message(error.key, error.fields)
                if len(blanks) == 1:
                    raise
                raise UnreadableError("cloze_unreadable", number=number, reason=reason) from None
        return Answer(typed, tuple(filled))

    def mark(self, prompt: Prompt, answer: Answer) -> Mark:
        """The share of the blanks that are right."""
        blanks = _blanks(prompt.variant).values()
        marks = [_mark(blank, filled) for blank, filled in zip(blanks, answer.value, strict=True)]
        return Mark(
            sum(mark.score for mark in marks) / len(marks),
            tuple(
                said for number, mark in enumerate(marks, start=1) for said in _said(number, mark)
            ),
            tuple(dict.fromkeys(name for mark in marks for name in mark.says)),
            tuple(dict.fromkeys(concept for mark in marks for concept in mark.concepts)),
        )

    def chance(self, prompt: Prompt) -> float:
        """Nobody guesses terms or numbers."""
        return 0.0


def _has_words(body: Mapping[str, Any]) -> bool:
    return bool(body.get("answers"))


def _blanks(variant: Variant) -> dict[str, Blank]:
    question = variant.question
    bodies = question.body["blanks"]
    elsewhere = [question.prompt.ko, question.prompt.en]
    for body in filter(_has_words, bodies.values()):
        elsewhere += [*body["answers"]["ko"], *body["answers"]["en"]]

    def blank(name: str, body: Mapping[str, Any]) -> Blank:
        at = ("blanks", name)
        if _has_words(body):
            return Term.of(body, variant.values, elsewhere, at)
        return Quantity.of(body, variant.values, at)

    return {name: blank(name, body) for name, body in bodies.items()}


def _key(blank: Blank) -> float | str:
    return blank.key if isinstance(blank, Quantity) else blank.shown.en


def _mark(blank: Blank, filled: Filled) -> Mark:
    if isinstance(blank, Quantity) and isinstance(filled, Reading):
        return blank.mark(filled)
    if isinstance(blank, Term) and isinstance(filled, Understood):
        return blank.mark(filled)
    return Mark(0.0)


def _said(number: int, mark: Mark) -> Iterator[Message]:
    """What is said about a blank, with its number; a wrong one is at least named."""
    if mark.score < 1.0 and not mark.feedback:
        yield Message("cloze_wrong", {"number": number})
    for message in mark.feedback:
        yield Message("cloze_said", {"number": number, "said": message})


def _parts(typed: str, count: int) -> list[str]:
    """The answers to the blanks, in order.

    Raises:
        UnreadableError: if no way to part the text gives as many as there are blanks.
    """
    if count == 1:
        return _unnumbered([typed])
    for separator in _SEPARATORS:
        parts = re.split(separator, typed.strip())
        if len(parts) == count + 1 and not parts[-1].strip():
            parts.pop()
        if len(parts) == count:
            return _unnumbered(parts)
    found = max(len(re.split(separator, typed.strip())) for separator in _SEPARATORS[:2])
    raise UnreadableError("cloze_count", wanted=count, found=found)


def _unnumbered(parts: Sequence[str]) -> list[str]:
    """Answers without the numbers of their blanks, in the order of these if all are typed."""
    found = [_own_number(part) for part in parts]
    places = [*range(1, len(parts) + 1)]
    if sorted(number for number, _ in found) == places:
        return [bare for _, bare in sorted(found)]
    return [
        bare if number == place else part.strip()
        for place, part, (number, bare) in zip(places, parts, found, strict=True)
    ]


def _own_number(part: str) -> tuple[int, str]:
    """The number of a blank that stands before an answer, 0 if there is none, and the rest."""
    match = _OWN_NUMBER.match(part)
    if match is None:
        return 0, part.strip()
    sign = match[match.lastindex or 0]
    number = int(sign) if sign.isdecimal() else ord(sign) - ord("①") + 1
    return number, part[match.end() :].strip()


def _numbered(text: str, places: Mapping[str, int]) -> str:
    """A prompt with numbered gaps for its blanks."""
    return _GAP.sub(lambda gap: f"({places[gap[1]]})____" if gap[1] in places else gap[0], text)


def _gap_problems(text: str, blanks: Mapping[str, Any], lang: str) -> Iterator[Problem]:
    at: At = ("prompt", lang)
    found = _GAP.findall(text)
    for name in blanks:
        if found.count(name) != 1:
            yield Problem(
                "blank-missing" if name not in found else "blank-twice", at, {"name": name}
            )
    for name in sorted(set(found) - set(blanks)):
        yield Problem("blank-unknown", at, {"name": name, "known": list(blanks)})
    for formula in re.split(r"(?<!\\)\$", text)[1::2]:
        for name in _GAP.findall(formula):
            yield Problem("blank-in-formula", at, {"name": name})
