"""How predictions came true: what was expected before each answer, and what came. Pure.

Nothing is predicted with hindsight: the chances of a day rest on the answers of earlier days alone.
So that a long log takes no long time, not all of these are looked at anew on every day:

* The parameters of forgetting are fitted at every second milestone (quiz/memory/fitting.py) and
  hold from the day after the one on which it was reached. What lies between is a stage.
* Recalibration follows once there are a fifth more looks (`quiz.readiness.recalibration.Growing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from quiz.exam.exam import begun
from quiz.exam.outcome import End
from quiz.logbook.records import Review, Slip, Step
from quiz.memory.days import study_day
from quiz.memory.deriving import continued, derived
from quiz.memory.fitting import fitted, milestone
from quiz.memory.forgetting import DEFAULT
from quiz.memory.memory import Look, Memory
from quiz.planning.ranking import prior
from quiz.readiness.recalibration import Growing

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


@dataclass(frozen=True)
class Track:
    """What was expected of the answers of a log, and what it takes to go on.

    Attributes:
        answers: every first answer about a concept on a day, oldest first.
        settled: how many of them are of stages that are over.
        memory: what the log leaves behind with the parameters of the stage that is not.
    """

    answers: tuple[Foreseen, ...] = ()
    settled: int = 0
    memory: Memory = field(default_factory=Memory)


def tracked(
    reviews: Sequence[Review],
    slips: Sequence[Slip],
    revisions: Mapping[str, int],
    known: Track | None = None,
) -> Track:
    """What was expected of each answer.

    Args:
        reviews: of the whole log.
        slips: of the whole log.
        revisions: the present revision of each question.
        known: of the beginning of the log, if it is at hand: then only what came since is looked
            at, unless a stage has begun.
    """
    stages = list(_stages(reviews))
    if known is not None and stages and known.memory.fitted == stages[-1][0]:
        before = known.memory
        new = reviews[before.reviews :], slips[before.slips :]
        return _with_stage(known.answers[: known.settled], continued(before, *new, revisions))
    track = Track()
    for fit, upto in stages:
        past = [slip for slip in slips if slip.after <= upto]
        parameters = fitted(reviews[:fit], revisions) if fit else DEFAULT
        memory = derived(reviews[:upto], past, revisions, parameters, fit)
        track = _with_stage(track.answers, memory)
    return track


def _with_stage(answers: Sequence[Foreseen], memory: Memory) -> Track:
    """What was expected before a stage and in it."""
    settled = len(answers)  # as many looks came before this stage as the others have found
    return Track((*answers, *_predicted(memory.looks, settled)), settled, memory)


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
    """The mock exams that had a forecast and were sat in earnest to the end, oldest first."""
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
        if end.score is not None and end.earnest:
            told = exam.forecast
            found.append(Forecasted(exam.began, told.low, told.mean, told.high, end.score))
    return tuple(found)


def _stages(reviews: Sequence[Review]) -> Iterator[tuple[int, int]]:
    """How many reviews parameters are fitted to, and up to which review they hold."""
    fits = {_next_day(reviews, fit): fit for fit in [0, *_milestones(len(reviews))[::2]]}
    ends = [*fits, len(reviews)][1:]
    for (start, fit), end in zip(fits.items(), ends, strict=True):
        if start < end:
            yield fit, end


def _milestones(reviews: int) -> list[int]:
    """All that a log has reached, the first one first."""
    found: list[int] = []
    reached = milestone(reviews)
    while reached:
        found.insert(0, reached)
        reached = milestone(reached - 1)
    return found


def _next_day(reviews: Sequence[Review], count: int) -> int:
    """The place at which the day after that of the first so many reviews begins."""
    if not count:
        return 0
    day = study_day(reviews[count - 1].at)
    later = (i for i in range(count, len(reviews)) if study_day(reviews[i].at) > day)
    return next(later, len(reviews))


def _predicted(looks: Sequence[Look], start: int) -> Iterator[Foreseen]:
    """What was expected of the looks from a place on, day by day."""
    growing = Growing()
    growing.add(looks[:start])
    firsts = [look for look in looks[:start] if look.recall is None]
    for day, group in groupby(looks[start:], key=lambda look: look.day):
        today = list(group)
        posterior, known = growing.posterior(), prior(firsts).known
        for look in today:
            if look.recall is None:
                chance = look.chance + (1 - look.chance) * known
            else:
                chance = posterior.hit(look)
            yield Foreseen(look.concept, day, chance, look.passed)
        growing.add(today)
        firsts += [look for look in today if look.recall is None]


def _tenth(place: int, answers: Sequence[Foreseen]) -> Tenth:
    count = len(answers)
    predicted = sum(answer.chance for answer in answers) / count
    return Tenth(place / _TENTHS, count, predicted, sum(a.came for a in answers) / count)
