"""The commands of `quiz` about where a learner stands and what they prepare for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from basis.places import cache_folder
from basis.voice import Voice
from commands.linking import exercise_notes
from commands.program import SpokenCommand, spoken

if TYPE_CHECKING:
    from quiz.bank.bank import Bank
    from quiz.linking import ExerciseNote
    from quiz.logbook.records import Goal

#: What takes the date away.
_NO_DATE = ("none", "없음")

#: Years after which an exam was probably mistyped.
_FAR = 2


@click.command("plan", cls=SpokenCommand)
@click.option("--exam-date", "exam")
@click.option("--minutes-per-day", "minutes", type=click.IntRange(5, 720))
@click.option("--blueprint")
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def plan(voice: Voice, exam: str | None, minutes: int | None, blueprint: str | None) -> None:
    """Set what the learner prepares for, and show the plan."""
    from quiz.logbook.vigil import open_log
    from quiz.progress.situation import situation
    from quiz.sitting import open_bank

    bank, log, now = open_bank(voice.warn), open_log(voice.warn), datetime.now().astimezone()
    if (exam, minutes, blueprint) != (None, None, None):
        goal = _goal(log.goal(), now)
        if exam is not None:
            goal = replace(goal, exam=_exam(voice, exam, now.date()))
        if minutes is not None:
            goal = replace(goal, minutes=minutes)
        if blueprint is not None:
            goal = replace(goal, blueprint=_blueprint(bank, blueprint))
        log.add(goal)
    found = situation(bank, log, now, voice.warn)
    if voice.as_json:
        from quiz.progress.situationform import plan_form

        voice.document(plan_form(found))
    else:
        from quiz.progress.planscreen import PlanScreen

        voice.print(PlanScreen(voice.texts, voice.width).plan(found))


#: What is part of `quiz`.
COMMANDS = (plan,)


def show_dashboard(voice: Voice) -> None:
    """Print where the learner stands, and what there is to do."""
    from quiz.logbook.vigil import open_log
    from quiz.progress.situation import situation
    from quiz.sitting import open_bank

    now = datetime.now().astimezone()
    found = situation(open_bank(voice.warn), open_log(voice.warn), now, voice.warn)
    if voice.as_json:
        from quiz.progress.situationform import dashboard_form

        voice.document(dashboard_form(found, exercises(voice)))
    else:
        from quiz.progress.dashboard import Dashboard

        plain = "utf" not in voice.out.encoding  # the shades of bars are no letters of the others
        screen = Dashboard(voice.texts, voice.width, plain)
        voice.print(screen.screen(found, exercises(voice)))


def exercises(voice: Voice) -> tuple[ExerciseNote, ...]:
    """What there is to code; nothing, after a word on why, if that cannot be read."""
    from quiz.progress.situation import part

    return part(exercise_notes, voice.warn) or ()


def _goal(before: Goal | None, now: datetime) -> Goal:
    """What holds until something else is said."""
    from quiz.logbook.records import Goal
    from quiz.planning.agenda import MINUTES

    if before is None:
        return Goal(now, None, MINUTES)
    return replace(before, at=now)


def _exam(voice: Voice, typed: str, today: date) -> date | None:
    """The day of the exam; None for none."""
    from quiz.dates import exam_day
    from quiz.errors import QuizError

    if typed.strip().lower() in _NO_DATE:
        return None
    day = exam_day(typed, today)
    if (day.year - _FAR, day.month, day.day) > (today.year, today.month, today.day):
        voice.warn(QuizError("plan_far", exam=day))
    return day


def _blueprint(bank: Bank, name: str) -> str:
    """The id of a blueprint that there is."""
    from quiz.exam.blueprints import find, load_blueprints

    return find(load_blueprints(bank.folder, cache_folder()), name).id
