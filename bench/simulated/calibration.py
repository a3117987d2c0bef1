"""Does the interval of readiness hold the score as often as it says?

Predicted by the product (quiz/readiness/prediction.py) from the memory of a run, for the day of the
exam if study stopped now; against the expected score that the learner would have, and against mock
exams drawn from the course. Beside it the same from the memory alone, without recalibration.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bench.simulated.policies import OURS
from bench.simulated.study import Run, Setting, begun, evenings
from quiz.planning.ranking import Material, prior
from quiz.readiness.prediction import NotYet, Range, predict

QUESTIONS = 40  # of a drawn exam

_DRAWN = 100  # exams for each learner
_EIGHTY = 1.2816  # standard deviations


@dataclass(frozen=True)
class Calibration:
    """One cell of the table, over learners.

    Attributes:
        after: days of study.
        said: share of the learners to whom a score was said; the rest heard "not known yet".
        held: share of the intervals that hold the expected score, without and with recalibration.
        exams: share of the intervals for a single exam that hold its score, likewise.
        bias, error: mean and root mean square of prediction less expected score, likewise, in
            points of 100.
        width: of the recalibrated intervals, of the expected score and of an exam.
    """

    setting: Setting
    after: int
    said: float
    held: tuple[float, float]
    exams: tuple[float, float]
    bias: tuple[float, float]
    error: tuple[float, float]
    width: tuple[float, float]


@dataclass(frozen=True)
class _Exam:
    """What readiness has to know of a course."""

    material: Material
    areas: Mapping[str, str]


def calibrated(setting: Setting) -> list[Calibration]:
    """After a third, two thirds and all of the days."""
    run = begun(setting)
    days = {setting.days * third // 3 for third in (1, 2, 3)}
    rng = np.random.default_rng([setting.seed, 7])
    return [_cell(run, day + 1, rng) for day in evenings(run, OURS) if day + 1 in days]


def _cell(run: Run, after: int, rng: np.random.Generator) -> Calibration:
    setting, course = run.setting, run.course
    hits = course.chances + (1 - course.chances) * run.learner.all(setting.days)
    rows = []
    for learner in range(setting.learners):
        predicted = _predicted(run, learner)
        if predicted is None:
            continue
        weights = course.weights[learner]
        true = 100 * float((weights * hits[learner]).sum())
        drawn = rng.choice(course.concepts, (_DRAWN, QUESTIONS), p=weights)
        results = 100 * (rng.random(drawn.shape) < hits[learner][drawn]).mean(1)
        rows.append([_row(*ranges, true, results) for ranges in predicted])
    said = len(rows) / setting.learners
    if not rows:
        nothing = (math.nan, math.nan)
        return Calibration(setting, after, said, *[nothing] * 5)
    held, exams, error, width, wider = np.moveaxis(np.array(rows), -1, 0)
    return Calibration(
        setting,
        after,
        said,
        _both(held.mean(0)),
        _both(exams.mean(0)),
        _both(error.mean(0)),
        _both(np.sqrt((error**2).mean(0))),
        (float(width[:, 1].mean()), float(wider[:, 1].mean())),
    )


def _row(score: Range, exam: Range, true: float, results: np.ndarray) -> tuple[float, ...]:
    step = 50 / QUESTIONS  # half a question: an exam has no results between
    held = (exam.low - step <= results) & (results <= exam.high + step)
    return (
        float(score.low <= true <= score.high),
        float(held.mean()),
        score.mean - true,
        score.width,
        exam.width,
    )


def _predicted(run: Run, learner: int) -> tuple[tuple[Range, Range], tuple[Range, Range]] | None:
    """Score and exam without recalibration, and with; None where the product says nothing."""
    memory, material = run.belief.memory(learner), run.course.material(learner)
    subjects = _Exam(material, dict.fromkeys(material.concepts, ""))
    day = run.setting.days
    score = predict(subjects, memory, day)
    exam = predict(subjects, memory, day, QUESTIONS)
    if isinstance(score, NotYet) or isinstance(exam, NotYet):
        return None
    known = prior(memory.looks).known
    recalls = [memory.recall(concept, day) for concept in material.concepts]
    return _believed(material, [known if r is None else r for r in recalls]), (
        score.score,
        exam.score,
    )


def _believed(material: Material, recalls: list[float]) -> tuple[Range, Range]:
    """From the states of memory as they are, as if each concept were on its own."""
    mean = variance = 0.0
    for weight, chance, recall in zip(material.weights, material.chances, recalls, strict=True):
        mean += weight * (chance + (1 - chance) * recall)
        variance += (weight * (1 - chance)) ** 2 * recall * (1 - recall)
    single = mean * (1 - mean) / QUESTIONS
    return _range(mean, math.sqrt(variance)), _range(mean, math.sqrt(single))


def _range(mean: float, sd: float) -> Range:
    reach = _EIGHTY * sd
    return Range(100 * (mean - reach), 100 * mean, 100 * (mean + reach))


def _both(values: np.ndarray) -> tuple[float, float]:
    without, with_ = values.tolist()
    return without, with_
