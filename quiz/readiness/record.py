"""How predictions came true: what was expected before each answer, and what came. Pure.

Nothing is predicted with hindsight: the chances of a day rest on the answers of earlier days alone,
the parameters of forgetting on the reviews up to the last milestone before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from quiz.exam.exam import begun
from quiz.exam.outcome import End
from quiz.memory.deriving import derived
from quiz.memory.fitting import fitted, milestone
from quiz.memory.forgetting import DEFAULT
from quiz.memory.memory import Look
from quiz.planning.ranking import prior
from quiz.readiness.recalibration import recalibrated
from quiz.records import Review, Slip, Step

_TENTHS = 10


@dataclass(frozen=True)
class Foreseen:
    """An answer and what was expected of it.

    Attributes:
        day: quiz/memory/days.py.
        chance: of a hit, luck included, as it was believed before that day.
        came: whether it was one.
    """

    concept: str
    day: int
    chance: float
    came: bool


@dataclass(frozen=True)
class Tenth:
    """The answers of whose hit a chance within one tenth was predicted.

    Attributes:
        low: lower end of the tenth.
        answers: how many.
        predicted: the mean of the chances.
        came: the share of hits.
    """

    low: float
    answers: int
    predicted: float
    came: float


@dataclass(frozen=True)
class Calibration:
    """How good predictions were.

    Attributes:
        answers: how many.
        brier: mean squared difference of chance and outcome; 0 is perfect.
        base: that of always predicting the share of hits, which is known only afterwards.
        tenths: those that have answers.
    """

    answers: int
    brier: float
    base: float
    tenths: tuple[Tenth, ...]


@dataclass(frozen=True)
class Forecasted:
    """A mock exam of which a score was forecast.

    Attributes:
        low, mean, high: of 100.
        score: what came.
    """

    at: datetime
    low: float
    mean: float
    high: float
    score: float

    @property
    def held(self) -> bool:
        """Whether the score was within the interval."""
        return self.low <= self.score <= self.high


def foreseen(
    reviews: Sequence[Review], slips: Sequence[Slip], revisions: Mapping[str, int]
) -> tuple[Foreseen, ...]:
    """Every first answer about a concept on a day, with what was expected.

    Args:
        reviews: of the whole log.
        slips: of the whole log.
        revisions: the present revision of each question.
    """
    found: list[Foreseen] = []
    for fit, upto in _stages(len(reviews)):
        parameters = fitted(reviews[:fit], revisions) if fit else DEFAULT
        past = [slip for slip in slips if slip.after <= upto]
        # As many looks came before this stage as the stages before it have found.
        looks = derived(reviews[:upto], past, revisions, parameters).looks
        found += _predicted(looks, len(found))
    return tuple(found)


def calibration(answers: Sequence[Foreseen]) -> Calibration | None:
    """How good the predictions were; None without any."""
    if not answers:
        return None
    share = sum(answer.came for answer in answers) / len(answers)
    brier = sum((answer.chance - answer.came) ** 2 for answer in answers) / len(answers)
    by_tenth: dict[int, list[Foreseen]] = {}
    for answer in answers:
        by_tenth.setdefault(min(int(answer.chance * _TENTHS), _TENTHS - 1), []).append(answer)
    tenths = tuple(_tenth(place, by_tenth[place]) for place in sorted(by_tenth))
    return Calibration(len(answers), brier, share * (1 - share), tenths)


def forecasts(steps: Sequence[Step]) -> tuple[Forecasted, ...]:
    """The mock exams that had a forecast, were sat and handed in, oldest first."""
    exams = begun(steps)
    found = []
    for step in steps:
        exam = exams.get(step.exam)
        if step.what != "end" or exam is None or exam.forecast is None:
            continue
        try:
            end = End.read(step.value, len(exam.paper.items))
        except ValueError:  # a later version wrote it
            continue
        score = end.score
        if score is not None and "marked" in end.fates:  # else it was not sat at all
            told = exam.forecast
            found.append(Forecasted(exam.began, told.low, told.mean, told.high, score))
    return tuple(found)


def _stages(reviews: int) -> Iterator[tuple[int, int]]:
    """How many reviews parameters were fitted to, and up to which review they held."""
    fit = 0
    for count in range(1, reviews + 1):
        if (reached := milestone(count)) != fit:
            yield fit, count
            fit = reached
    yield fit, reviews


def _predicted(looks: Sequence[Look], start: int) -> Iterator[Foreseen]:
    """What was expected of the looks from a place on, day by day."""
    place = start
    for day, group in groupby(looks[start:], key=lambda look: look.day):
        posterior, known = recalibrated(looks[:place]), prior(looks[:place]).known
        for look in group:
            if look.recall is None:
                chance = look.chance + (1 - look.chance) * known
            else:
                chance = posterior.hit(look)
            yield Foreseen(look.concept, day, chance, look.passed)
            place += 1


def _tenth(place: int, answers: Sequence[Foreseen]) -> Tenth:
    count = len(answers)
    predicted = sum(answer.chance for answer in answers) / count
    return Tenth(place / _TENTHS, count, predicted, sum(a.came for a in answers) / count)
