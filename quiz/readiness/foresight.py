"""A forecast for a mock exam that is about to begin. Touches disks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from basis.places import cache_folder
from quiz.bank.bank import Bank
from quiz.errors import LogError
from quiz.exam.exam import Forecast
from quiz.exam.paper import Paper
from quiz.logbook.log import Log
from quiz.memory.days import study_day
from quiz.memory.remembering import remembered
from quiz.readiness.prediction import NotYet, forecast


def foresight(bank: Bank, log: Log, now: datetime) -> Callable[[Paper], Forecast | None]:
    """Says what a paper would come to; None while too little is known, or the log unreadable."""

    def foresee(paper: Paper) -> Forecast | None:
        found = ((bank.find(item.question), item.points) for item in paper.items)
        questions = [(entry, points) for entry, points in found if entry is not None]
        revisions = {entry.id: entry.revision for entry in bank.entries}
        try:
            memory = remembered(log, revisions, cache_folder())
        except LogError:  # was said when an exam that waits was looked for
            return None
        said = forecast(questions, memory, study_day(now))
        if isinstance(said, NotYet):
            return None
        low, mean, high = (round(value, 1) for value in said.score)
        return Forecast(low, mean, high)

    return foresee
