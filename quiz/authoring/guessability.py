"""Whether the banks can be guessed: strategies that know nothing, against chance. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quiz.authoring.clues import Clue
from quiz.finding import Problem

#: Below this many bets a strategy is not judged.
LEAST_BETS = 30
#: One-sided level at which a strategy counts as better than chance.
LEVEL = 0.01
_WORST = 8


@dataclass(frozen=True)
class Strategy:
    """How a strategy fares over the banks.

    Attributes:
        name: of the strategy.
        bets: questions it bets on.
        hits: expected number of right bets.
        expected: the same for blind bets.
        p_value: chance of at least so many hits by blind bets.
        examples: questions that it hits, the most surprising ones first.
    """

    name: str
    bets: int
    hits: float
    expected: float
    p_value: float
    examples: tuple[str, ...]

    @property
    def judged(self) -> bool:
        """Whether there are bets enough to say anything."""
        return self.bets >= LEAST_BETS

    @property
    def beats_chance(self) -> bool:
        """Whether the banks give themselves away to it."""
        return self.judged and self.p_value < LEVEL


def strategies(found: Mapping[str, Sequence[Clue]]) -> tuple[Strategy, ...]:
    """Judge every strategy over all questions.

    Args:
        found: the clues of each question, by its id.
    """
    by_name: dict[str, list[tuple[str, Clue]]] = {}
    for question, clues in found.items():
        for clue in clues:
            by_name.setdefault(clue.strategy, []).append((question, clue))
    return tuple(_judged(name, bets) for name, bets in sorted(by_name.items()))


def guessing_problem(strategy: Strategy) -> Problem:
    """A strategy that beats chance, as a fault of the banks."""
    fields = {
        "strategy": strategy.name,
        "hits": strategy.hits,
        "bets": strategy.bets,
        "expected": strategy.expected,
        "p_value": strategy.p_value,
        "examples": list(strategy.examples),
    }
    return Problem("guessable", (), fields)


def _judged(name: str, bets: Sequence[tuple[str, Clue]]) -> Strategy:
    hits = sum(clue.hit for _, clue in bets)
    surprising = sorted((b for b in bets if b[1].hit == 1), key=lambda b: (b[1].chance, b[0]))
    return Strategy(
        name,
        len(bets),
        hits,
        sum(clue.chance for _, clue in bets),
        at_least(hits, [clue.chance for _, clue in bets]),
        tuple(question for question, _ in surprising[:_WORST]),
    )


def at_least(hits: float, chances: Iterable[float]) -> float:
    """Probability of at least this many successes in independent trials (Poisson binomial).

    A strategy that splits a bet has a fractional number of hits, which varies less than whole ones:
    rounding it down keeps the test one that calls too little.

    >>> round(at_least(2, [0.5, 0.5]), 3)
    0.25
    """
    distribution = [1.0]
    for chance in chances:
        shifted = [0.0, *distribution]
        stay = [*distribution, 0.0]
        distribution = [(1 - chance) * a + chance * b for a, b in zip(stay, shifted, strict=True)]
    return min(1.0, sum(distribution[int(hits + 1e-9) :]))
