"""Races, not stopwatches: a learner's function against the reference, by the CPU clocks of workers.

Each pair runs both on the same fresh input, in random order, and votes whether the learner took
more than `limit` times the reference. The votes stop at a clear lead; an undecided race passes.
CPU time is read from outside the worker and counts from the end of one call to the end of the next,
so nothing can be done off the clock. All compute on one processor, for no two are equally fast
(grader/lanes.py). The price of a call is measured in a pristine worker that never loaded a
learner's file, and is taken off both sides (docs/adr/0004).
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from basis.texts import Message
from grader.answer import Raised
from grader.budget import SPENT
from grader.halt import Halt, halt_by_raised
from grader.performer import Performer
from grader.verdict import Outcome, Race

#: Votes of lead that decide, and pairs after which an undecided race passes.
LEAD = 5
MOST_PAIRS = 31

#: A call that takes this many times the vote line ends the race at once (asked twice).
_HOPELESS = 6
_CALL_FLOOR_S = 0.5
_PRICES = 5
#: CPU seconds of loading and of the first call that are forgiven: imports take time, and libraries
#: import parts of themselves late. Nothing is won by them: the votes' inputs are not known yet.
_LOAD_GRACE_S = 0.5
_SHORTEST_S = 1e-4
_CALLS_PER_SIZE = 3
_REFERENCE_CPU_S = 10.0
#: How much steeper than the reference a learner's growth must be to count.
_STEEPER = 0.2

Make = Callable[[np.random.Generator], Any]
Same = Callable[..., None]


class Pricing(Protocol):
    """A pristine worker that answers `price` requests."""

    def price(self, args: list[Any], reply_bytes: int) -> float:
        """CPU seconds of a call with these arguments and a reply of this size."""

    def settle(self, processor: int) -> None:
        """Compute on this processor."""


class Undecided(Exception):
    """The reference did not finish on an input of the author's: nobody can be judged by that."""


@dataclass(frozen=True)
class Track:
    """Who runs: the learner, the reference, and the worker that prices a call."""

    learner: Performer
    reference: Performer
    pricing: Pricing

    def settle(self) -> None:
        """Have all three compute on one processor, where the kernel has put the reference.

        Raises:
            Undecided: if the reference does not load.
        """
        try:
            self.reference.load()
        except Halt as halt:
            raise Undecided(halt.outcome.value) from None
        processor = self.reference.processor
        if processor is not None:
            for runner in (self.reference, self.learner, self.pricing):
                runner.settle(processor)

    def close(self) -> None:
        """End the entrants' workers."""
        self.learner.close()
        self.reference.close()


class Poll:
    """Counts votes until one side leads clearly.

    Args:
        limit: the vote line, a ratio.
        lead: votes of lead that decide.
        most: pairs after which an undecided poll closes.
    """

    def __init__(self, limit: float, lead: int = LEAD, most: int = MOST_PAIRS) -> None:
        self.limit = limit
        self._lead, self._most = lead, most
        self._balance = 0
        self.ratios: list[float] = []
        self._reference_s: list[float] = []

    def vote(self, learner_s: float, reference_s: float) -> None:
        """Add one pair of CPU times."""
        ratio = max(learner_s, _SHORTEST_S) / max(reference_s, _SHORTEST_S)
        self.ratios.append(ratio)
        self._reference_s.append(reference_s)
        self._balance += 1 if ratio > self.limit else -1

    @property
    def open(self) -> bool:
        """Whether more votes are needed."""
        return abs(self._balance) < self._lead and len(self.ratios) < self._most

    @property
    def slow(self) -> bool:
        """Whether the learner lost: only by a clear lead, never by a narrow one."""
        return self._balance >= self._lead

    def result(self) -> Race:
        """The race so far."""
        reference_s = statistics.median(self._reference_s)
        return Race(statistics.median(self.ratios), self.limit, len(self.ratios), reference_s)


class Runner:
    """One entrant with its clock: CPU from the end of one call to the end of the next."""

    def __init__(self, performer: Performer, function: str) -> None:
        self._performer = performer
        self._function = function
        self._until = performer.cpu()

    def run(self, args: list[Any], kwargs: dict[str, Any], cpu_s: float) -> tuple[float, Any]:
        """Call the function; CPU seconds since the last call ended, and the value.

        Raises:
            Halt: if the call raises or ends the worker.
        """
        self._performer.allow(cpu_s)
        message = ["call", None, self._function, args, kwargs, {"check_inputs": False}]
        answer = self._performer.ask(message, self._function)
        now = self._performer.cpu()
        spent, self._until = now - self._until, now
        if isinstance(answer, Raised):
            raise halt_by_raised(answer)
        return spent, answer.value

    @property
    def reply_bytes(self) -> int:
        """Size of the last reply's arrays."""
        return self._performer.last.reply_bytes if self._performer.last else 0


class Pacemaker(Runner):
    """The reference in a race."""

    def run(self, args: list[Any], kwargs: dict[str, Any], cpu_s: float) -> tuple[float, Any]:
        """As Runner.run.

        Raises:
            Undecided: if the call raises or ends the worker.
        """
        try:
            return super().run(args, kwargs, cpu_s)
        except Halt as halt:
            raise Undecided(halt.outcome.value) from None


def run_race(
    track: Track,
    function: str,
    make: Make,
    same: Same,
    rng: np.random.Generator,
    limit: float,
) -> Race:
    """Race a learner's function against the reference's.

    Args:
        track: the entrants, fresh workers each.
        function: name of the function.
        make: draws fresh arguments: a tuple, or (tuple, dict).
        same: asserts that an output is right: same(got, want, *args).
        rng: for inputs and order.
        limit: the vote line.

    Raises:
        Halt: `slow` if the learner loses, or whatever else its code brings about.
        CheckFailed: if an output is wrong.
    """
    race = _Race(track, function, make, same, rng, limit)
    race.warm_up()
    poll = Poll(limit)
    while poll.open:
        poll.vote(*race.pair())
    result = poll.result()
    if poll.slow:
        raise TooSlow(result)
    return result


class TooSlow(Halt):
    """A lost race.

    Attributes:
        race: the race that was lost.
    """

    def __init__(self, race: Race) -> None:
        fields = {"ratio": race.ratio, "limit": race.limit, "pairs": race.pairs}
        super().__init__(Outcome.SLOW, Message("too_slow", fields))
        self.race = race


class _Race:
    def __init__(
        self,
        track: Track,
        function: str,
        make: Make,
        same: Same,
        rng: np.random.Generator,
        limit: float,
    ) -> None:
        self._make, self._same, self._rng, self._limit = make, same, rng, limit
        self._track, self._pricing = track, track.pricing
        self._learner = Runner(track.learner, function)
        self._reference = Pacemaker(track.reference, function)
        self._price = 0.0
        self._debts: list[float] = []
        self._usual_s = _CALL_FLOOR_S

    def warm_up(self) -> None:
        """Load both, run one pair off the vote, and set the price of a call.

        What the learner burns here beyond the vote line is not forgiven: it is spread over the
        first pairs that could decide the race.
        """
        self._track.settle()
        args, kwargs = split_arguments(self._make(self._rng))
        reference_s, want = self._reference.run(args, kwargs, _REFERENCE_CPU_S)
        self._usual_s = reference_s
        learner_s, got = self._patient(args, kwargs)
        self._same(got, want, *args, **kwargs)
        excess = learner_s - self._limit * reference_s - _LOAD_GRACE_S
        self._debts = [max(0.0, excess) / LEAD] * LEAD
        # The least of them: a price too high by a millisecond or two (memory is still cold, a
        # neighbour is busy) loses races for those who take twice as long; one too low loses none.
        self._price = min(
            self._pricing.price([args, kwargs], self._reference.reply_bytes) for _ in range(_PRICES)
        )

    def pair(self) -> tuple[float, float]:
        """CPU seconds of learner and reference on one fresh input, outputs checked."""
        args, kwargs = split_arguments(self._make(self._rng))
        if self._rng.random() < 0.5:
            learner_s, got = self._patient(args, kwargs)
            reference_s, want = self._reference.run(args, kwargs, _REFERENCE_CPU_S)
        else:
            reference_s, want = self._reference.run(args, kwargs, _REFERENCE_CPU_S)
            learner_s, got = self._patient(args, kwargs)
        self._same(got, want, *args, **kwargs)
        self._usual_s = reference_s
        debt = self._debts.pop() if self._debts else 0.0
        return learner_s + debt - self._price, reference_s - self._price

    def _patient(self, args: list[Any], kwargs: dict[str, Any]) -> tuple[float, Any]:
        """Run the learner; a hopelessly slow call is stopped, asked once more, then slow."""
        hopeless = _HOPELESS * self._limit
        cpu_s = max(_CALL_FLOOR_S, hopeless * self._usual_s)
        for last in (False, True):
            try:
                return self._learner.run(args, kwargs, cpu_s)
            except Halt as halt:
                if halt.outcome is not Outcome.TIMEOUT or halt.message.key in SPENT:
                    raise
                if last:
                    ratio = cpu_s / max(self._usual_s, _SHORTEST_S)
                    raise TooSlow(Race(ratio, self._limit, 2)) from None
        raise AssertionError("unreachable")


def split_arguments(made: Any) -> tuple[list[Any], dict[str, Any]]:
    """What an author's `make` drew, as positional and keyword arguments."""
    if isinstance(made, tuple) and len(made) == 2 and isinstance(made[1], dict):
        if isinstance(made[0], tuple):
            return list(made[0]), dict(made[1])
    return (list(made), {}) if isinstance(made, tuple) else ([made], {})


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The growth exponent: slope of log CPU time against log size, by least squares."""
    times = np.maximum(np.asarray(seconds, dtype=float), _SHORTEST_S)
    return float(np.polyfit(np.log(np.asarray(sizes, dtype=float)), np.log(times), 1)[0])


@dataclass(frozen=True)
class Growth:
    """Exponents of learner and reference, measured side by side."""

    learner: float
    reference: float

    def exceeds(self, at_most: float) -> bool:
        """Whether the learner's time grows too fast, and faster than the reference's.

        What makes the reference look steep as well is the machine.
        """
        return self.learner > max(at_most, self.reference + _STEEPER)


def run_growth(
    track: Track,
    function: str,
    make: Callable[[np.random.Generator, int], Any],
    same: Same,
    rng: np.random.Generator,
    sizes: Sequence[int],
    at_most: float,
    cpu_s: float,
) -> float:
    """Fit the exponent of a learner's CPU time; it is asked twice before it fails.

    Returns:
        The smaller exponent of the (one or two) fits.

    Raises:
        Halt: `slow` if both fits exceed `at_most`.
    """
    found: list[Growth] = []
    for _ in range(2):
        found.append(_fit(track, function, make, same, rng, sizes, cpu_s))
        if not found[-1].exceeds(at_most):
            return found[-1].learner
    fields = {"exponent": min(fit.learner for fit in found), "at_most": at_most}
    raise Halt(Outcome.SLOW, Message("grows_too_fast", fields), (), fields)


def _fit(
    track: Track,
    function: str,
    make: Callable[[np.random.Generator, int], Any],
    same: Same,
    rng: np.random.Generator,
    sizes: Sequence[int],
    cpu_s: float,
) -> Growth:
    """The best of three calls at each size; sizes take turns, so that a drift hits all of them."""
    track.settle()
    learner, reference = Runner(track.learner, function), Pacemaker(track.reference, function)
    best = {n: [float("inf"), float("inf")] for n in sizes}
    for _ in range(_CALLS_PER_SIZE):
        for n in sizes:
            args, kwargs = split_arguments(make(rng, n))
            learner_s, got = learner.run(args, kwargs, cpu_s)
            reference_s, want = reference.run(args, kwargs, _REFERENCE_CPU_S)
            same(got, want, *args, **kwargs)
            price = track.pricing.price([args, kwargs], reference.reply_bytes)
            times = (learner_s - price, reference_s - price)
            best[n] = [min(pair) for pair in zip(best[n], times, strict=True)]
    return Growth(*(exponent(sizes, [best[n][who] for n in sizes]) for who in (0, 1)))
