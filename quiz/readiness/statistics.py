"""What `quiz stats` shows: trends, readiness, and how former predictions came true. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quiz.bank.record import Entry
from quiz.choosing import Wish, chosen
from quiz.exam.blueprint import Blueprint
from quiz.logbook.records import Records, Review
from quiz.memory.memory import Memory
from quiz.planning.agenda import exam_ahead
from quiz.planning.material import subjects
from quiz.readiness.prediction import NotYet, Prediction, predict
from quiz.readiness.record import (
    Calibration,
    Forecasted,
    Foreseen,
    calibration,
    forecasts,
)
from quiz.readiness.trends import Tempo, Week, tempos, weeks
from quiz.syllabus import Syllabus


@dataclass(frozen=True)
class Statistics:
    """Everything of a learner that is worth a look.

    Attributes:
        day: today (quiz/memory/days.py).
        part: whether only a part of the course was asked for.
        today: what an exam would come to today, in what was asked for.
        exam: the same on the day of the exam if study stopped now; None without such a day.
        weeks: oldest first.
        tempos: by kind.
        calibration: of the predictions before each answer; None without answers.
        forecasts: of mock exams, oldest first.
    """

    day: int
    part: bool
    today: Prediction | NotYet
    exam: Prediction | NotYet | None
    weeks: tuple[Week, ...]
    tempos: tuple[Tempo, ...]
    calibration: Calibration | None
    forecasts: tuple[Forecasted, ...]


@dataclass(frozen=True)
class Course:
    """What the statistics are about.

    Attributes:
        blueprint: of the exam; None for equal weights.
    """

    entries: Sequence[Entry]
    syllabus: Syllabus
    blueprint: Blueprint | None = None


def statistics(
    course: Course,
    records: Records,
    memory: Memory,
    record: Sequence[Foreseen],
    wish: Wish,
    day: int,
) -> Statistics:
    """The statistics of a learner.

    Args:
        course: its questions and its exam.
        records: the whole log.
        memory: derived from it.
        record: what was expected of its answers (quiz/readiness/recorded.py).
        wish: topics and areas; nothing named means everything, questions that are gone included.
        day: today.

    Raises:
        UsageError: if a name is unknown.
    """
    entries = chosen(course.entries, course.syllabus, wish)
    part = wish != Wish()
    topics = {entry.topic for entry in entries} if part else None
    revisions = {entry.id: entry.revision for entry in course.entries}

    def wanted(review: Review) -> bool:
        return topics is None or review.topic in topics

    concepts = {review.concepts[0] for review in records.reviews if wanted(review)}
    answers = [answer for answer in record if answer.concept in concepts]
    what = subjects(entries, course.syllabus, memory, course.blueprint)
    exam = exam_ahead(records.goal, day)

    def predicted(on: int) -> Prediction | NotYet:
        return _in_order(predict(what, memory, on), course.syllabus)

    return Statistics(
        day=day,
        part=part,
        today=predicted(day),
        exam=None if exam is None else predicted(exam),
        weeks=weeks(records.reviews, revisions, wanted),
        tempos=tempos(records.reviews, revisions, wanted),
        calibration=calibration(answers),
        forecasts=forecasts(records.steps),
    )


def _in_order(predicted: Prediction | NotYet, syllabus: Syllabus) -> Prediction | NotYet:
    """The same with its areas in the order of the course."""
    if isinstance(predicted, NotYet):
        return predicted
    areas = {area: predicted.areas[area] for area in syllabus.areas if area in predicted.areas}
    return replace(predicted, areas=areas)
