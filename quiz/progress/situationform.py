"""Where a learner stands, as `quiz --json` and `quiz plan --json` give it (docs/json.md). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from basis.jsonform import both
from quiz.linking import Ahead, ExerciseNote
from quiz.planning.forecast import Span
from quiz.planning.pace import Pace
from quiz.progress.overview import Tally
from quiz.progress.situation import Situation
from quiz.readiness.prediction import NotYet, Prediction, Range

SCHEMA = 1
Form = dict[str, Any]


def plan_form(now: Situation) -> Form:
    """The document of `quiz plan --json`."""
    days = [_span(span) for span in now.pace.spans] if now.pace else []
    return {"schema": SCHEMA, "goal": _goal(now), "pace": _pace(now.pace), "days": days}


def dashboard_form(now: Situation, exercises: Sequence[ExerciseNote]) -> Form:
    """The document of `quiz --json`."""
    done = sum(note.passed for note in exercises)
    return {
        "schema": SCHEMA,
        "goal": _goal(now),
        "pace": _pace(now.pace),
        "readiness": _readiness(now),
        "areas": [_area(area) for area in now.areas],
        "mistakes": [_mistake(each) for each in now.mistakes],
        "exam": _exam(now),
        "exercises": {"done": done, "all": len(exercises)},
        "answers": now.answers,
        "latest": now.latest.isoformat() if now.latest else None,
    }


def _goal(now: Situation) -> Form | None:
    if now.goal is None:
        return None
    return {
        "exam": now.goal.exam.isoformat() if now.goal.exam else None,
        "days_left": now.days_left,
        "minutes": now.goal.minutes,
        "blueprint": now.goal.blueprint,
    }


def _pace(pace: Pace | None) -> Form | None:
    if pace is None:
        return None
    return {
        "spent": round(pace.spent, 1),
        "questions": pace.questions,
        "load": round(pace.load, 1),
        "seen": round(pace.seen, 4),
        "seen_weight": round(pace.seen_weight, 4),
        "suffices": pace.suffices,
        "needed": pace.needed,
    }


def _span(span: Span) -> Form:
    return {
        "day": date.fromordinal(span.day).isoformat(),
        "days": span.days,
        "new": span.new,
        "reviews": span.reviews,
        "new_minutes": round(span.new_minutes, 1),
        "review_minutes": round(span.review_minutes, 1),
    }


def _readiness(now: Situation) -> Form | None:
    match now.readiness:
        case Prediction():
            areas = {area: _range(each) for area, each in now.readiness.areas.items()}
            return {"score": _range(now.readiness.score), "areas": areas}
        case NotYet():
            return {"score": None, "areas": {}}
    return None


def _range(score: Range | None) -> Form | None:
    return {name: round(value, 1) for name, value in score._asdict().items()} if score else None


def _area(tally: Tally) -> Form:
    return {
        "id": tally.id,
        "title": both(tally.title),
        "questions": tally.questions,
        "known": tally.known + tally.fading,  # as `quiz topics --json` counts
        "fading": tally.fading,
        "weak": tally.weak,
        "new": tally.new,
    }


def _mistake(mistake: Ahead) -> Form:
    return {
        "exercise": mistake.exercise,
        "mistake": mistake.mistake,
        "day": date.fromordinal(mistake.day).isoformat(),
        "questions": mistake.questions,
    }


def _exam(now: Situation) -> Form | None:
    if now.exam is None:
        return None
    left = round(now.exam.exam.left(now.now))
    return {"id": now.exam.exam.id, "seconds_left": left}
