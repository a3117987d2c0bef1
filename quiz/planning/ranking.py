"""Which concept is worth the next minutes, with an exam on a known day. Pure.

The worth of a look at a concept is what it adds to the expected score of the exam: the recall on
exam day with a look now, less that without one, times what the concept is worth in points and the
share of them that guessing does not give. Taking the best worth per minute is nearly right, and
five corrections make it better (measured by `make bench-planner`):

* A concept whose prerequisites were not seen cannot be asked yet. It lends its worth to them, and
  all that wait for one of them do so together: what is worth little may open a whole area.
* A look too soon after the last one takes time from a later one that would last longer. So no
  concept comes again before it has waited its share of the days that are left, the less of it the
  less it is believed to be known.
* Among reviews the longest unseen come first, as far as there is time for second looks at all: the
  believed stability of a single concept is a guess, its age is a fact.
* Where there is no time for a second look at everything, worth decides what gets one. It rests on
  what a miss at a review leaves behind: theories of memory differ most in that, and it is not
  fitted to the learner. So worth goes up to half of the way to that under a theory in which such a
  miss, whose explanation is read, teaches as much as a hit.
* What is asked today is asked in teaching order.

On the last day before the exam none of this matters but the worth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.memory.forgetting import GUESSABLE, Parameters, Rating, first, following, recall
from quiz.memory.memory import Look, Trace

#: Days of age at which a review has half of its place, where every concept gets a second look.
#: 20 to 40 differ by less than 0.2 points of 100 in simulation.
_STALE = 40.0

#: Days after which anything may come again, however far the exam is: more make no difference in
#: the month before it, and leave those who have longer without reviews.
_LONGEST = 10.0

#: How far what a miss leaves behind is doubted at most: two theories that count the same.
_DOUBT = 0.5

_LATER = 1e3  # puts a concept behind all others

#: What has a score below this comes too early today.
TOO_EARLY = -_LATER / 2

_FIRST = 1e6  # puts a concept before all others


@dataclass(frozen=True)
class Material:
    """What there is to study, in teaching order: a concept comes after what it requires.

    Attributes:
        concepts: ids.
        weights: share of the exam's points.
        chances: of a lucky hit.
        minutes: to answer a question on it.
        before: places of the concepts that have to be seen first.
        reread: minutes that a miss costs: for the explanation, and another go.
    """

    concepts: Sequence[str]
    weights: Sequence[float]
    chances: Sequence[float]
    minutes: Sequence[float]
    before: Sequence[Sequence[int]]
    reread: float = 0.4


@dataclass(frozen=True)
class Horizon:
    """How much time there is.

    Attributes:
        day: today (quiz/memory/days.py).
        exam: the day of the exam.
        today: minutes to study today.
        later: minutes on the days after today and before the exam.
        span: days from today to the end of the last day of study.
    """

    day: int
    exam: int
    today: float
    later: float
    span: int

    @classmethod
    def daily(cls, day: int, exam: int, minutes: float, spent: float = 0.0) -> Horizon:
        """So many minutes on every day before the exam, some of today's spent already."""
        days = max(1, exam - day)
        return cls(day, exam, max(0.0, minutes - spent), minutes * (days - 1), days)


@dataclass(frozen=True)
class Prior:
    """How much of the course a learner knew before the first question, as far as that shows.

    Attributes:
        known: the share.
        sure: how many answers, guessing taken out, it rests on; the first ten are assumed.
    """

    known: float
    sure: float


@dataclass(frozen=True)
class Believed:
    """What is believed of one concept.

    Attributes:
        now: chance that it is known today.
        gain: what a look today adds to the chance that it is known on the day of the exam.
        most: the same if a miss at a review taught as much as a hit.
    """

    now: float
    gain: float
    most: float


@dataclass(frozen=True)
class Ranking:
    """The order of a day.

    Attributes:
        scores: by place in the material; the highest is asked first.
        batch: the places that fit into today's minutes, in teaching order.
        believed: by place.
    """

    scores: Sequence[float]
    batch: Sequence[int]
    believed: Sequence[Believed]


def prior(looks: Sequence[Look]) -> Prior:
    """What first looks say; Beta(3, 7) before there are any.

    An answer is worth the less, the easier it is guessed: hit - g is an unbiased estimate of
    (1 - g) times what was known.
    """
    firsts = [look for look in looks if look.recall is None]
    known = 3.0 + sum(look.passed - look.chance for look in firsts)
    sure = 10.0 + sum(1 - look.chance for look in firsts)
    return Prior(min(max(known / sure, 0.02), 0.95), sure)


def ranked(
    material: Material,
    traces: Mapping[str, Trace],
    w: Parameters,
    known: Prior,
    horizon: Horizon,
    ahead: bool = True,
) -> Ranking:
    """The order in which a day's questions are best asked.

    Args:
        material: what there is to study.
        traces: what each concept has left behind.
        w: parameters of forgetting.
        known: what is known without ever having been asked.
        horizon: how much time there is.
        ahead: whether later looks are thought of; without, the worth of this one alone decides.
    """
    seen = [traces.get(concept) for concept in material.concepts]
    believed = [
        _believed(w, trace, chance, known.known, horizon)
        for trace, chance in zip(seen, material.chances, strict=True)
    ]
    cost = expected_minutes(material, believed)
    second = None
    if ahead and seen and horizon.exam - horizon.day >= 2:
        second = _second(seen, cost, horizon)
    doubt = 0.0 if second is None else min(1 - second, _DOUBT)
    worth = [
        weight * (1 - chance) * (belief.gain + doubt * (belief.most - belief.gain))
        for weight, chance, belief in zip(material.weights, material.chances, believed, strict=True)
    ]
    scores = _lent(material.before, seen, worth, cost)
    if second is not None:
        scores = _spaced(scores, seen, believed, cost, second, horizon)
    # Of equals the earlier comes first.
    scores = [score - 1e-13 * place for place, score in enumerate(scores)]
    batch = _batch(scores, cost, horizon.today)
    for place in batch:
        scores[place] = _FIRST - place
    return Ranking(scores, batch, believed)


def expected_minutes(material: Material, believed: Sequence[Believed]) -> list[float]:
    """Minutes of a look at each concept, with the time to read after a miss."""
    return [
        minutes + material.reread * (1 - chance) * (1 - belief.now)
        for minutes, chance, belief in zip(
            material.minutes, material.chances, believed, strict=True
        )
    ]


def _believed(
    w: Parameters, trace: Trace | None, chance: float, known: float, horizon: Horizon
) -> Believed:
    good = Rating.HARD if chance >= GUESSABLE else Rating.GOOD
    left = horizon.exam - horizon.day
    if trace is None:
        now = then = known
        right, wrong = first(w, good)[0], first(w, Rating.AGAIN)[0]
    else:
        stability, difficulty = trace.stability, trace.difficulty
        days = max(0, horizon.day - trace.day)
        now, then = recall(w, stability, days), recall(w, stability, days + left)
        right = following(w, stability, difficulty, days, good)[0]
        wrong = following(w, stability, difficulty, days, Rating.AGAIN)[0]
    # Not the chance of a hit: a lucky one teaches nothing.
    after_hit, after_miss = recall(w, right, left), recall(w, wrong, left)
    gain = now * after_hit + (1 - now) * after_miss - then
    return Believed(now, gain, gain if trace is None else after_hit - then)


def _second(seen: Sequence[Trace | None], cost: Sequence[float], horizon: Horizon) -> float:
    """The share of the concepts that gets a second look in the whole plan."""
    looks = sum(trace.looks for trace in seen if trace is not None)
    share = looks / len(seen) + (horizon.today + horizon.later) / sum(cost) - 1
    return min(max(share, 0.0), 1.0)


def _lent(
    before: Sequence[Sequence[int]],
    seen: Sequence[Trace | None],
    worth: Sequence[float],
    cost: Sequence[float],
) -> list[float]:
    """Worth per minute, where what is not open yet lends its worth to what it requires.

    A concept takes the followers that are worth more per minute than it is, with their own ones,
    the best first, as long as that raises its rate. After W. A. Horn, "Single-machine job
    sequencing with treelike precedence ordering and linear delay penalties" (1972), but for two
    things: what a follower did not take itself is not looked at again, which makes the rate a
    little too low, and what several followers lead to counts for each, which makes it too high. And
    no concept goes before what it requires.
    """
    rates, minutes = [a / b for a, b in zip(worth, cost, strict=True)], list(cost)
    opens: list[list[int]] = [[] for _ in rates]
    for place in range(len(rates) - 1, -1, -1):
        if seen[place] is not None:
            continue
        for follower in sorted(opens[place], key=lambda follower: -rates[follower]):
            if rates[follower] <= rates[place]:
                break
            joint = rates[place] * minutes[place] + rates[follower] * minutes[follower]
            minutes[place] += minutes[follower]
            rates[place] = joint / minutes[place]
        for needed in before[place]:
            opens[needed].append(place)
    for place, required in enumerate(before):
        if seen[place] is None:
            closed = [rates[needed] for needed in required if seen[needed] is None]
            rates[place] = min([rates[place], *closed])
    return rates


def _spaced(
    scores: Sequence[float],
    seen: Sequence[Trace | None],
    believed: Sequence[Believed],
    cost: Sequence[float],
    second: float,
    horizon: Horizon,
) -> list[float]:
    """Reviews not too soon, and the longest unseen first as far as there is time for that."""
    again = horizon.later / sum(cost)  # looks that each concept can get after today
    wait = min(horizon.span / (1 + again), _LONGEST)
    ages = [0 if trace is None else max(0, horizon.day - trace.day) for trace in seen]
    early = [
        trace is not None and age < max(1.0, wait * belief.now)
        for trace, age, belief in zip(seen, ages, believed, strict=True)
    ]
    stale = _STALE * second**3 * min(1.0, 2 * again)
    result = list(scores)
    if stale:
        ripe = [i for i, trace in enumerate(seen) if trace is not None and not early[i]]
        by_age = sorted(ripe, key=lambda i: -scores[i] * ages[i] / (ages[i] + stale))
        # Reviews change places among each other only; against new concepts they stand as before.
        for place, score in zip(
            by_age, sorted((scores[i] for i in ripe), reverse=True), strict=True
        ):
            result[place] = score
    return [score - _LATER * soon for score, soon in zip(result, early, strict=True)]


def _batch(scores: Sequence[float], cost: Sequence[float], minutes: float) -> list[int]:
    """The best that fit into some minutes, in teaching order; never what comes too early."""
    batch, left = [], minutes
    for place in sorted(range(len(scores)), key=lambda i: -scores[i]):
        if left <= 0 or scores[place] < TOO_EARLY:
            break
        batch.append(place)
        left -= cost[place]
    return sorted(batch)
