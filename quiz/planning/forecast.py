"""The days until an exam played forward, as far as can be foreseen. Pure.

Each day the ranking chooses as it will on that day (quiz/planning/ranking.py), and a look leaves
behind the mean of what a hit and a miss leave. So many days are played in steps of several.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quiz.memory.forgetting import GUESSABLE, Parameters, Rating, first, following
from quiz.memory.memory import Memory, Trace
from quiz.planning.ranking import (
    TOO_EARLY,
    Horizon,
    Material,
    Ranking,
    expected_minutes,
    prior,
    ranked,
)

#: Into so many steps the days until the exam are divided, at most.
STEPS = 14

#: Nobody studies longer a day.
MOST_MINUTES = 720

_COARSE = 6  # steps while minutes are searched for that might suffice
_ROUND = 5  # minutes to which those are rounded up


@dataclass(frozen=True)
class Span:
    """What is expected of some days in a row.

    Attributes:
        day: the first one.
        days: how many.
        new, reviews: looks at concepts for the first time, and at others.
        new_minutes, review_minutes: what they take.
    """

    day: int
    days: int
    new: int
    reviews: int
    new_minutes: float
    review_minutes: float


class Forecast:
    """What comes of the days until an exam.

    Args:
        material: what there is to study.
        memory: what is remembered.
        day: today; what was studied today already counts.
        exam: the day of the exam, today at the earliest.
        steps: how finely the days are played.
        kept: of the days after today, the share on which there is study.
    """

    def __init__(
        self,
        material: Material,
        memory: Memory,
        day: int,
        exam: int,
        steps: int = STEPS,
        kept: float = 1.0,
    ) -> None:
        self._material = material
        self._memory = memory
        self._day = day
        self._exam = exam
        self._steps = steps
        self._kept = kept

    def played(self, minutes: int) -> tuple[Mapping[str, Trace], tuple[Span, ...]]:
        """What will have been left behind by the exam, and the days until then.

        Args:
            minutes: to study a day.
        """
        traces, spans = dict(self._memory.traces), []
        known = prior(self._memory.looks)
        for day, days in self._spans():
            horizon = self._horizon(day, days, minutes)
            ranking = ranked(self._material, traces, self._memory.parameters, known, horizon)
            cost = expected_minutes(self._material, ranking.believed)
            places = asked(self._material, ranking, cost, traces, horizon.today)
            new = [cost[place] for place in places if self._concept(place) not in traces]
            old = [cost[place] for place in places if self._concept(place) in traces]
            spans.append(Span(day, days, len(new), len(old), sum(new), sum(old)))
            for place in places:
                concept, now = self._concept(place), ranking.believed[place].now
                before, chance = traces.get(concept), self._material.chances[place]
                traces[concept] = looked(self._memory.parameters, before, day, now, chance)
        return traces, tuple(spans)

    def needed(self, minutes: int, share: float) -> int | None:
        """The least minutes a day with which that share of the exam's weight will have been seen.

        Args:
            minutes: a pace that does not do.
            share: 0 to 1.

        Returns:
            a multiple of five minutes above that pace; None if no day is long enough. It suffices
            once it is set: what a coarse play finds, which is quick and hopeful, is raised until
            this forecast agrees.
        """
        found = self._hoped(minutes, share)
        while found is not None and self._seen(found) < share:
            found = found + _ROUND if found < MOST_MINUTES else None
        return found

    def _hoped(self, minutes: int, share: float) -> int | None:
        """The same as a coarse forecast has it."""
        coarse = Forecast(self._material, self._memory, self._day, self._exam, _COARSE, self._kept)
        low = max(0, minutes) // _ROUND
        high = low + 1
        while coarse._seen(high * _ROUND) < share:
            if high * _ROUND >= MOST_MINUTES:
                return None
            low, high = high, min(2 * high, MOST_MINUTES // _ROUND)
        while high - low > 1:
            middle = (low + high) // 2
            enough = coarse._seen(middle * _ROUND) >= share
            low, high = (low, middle) if enough else (middle, high)
        return high * _ROUND

    def _seen(self, minutes: int) -> float:
        return seen_shares(self._material, self.played(minutes)[0])[1]

    def _concept(self, place: int) -> str:
        return self._material.concepts[place]

    def _spans(self) -> Iterator[tuple[int, int]]:
        """First days and lengths: the first and the last day alone, the others in equal parts."""
        days = max(1, self._exam - self._day)
        if days <= self._steps:
            yield from ((self._day + i, 1) for i in range(days))
            return
        yield self._day, 1
        parts = max(1, self._steps - 2)
        cuts = [self._day + 1 + (days - 2) * i // parts for i in range(parts + 1)]
        yield from ((a, b - a) for a, b in zip(cuts, cuts[1:], strict=False))
        yield self._day + days - 1, 1

    def _horizon(self, day: int, days: int, minutes: int) -> Horizon:
        span = max(1, self._exam - day)
        if day == self._day:
            today = max(0.0, minutes - self._memory.spent(day))
        else:
            today = minutes * days * self._kept
        # The ranking of that day will count on all the days after it (quiz/planning/keeping.py).
        return Horizon(day, self._exam, today, minutes * max(0, span - days), span)


def asked(
    material: Material,
    ranking: Ranking,
    cost: Sequence[float],
    seen: Container[str],
    minutes: float,
) -> list[int]:
    """What is asked in some minutes: the best of what can be asked already, until they are over.

    Args:
        material: what there is to study.
        ranking: of that day.
        cost: minutes of a look at each concept.
        seen: concepts that were asked about.
        minutes: how long.

    Returns:
        places, in an order in which each comes after what it requires.
    """
    order = sorted(range(len(cost)), key=lambda place: -ranking.scores[place])
    order = [place for place in order if ranking.scores[place] >= TOO_EARLY]
    opened = {place for place, concept in enumerate(material.concepts) if concept in seen}
    chosen: list[int] = []
    while minutes > 0 and order:
        ready = (i for i, place in enumerate(order) if opened.issuperset(material.before[place]))
        first = next(ready, None)
        if first is None:
            break
        place = order.pop(first)
        opened.add(place)
        chosen.append(place)
        minutes -= cost[place]
    return chosen


def looked(w: Parameters, trace: Trace | None, day: int, known: float, chance: float) -> Trace:
    """What a look leaves behind on average.

    Stabilities are averaged in their logarithms, since looks multiply them.

    Args:
        w: parameters of forgetting.
        trace: what was left behind before.
        day: of the look.
        known: how likely it is known.
        chance: of a guess.
    """
    good = Rating.HARD if chance >= GUESSABLE else Rating.GOOD
    if trace is None:
        (right, easy), (wrong, hard) = first(w, good), first(w, Rating.AGAIN)
    else:
        state, days = (trace.stability, trace.difficulty), max(0, day - trace.day)
        right, easy = following(w, *state, days, good)
        wrong, hard = following(w, *state, days, Rating.AGAIN)
    stability = math.exp(known * math.log(right) + (1 - known) * math.log(wrong))
    difficulty = known * easy + (1 - known) * hard
    looks = 1 if trace is None else trace.looks + 1
    return Trace(stability, difficulty, day, known >= 0.5, looks)


def seen_shares(material: Material, traces: Mapping[str, Trace]) -> tuple[float, float]:
    """Of the concepts and of the exam's weight, what has been asked about; all of nothing."""
    if not material.concepts:
        return 1.0, 1.0
    seen = [concept in traces for concept in material.concepts]
    weight = sum(w for w, known in zip(material.weights, seen, strict=True) if known)
    return sum(seen) / len(seen), weight / sum(material.weights)
