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

import numpy as np

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
_REPLAY_CPU_S = 2.0
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

    def size(self) -> int:
        """Bytes of the arrays that the learner answered with."""
        return sum(_bytes(exchange.answer) for exchange in self.exchanges)


def _bytes(value: Any) -> int:
    if isinstance(value, Returned):
        return _bytes(value.value)
    if isinstance(value, tuple | list):
        return sum(map(_bytes, value))
    if isinstance(value, dict):
        return sum(map(_bytes, value.values()))
    return int(getattr(value, "nbytes", 0))


class Diagnostician:
    """Replays failures on the variants of one exercise, remembering what they answered."""

    def __init__(self, ensemble: Ensemble) -> None:
        self._ensemble = ensemble
        self._replays: OrderedDict[Any, Replay] = OrderedDict()
        limits = ensemble.exercise.diagnosis
        self._tolerance = Tolerance(limits.get("rtol"), limits.get("atol"))

    def diagnose(self, failures: Sequence[Failure]) -> Mapping[str, Diagnosis]:
        """Name a mistake for as many of the failed checks as can be named.

        Returns:
            A diagnosis by name of check.
        """
        with np.errstate(all="ignore"):  # what is compared may be any numbers at all
            return self._named(failures)

    def _named(self, failures: Sequence[Failure]) -> Mapping[str, Diagnosis]:
        found: dict[str, list[Mistake]] = {}
        likely: list[Mistake] = []
        for failure in failures:
            found[failure.check] = self._candidates(failure, likely)
            likely = found[failure.check] or likely
        every = [{mistake.id for mistake in some} for some in found.values() if some]
        common = set.intersection(*every) if every else set()
        named = {}
        for check, some in found.items():
            left = some if len(some) == 1 else [one for one in some if one.id in common]
            if len(left) == 1:
                named[check] = _diagnosis(left[0])
        return named

    def _candidates(self, failure: Failure, likely: Sequence[Mistake]) -> list[Mistake]:
        """The mistakes that have a form whose record agrees.

        What an earlier check looked like is tried first, and is enough: one mistake is the rule.
        """
        case = _Case.of(failure)
        if case is None:
            return []
        every = self._ensemble.exercise.mistakes.values()
        others = [mistake for mistake in every if mistake not in likely]
        for some in (likely, others):
            agreeing = [m for m in some if any(self._agrees(form, case) for form in m.forms)]
            if agreeing:
                return agreeing
        return []

    def _agrees(self, form: Path, case: _Case) -> bool:
        variant = self._replay(form, case)
        in_law = False
        for i in range(len(case.messages)):
            agreement = self._agreement(case, i, variant.answer(i))
            if agreement is None:
                return False
            in_law = in_law or agreement == "in law"
        if repeats(variant.answers, case.digests) != repeats(case.theirs, case.digests):
            return False
        return self._differs(variant, self._replay(None, case), case, in_law)

    def _agreement(self, case: _Case, i: int, answer: Answer | None) -> str | None:
        """How a variant's answer agrees with the learner's: "by value", "in law" or not."""
        if same_answer(answer, case.theirs[i], self._tolerance):
            return "by value"
        if is_random(case.messages[i]) and same_in_law(answer, case.theirs[i]):
            return "in law"
        return None

    def _differs(self, variant: Replay, reference: Replay, case: _Case, in_law: bool) -> bool:
        """Whether the variant's record tells it from the reference's.

        If the learner's draws agreed only in law, a difference in law is needed too: another
        order of drawing is no mistake.
        """
        right = [reference.answer(i) for i in range(len(case.messages))]
        if repeats(variant.answers, case.digests) != repeats(right, case.digests):
            return True
        for message, mine, other in zip(case.messages, variant.answers, right, strict=True):
            if in_law and is_random(message) and same_in_law(mine, other):
                continue
            if tells_apart(mine, other, self._tolerance):
                return True
        return False

    def _replay(self, form: Path | None, case: _Case) -> Replay:
        """A variant (None: the reference) answering a failure's requests, remembered."""
        key = (form, case.failure.check, case.failure.seed, case.key)
        if key not in self._replays:
            performer = self._ensemble.variant(form) if form else self._ensemble.understudy
            self._replays[key] = Replay(performer, case.failure)
            if len(self._replays) > _CACHED:
                self._replays.popitem(last=False)
        self._replays.move_to_end(key)
        return self._replays[key]


@dataclass(frozen=True)
class _Case:
    """A failure ready to be compared: requests, their hashes, the learner's answers."""

    failure: Failure
    messages: tuple[list[Any], ...]
    digests: tuple[bytes, ...]
    theirs: tuple[Answer, ...]

    @classmethod
    def of(cls, failure: Failure) -> _Case | None:
        """The case of a failure, or None if there is nothing to compare."""
        theirs = tuple(e.answer for e in failure.exchanges if e.answer is not None)
        if not theirs or len(theirs) < len(failure.exchanges):
            return None
        messages = tuple(exchange.message for exchange in failure.exchanges)
        return cls(failure, messages, tuple(digest(message) for message in messages), theirs)

    @property
    def key(self) -> bytes:
        """A hash of all requests."""
        return hashlib.sha256(b"".join(self.digests)).digest()


class Replay:
    """A performer answering a failed check's requests in order, as far as anybody asks.

    Most variants disagree at the first answer, and then the others are never computed. If the
    performer has played something else in between, it starts again from the first request.

    A replay is kept long, so it does not keep what the learner answered: that may be large.
    """

    def __init__(self, performer: Performer, failure: Failure) -> None:
        self._performer = performer
        self._seed = failure.seed
        self._requests = [(each.message, _handle_in(each.answer)) for each in failure.exchanges]
        self._turn: object = None
        self._handles: dict[int, Handle] = {}
        self.answers: list[Answer | None] = []

    def answer(self, i: int) -> Answer | None:
        """The answer to the i-th request, None if the performer ended."""
        if i >= len(self.answers):
            if self._turn is None or self._performer.turn is not self._turn:
                self._start()
            while i >= len(self.answers):
                self._go_on()
        return self.answers[i]

    def _start(self) -> None:
        self.answers.clear()
        self._handles.clear()
        self._performer.begin(self._seed, _REPLAY_CPU_S)
        self._turn = self._performer.turn

    def _go_on(self) -> None:
        message, theirs = self._requests[len(self.answers)]
        if self.answers and self.answers[-1] is None:
            self.answers.append(None)
            return
        try:
            answer = self._performer.ask(_translated(message, self._handles))
        except Halt:
            self.answers.append(None)
            return
        self.answers.append(answer)
        mine = _handle_in(answer)
        if theirs and mine:
            self._handles[theirs.id] = mine


def _handle_in(answer: Answer | None) -> Handle | None:
    """The object that a request was answered with, if it was one."""
    found = answer.value if isinstance(answer, Returned) else None
    return found if isinstance(found, Handle) else None


def _translated(value: Any, handles: Mapping[int, Handle]) -> Any:
    if isinstance(value, Handle):
        return handles.get(value.id, value)
    if handles and isinstance(value, list):
        return [_translated(part, handles) for part in value]
    return value


def digest(message: list[Any]) -> bytes:
    """A hash of a request, byte for byte."""
    sha = hashlib.sha256()
    for part in pack(bytes(16), message):
        sha.update(part)
    return sha.digest()


def _diagnosis(mistake: Mistake) -> Diagnosis:
    return Diagnosis(mistake.id, mistake.says, mistake.hint, mistake.concepts)
