"""The documents of `quiz stats --json` and `quiz review --json` (docs/json.md). Pure.

Version 1. Keys are only ever added; anything else raises the version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from basis.jsonform import both
from basis.texts import Text
from quiz.readiness.missed import Missed
from quiz.readiness.prediction import NotYet, Prediction, Range
from quiz.readiness.statistics import Statistics
from quiz.textforms import message_form, options_form

SCHEMA = 1

Form = dict[str, Any]


def stats_form(stats: Statistics, titles: Mapping[str, Text]) -> Form:
    """The document of `quiz stats --json`.

    Args:
        stats: what there is to show.
        titles: of the areas, by id.
    """
    made = stats.calibration
    return {
        "schema": SCHEMA,
        "readiness": readiness_form(stats.today, titles),
        "on_exam_day": stats.exam and readiness_form(stats.exam, titles),
        "weeks": [
            {
                "monday": week.monday.isoformat(),
                "answers": week.answers,
                "tried": week.tried,
                "passed": week.passed,
                "minutes": round(week.minutes, 1),
                "newly_known": week.newly,
            }
            for week in stats.weeks
        ],
        "calibration": made
        and {
            "answers": made.answers,
            "brier": round(made.brier, 4),
            "base": round(made.base, 4),
            "tenths": [_rounded(asdict(tenth), 4) for tenth in made.tenths],
        },
        "forecasts": [
            {"at": exam.at.isoformat(), **_range(exam), "score": round(exam.score, 1)}
            for exam in stats.forecasts
        ],
        "kinds": [_rounded(asdict(tempo), 1) for tempo in stats.tempos],
    }


def readiness_form(predicted: Prediction | NotYet, titles: Mapping[str, Text]) -> Form:
    """A prediction, or what it lacks."""
    if isinstance(predicted, NotYet):
        width = None if predicted.width is None else round(predicted.width, 1)
        return {
            "known": False,
            "looks": predicted.looks,
            "needed": predicted.needed,
            "width": width,
        }
    return {
        "known": True,
        "day": date.fromordinal(predicted.day).isoformat(),
        "looks": predicted.looks,
        **_range(predicted.score),
        "areas": [
            {"id": area, "title": both(titles[area]), **_range(score)}
            for area, score in predicted.areas.items()
        ],
    }


def review_form(missed: Sequence[Missed]) -> Form:
    """The document of `quiz review --json`."""
    return {"schema": SCHEMA, "missed": [_missed(each) for each in missed]}


def _missed(missed: Missed) -> Form:
    review, prompt = missed.review, missed.prompt
    shown = prompt and {
        "text": both(prompt.text),
        "options": options_form(prompt.options),
        "others": options_form(prompt.others),
        "code": prompt.code,
        "key": both(prompt.key_text),
        "explanation": both(prompt.explanation),
    }
    return {
        "at": review.at.isoformat(),
        "mode": review.mode,
        "question": review.question,
        "kind": review.kind,
        "topic": review.topic,
        "concepts": list(review.concepts),
        "variant": review.seed,
        "outcome": review.outcome,
        "score": review.score,
        "typed": review.typed,
        "says": list(review.says),
        "doubted": review.doubted,
        "change": missed.change.value,
        "prompt": shown,
        "feedback": [message_form(message) for message in missed.feedback],
    }


def _range(score: Range | Any) -> Form:
    names = ("low", "mean", "high")
    return {name: None if score is None else round(getattr(score, name), 1) for name in names}


def _rounded(form: Form, digits: int) -> Form:
    return {k: round(v, digits) if isinstance(v, float) else v for k, v in form.items()}
