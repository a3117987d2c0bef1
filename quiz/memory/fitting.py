"""How fast a learner forgets after the first look, fitted to their own log. Pure; no torch.

Of the parameters of forgetting only the first three are fitted: the stabilities after a first look
rated Again, Hard and Good. A few hundred reviews tell nothing reliable about the other eighteen,
and every course and learner differs most in these. What comes after a first look depends on its
rating's parameter alone, so that each has its own likelihood, computed on a grid in one pass.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from quiz.logbook.records import Review
from quiz.memory.days import study_day
from quiz.memory.deriving import rating
from quiz.memory.forgetting import DEFAULT, Parameters, Rating, first, following, recall

_FIRST_MILESTONE = 100

#: Stabilities are looked for among the defaults times these: 1/16 to 16, three steps an octave.
_FACTORS = tuple(2 ** (step / 3) for step in range(-12, 13))

#: Prior: log factors are normal, with a part that a learner's three have in common, and an own one.
_COMMON_SD, _OWN_SD = 0.7, 0.5

#: Shares of the looks: a fit to those before a cut is tested on those up to the next.
_CUTS = (0.4, 0.7)

#: Standard errors by which the fits have to do better. By simulation with 500 reviews: 0.5 leaves
#: the defaults to three of four whom they fit, and sees three of four who forget four times faster.
_MARGIN = 0.5

_DEEP = 6  # looks of a concept: the later ones say little about the first
_MOST = 1500  # looks in all, of the concepts met last: more would take too long

_SURE = 1e-4  # no prediction is surer


class _Event(NamedTuple):
    """One change of a concept's state.

    Attributes:
        days: since the one before.
        hit: what came of a look that had a prediction; None of the others.
        chance: of a lucky hit.
    """

    days: int
    rating: Rating
    hit: bool | None
    chance: float
    place: int  # in the log


_History = list[_Event]

#: By rating of the first look, and by factor.
_Losses = list[list[float]]


def milestone(reviews: int) -> int:
    """How many of a log's reviews are fitted to: 0 below a hundred, then 100, 150, 225, 337 ...

    In steps, so that the memory need not be derived anew after each answer.
    """
    reached, step = 0, _FIRST_MILESTONE
    while step <= reviews:
        reached, step = step, step * 3 // 2
    return reached


def fitted(reviews: Sequence[Review], revisions: Mapping[str, int]) -> Parameters:
    """The parameters for a learner.

    Penalised maximum likelihood of what came at every look but the first ones, a hit having the
    chance g + (1 - g) R, and half of the way back to the defaults: in simulation that makes plans
    about as good as the whole fit does where weights and times differ, and better ones, by up to
    0.6 points of 100, where much can be guessed. They take the place of the defaults only if such
    fits to the first parts of the log predicted what came next better.

    Args:
        reviews: of a log, in its order.
        revisions: the present revision of each question.
    """
    histories = _latest(_histories(reviews, revisions))
    places = sorted(event.place for history in histories for event in _looks(history))
    if not places:
        return DEFAULT
    cuts = [places[int(cut * len(places))] for cut in _CUTS]
    losses = _losses(histories, cuts)
    fits = [_halfway(_best(losses[:part])) for part in range(1, len(losses))]
    if not _better(fits, histories, cuts):
        return DEFAULT
    return _halfway(_best(losses))


def _histories(reviews: Sequence[Review], revisions: Mapping[str, int]) -> list[_History]:
    """What happened to each concept, as quiz/memory/deriving.py reads a log."""
    histories: dict[str, _History] = {}
    days: dict[str, int] = {}
    for place, review in enumerate(reviews):
        if not review.counts or review.revision < revisions.get(review.question, 0):
            continue
        day = study_day(review.at)
        primary = review.concepts[0]
        changes: list[tuple[str, Rating, bool | None]]
        changes = [(primary, rating(review), review.passed)]
        changes += [(name, Rating.AGAIN, None) for name in review.betrayed if name != primary]
        for concept, rated, hit in changes:
            since = day - days.get(concept, day)
            event = _Event(max(0, since), rated, hit if since > 0 else None, review.chance, place)
            histories.setdefault(concept, []).append(event)
            days[concept] = day
    return list(histories.values())


def _latest(histories: Sequence[_History]) -> list[_History]:
    """What is looked at: the beginnings of the histories that began last."""
    chosen: list[_History] = []
    left = _MOST
    for history in reversed(histories):
        shortened = history[: _upto(history)]
        if (looks := sum(1 for _ in _looks(shortened))) and left > 0:
            chosen.append(shortened)
            left -= looks
    return chosen


def _upto(history: _History) -> int:
    """The place after the last of the looks that are used."""
    places = [place for place, event in enumerate(history) if event.hit is not None]
    return places[min(len(places), _DEEP) - 1] + 1 if places else 0


def _looks(history: _History) -> Iterator[_Event]:
    return (event for event in history if event.hit is not None)


def _losses(histories: Sequence[_History], cuts: Sequence[int]) -> list[_Losses]:
    """The loss of each part of the log."""
    parts = [[[0.0] * len(_FACTORS) for _ in Rating] for _ in range(len(cuts) + 1)]
    for column, factor in enumerate(_FACTORS):
        w = _scaled([factor] * len(Rating))
        for history in histories:
            row = history[0].rating - 1
            for event, loss in _predicted(w, history):
                parts[bisect_right(cuts, event.place)][row][column] += loss
    return parts


def _predicted(w: Parameters, history: _History) -> Iterator[tuple[_Event, float]]:
    """The looks of a concept that have a prediction, each with its logarithmic loss."""
    stability, difficulty = first(w, history[0].rating)
    for event in history[1:]:
        if event.hit is not None:
            chance = event.chance + (1 - event.chance) * recall(w, stability, event.days)
            chance = min(max(chance, _SURE), 1 - _SURE)
            yield event, -math.log(chance if event.hit else 1 - chance)
        stability, difficulty = following(w, stability, difficulty, event.days, event.rating)


def _best(parts: Sequence[_Losses]) -> Parameters:
    """The parameters with the least loss and penalty of all on the grid."""
    again, hard, good = (
        [sum(column) for column in zip(*rows, strict=True)] for rows in zip(*parts, strict=True)
    )
    steps = min((again[i] + hard[j] + good[k] + penalty, (i, j, k)) for i, j, k, penalty in _grid())
    return _scaled([_FACTORS[step] for step in steps[1]])


@cache
def _grid() -> tuple[tuple[int, int, int, float], ...]:
    """The steps of the three factors with which stabilities rise, and the penalty of each."""
    logs = [math.log(factor) for factor in _FACTORS]
    return tuple(
        (i, j, k, _penalty((logs[i], logs[j], logs[k])))
        for i, j, k in product(range(len(_FACTORS)), repeat=3)
        if DEFAULT[0] * _FACTORS[i] <= DEFAULT[1] * _FACTORS[j] <= DEFAULT[2] * _FACTORS[k]
    )


def _penalty(logs: Sequence[float]) -> float:
    """Minus the logarithm of the prior, at the likeliest common part."""
    own = 1 / _OWN_SD**2
    common = own * sum(logs) / (1 / _COMMON_SD**2 + own * len(logs))
    apart = sum((x - common) ** 2 for x in logs)
    return 0.5 * ((common / _COMMON_SD) ** 2 + apart * own)


def _scaled(factors: Sequence[float]) -> Parameters:
    """The defaults with other first stabilities; that of "easy" (never used) stays the longest."""
    firsts = [w * factor for w, factor in zip(DEFAULT, factors, strict=False)]
    easy = len(firsts)
    return (*firsts, max(DEFAULT[easy], firsts[-1]), *DEFAULT[easy + 1 :])


def _halfway(w: Parameters) -> Parameters:
    """Between the defaults and others, on the logarithmic scale."""
    factors = [w[rating - 1] / DEFAULT[rating - 1] for rating in Rating]
    return _scaled([math.sqrt(factor) for factor in factors])


def _better(fits: Sequence[Parameters], histories: Sequence[_History], cuts: Sequence[int]) -> bool:
    """Whether each fit, on the part of the log after its own, predicts better than the defaults."""
    gains = []
    for history in histories:
        defaults, *others = (list(_predicted(w, history)) for w in (DEFAULT, *fits))
        for place, (event, loss) in enumerate(defaults):
            if part := bisect_right(cuts, event.place):
                gains.append(loss - others[part - 1][place][1])
    return sum(gains) > _MARGIN * math.sqrt(sum(gain * gain for gain in gains))
