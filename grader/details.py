"""What stands under a check that did not pass: the message, the evidence, the mistake. Pure.

A piece of advice is a list of (text, style) paragraphs; grader/report.py puts them on the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from grader.clean import clean
from grader.texts import Texts
from grader.verdict import CheckResult, Diagnosis, Frame, Outcome

_MOST_FRAMES = 4
_MOST_PRINTED = 8  # lines
_LONGEST = 1_000  # characters of one paragraph

#: Rungs on which the call itself does not matter: it was never made.
_NO_CALL = ("exists", "callable")

#: Outcomes whose message names the innermost frame itself, where one is known.
_PLACED = (Outcome.TIMEOUT,)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph under a check; `code` paragraphs stand further in and keep their spaces."""

    text: str
    style: str = ""
    code: bool = False


@dataclass(frozen=True)
class Coaching:
    """What a report may say beyond the verdict.

    Attributes:
        slug: the exercise, for the commands that lead on; "" leaves them out.
        repeats: for a mistake's id, how many versions in a row looked like it.
        watched: whether the next save is judged by itself, so that nobody needs to be told to.
    """

    slug: str = ""
    repeats: Mapping[str, int] = field(default_factory=dict)
    watched: bool = False


class Details:
    """The paragraphs under the checks of one verdict; what was said once is not said again.

    Args:
        texts: the language.
        coaching: what is known of earlier versions.
    """

    def __init__(self, texts: Texts, coaching: Coaching) -> None:
        self._texts = texts
        self._coaching = coaching
        self._first: dict[object, CheckResult] = {}  # what was said, and under which check

    def of(self, check: CheckResult) -> Iterator[Paragraph]:
        """The paragraphs under one check."""
        if check.outcome in (Outcome.PASSED, Outcome.SKIPPED, Outcome.NOT_WRITTEN):
            return
        if check.message is not None:
            yield from self._failure(check, self._texts.message(check.message))
        for part in check.partial:
            yield Paragraph(self._texts("part_earned", part=part), "dim")
        if check.diagnosis is not None:
            yield from self._mistake(check, check.diagnosis)
        if check.printed.strip() and self._is_new(("printed", check.printed), check):
            yield from printed(check.printed, self._texts)

    def _is_new(self, said: object, check: CheckResult) -> bool:
        return self._first.setdefault(said, check) is check

    def _failure(self, check: CheckResult, message: str) -> Iterator[Paragraph]:
        said = (message, check.frames)
        # What is wrong with a value differs from check to check even if the words do not.
        about_value = check.evidence.get("rung") not in (None, *_NO_CALL)
        if not about_value and not self._is_new(said, check):
            yield Paragraph(self._texts("same_as", title=self._first[said].title), "dim")
            return
        if check.evidence.get("call") and check.evidence.get("rung") not in _NO_CALL:
            yield Paragraph(str(check.evidence["call"]), "dim")
        placed = check.outcome in _PLACED
        if not placed:
            yield from frames(check.frames, self._texts)
        yield Paragraph(message[:_LONGEST])
        if placed:
            yield from frames(check.frames[-1:], self._texts, placed=True)
        yield from self._evidence(check.evidence)

    def _evidence(self, evidence: Mapping[str, Any]) -> Iterator[Paragraph]:
        """The facts that the message itself leaves out."""
        if evidence.get("largest") is not None:
            key = "largest_error" if evidence.get("relative") is None else "largest_relative"
            yield Paragraph(self._texts.fill(key, evidence))
        if "expected" in evidence and "got" in evidence:
            where = evidence.get("at") or ""
            what = self._texts.name(str(evidence.get("what", "")))
            place = f"{what}{list(where) if where else ''}"
            fields = {"place": place} | {k: _value(evidence[k]) for k in ("expected", "got")}
            yield Paragraph(self._texts.fill("expected_got", fields))
        numbers = evidence.get("numbers")
        if isinstance(numbers, Mapping) and numbers:
            yield Paragraph(", ".join(f"{k} = {_value(v)}" for k, v in numbers.items()))

    def _mistake(self, check: CheckResult, diagnosis: Diagnosis) -> Iterator[Paragraph]:
        mistake = diagnosis.mistake
        if not self._is_new(("mistake", mistake), check):
            yield Paragraph(self._texts("same_mistake", mistake=mistake), "bold")
            return
        yield Paragraph(self._texts("looks_like", mistake=mistake, says=diagnosis.says), "bold")
        # One hint at a time: that of the first mistake, as it may well explain the others.
        if not self._is_new("hint", check):
            return
        if diagnosis.hint is not None:
            yield Paragraph(self._texts("mistake_hint", hint=diagnosis.hint), "cyan")
        count = self._coaching.repeats.get(mistake, 1)
        if count > 1 and self._coaching.slug:
            fields = {"count": count, "slug": self._coaching.slug}
            yield Paragraph(self._texts.fill("mistake_repeats", fields), "dim")


def frames(found: tuple[Frame, ...], texts: Texts, *, placed: bool = False) -> Iterator[Paragraph]:
    """A learner's own frames, outermost first; the middle of a long chain is left out.

    Args:
        found: the frames.
        texts: the language.
        placed: whether the place was said already, so that only the code is left to show.
    """
    runs = [(frame, len(list(same))) for frame, same in groupby(found)]  # recursion repeats
    left_out = len(runs) - _MOST_FRAMES
    for i, (frame, times) in enumerate(runs):
        if left_out > 0 and i == 1:
            yield Paragraph(texts("frames_left_out", count=left_out), "dim")
        if left_out > 0 and 1 <= i <= left_out:
            continue
        fields = {"file": frame.file, "line": frame.line, "function": frame.function}
        key = "frame_at_top" if frame.function in ("", "<module>") else "frame"
        if not placed:
            yield Paragraph(texts.fill(key, fields))
        if frame.code.strip():
            yield Paragraph(clean(frame.code.strip(), 200), code=True)
        if times > 1:
            yield Paragraph(texts("frame_repeats", count=times), "dim")


def printed(text: str, texts: Texts) -> Iterator[Paragraph]:
    """What a learner's code printed: the first lines, and how many more there are."""
    lines = text.rstrip().splitlines()
    yield Paragraph(texts("printed"), "dim")
    for line in lines[:_MOST_PRINTED]:
        yield Paragraph(clean(line, 200), code=True)
    if len(lines) > _MOST_PRINTED:
        yield Paragraph(texts("printed_more", count=len(lines) - _MOST_PRINTED), "dim")


def _value(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
