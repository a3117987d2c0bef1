"""Which catalogued mistake does a failed check look like?

The check's calls are replayed on every wrong variant, each in a worker of its own that lives on.
The mistake is named whose whole record agrees with the learner's: values, gradients, exception
types, NaN patterns, statistics where the calls drew random numbers. It must also differ from the
reference's record, or the calls say nothing about it; and if several mistakes agree, none is named
unless the other failed checks leave one.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.alike import Tolerance, is_random, repeats, same_answer, same_in_law, tells_apart
from grader.answer import Answer, Returned
from grader.cast import Ensemble
from grader.course import Mistake
from grader.halt import Halt
from grader.performer import Performer
from grader.student import Exchange
from grader.verdict import Diagnosis
from grader.wire import Handle, pack

#: CPU seconds a variant may take over one check's calls.
_REPLAY_CPU_S = 5.0
_CACHED = 4_000


@dataclass(frozen=True)
class Failure:
    """A failed check's record.

    Attributes:
        seed: the worker's seed in that check.
        fresh: whether the check ran in a worker of its own.
    """

    check: str
    seed: int
    exchanges: tuple[Exchange, ...]
    fresh: bool = False


class Diagnostician:
    """Replays failures on the variants of one exercise, remembering what they answered."""

    def __init__(self, ensemble: Ensemble) -> None:
        self._ensemble = ensemble
        self._answers: OrderedDict[Any, tuple[Answer | None, ...]] = OrderedDict()
        limits = ensemble.exercise.diagnosis
        self._tolerance = Tolerance(limits.get("rtol"), limits.get("atol"))

    def diagnose(self, failures: Sequence[Failure]) -> Mapping[str, Diagnosis]:
        """Name a mistake for as many of the failed checks as can be named.

        Returns:
            A diagnosis by name of check.
        """
        found = {failure.check: self._candidates(failure) for failure in failures}
        every = [set(ids) for ids in found.values() if ids]
        common = set.intersection(*every) if every else set()
        named = {}
        for check, ids in found.items():
            left = ids if len(ids) == 1 else [id_ for id_ in ids if id_ in common]
            if len(left) == 1:
                named[check] = _diagnosis(self._ensemble.exercise.mistakes[left[0]])
        return named

    def _candidates(self, failure: Failure) -> list[str]:
        """Ids of the mistakes that have a form whose record agrees."""
        theirs = [exchange.answer for exchange in failure.exchanges]
        if not theirs or any(answer is None for answer in theirs):
            return []
        reference = self._replay(None, failure)
        mistakes = self._ensemble.exercise.mistakes.values()
        return [
            mistake.id
            for mistake in mistakes
            if any(self._agrees(form, failure, theirs, reference) for form in mistake.forms)
        ]

    def _agrees(
        self,
        form: Path,
        failure: Failure,
        theirs: Sequence[Answer | None],
        reference: Sequence[Answer | None],
    ) -> bool:
        variant = self._replay(form, failure)
        messages = [exchange.message for exchange in failure.exchanges]
        digests = [digest([message]) for message in messages]
        in_law = False
        for message, mine, other in zip(messages, variant, theirs, strict=True):
            if same_answer(mine, other, self._tolerance):
                continue
            if not (is_random(message) and same_in_law(mine, other)):
                return False
            in_law = True
        if repeats(variant, digests) != repeats(theirs, digests):
            return False
        return self._differs(variant, reference, messages, digests, in_law)

    def _differs(
        self,
        variant: Sequence[Answer | None],
        reference: Sequence[Answer | None],
        messages: Sequence[Any],
        digests: Sequence[bytes],
        in_law: bool,
    ) -> bool:
        """Whether the variant's record tells it from the reference's.

        If the learner's draws agreed only in law, a difference in law is needed too: another
        order of drawing is no mistake.
        """
        if repeats(variant, digests) != repeats(reference, digests):
            return True
        for message, mine, right in zip(messages, variant, reference, strict=True):
            if in_law and is_random(message) and same_in_law(mine, right):
                continue
            if tells_apart(mine, right, self._tolerance):
                return True
        return False

    def _replay(self, form: Path | None, failure: Failure) -> tuple[Answer | None, ...]:
        """The answers of a variant (None: the reference) to a failure's requests, cached."""
        messages = [exchange.message for exchange in failure.exchanges]
        key = (form, failure.check, failure.seed, digest(messages))
        if key not in self._answers:
            performer = self._ensemble.variant(form) if form else self._ensemble.understudy
            self._answers[key] = replay(performer, failure)
            if len(self._answers) > _CACHED:
                self._answers.popitem(last=False)
        self._answers.move_to_end(key)
        return self._answers[key]


def replay(performer: Performer, failure: Failure) -> tuple[Answer | None, ...]:
    """Ask a performer everything that a failed check asked the learner, in order.

    Handles differ from worker to worker, so those in requests are exchanged for the performer's.
    """
    handles: dict[int, Handle] = {}
    answers: list[Answer | None] = []
    performer.begin(failure.seed, _REPLAY_CPU_S)
    for exchange in failure.exchanges:
        try:
            answer = performer.ask(_translated(exchange.message, handles))
        except Halt:
            answers += [None] * (len(failure.exchanges) - len(answers))
            break
        answers.append(answer)
        _pair_handles(exchange.answer, answer, handles)
    return tuple(answers)


def _pair_handles(theirs: Answer | None, mine: Answer, handles: dict[int, Handle]) -> None:
    if isinstance(theirs, Returned) and isinstance(mine, Returned):
        if isinstance(theirs.value, Handle) and isinstance(mine.value, Handle):
            handles[theirs.value.id] = mine.value


def _translated(value: Any, handles: Mapping[int, Handle]) -> Any:
    if isinstance(value, Handle):
        return handles.get(value.id, value)
    if handles and isinstance(value, list):
        return [_translated(part, handles) for part in value]
    return value


def digest(messages: Sequence[Any]) -> bytes:
    """A hash of requests, byte for byte."""
    sha = hashlib.sha256()
    for part in pack(bytes(16), list(messages)):
        sha.update(part)
    return sha.digest()


def _diagnosis(mistake: Mistake) -> Diagnosis:
    return Diagnosis(mistake.id, mistake.says, mistake.hint, mistake.concepts)
