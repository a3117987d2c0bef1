"""Where quiz and code meet: both engines are asked here, and each is handed plain data.

Neither is imported before something is wanted of it: `grade` does not load the quiz for a verdict
without mistakes, nor does `quiz` load the grader before its first question.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from basis.errors import GongbuError
from basis.places import cache_folder, content_root
from basis.texts import Message, Texts
from basis.voice import Voice

if TYPE_CHECKING:
    from grader.course import Exercise
    from grader.verdict import Verdict
    from grader.workspace import Workspace
    from quiz.bank.bank import Bank
    from quiz.linking import ExerciseNote
    from quiz.logbook.log import Warn


# --- For the quiz --------------------------------------------------------------------------------


def exercise_notes() -> tuple[ExerciseNote, ...]:
    """What the quiz is told of the exercises; those that cannot be read are left out."""
    if content_root("exercises") is None:
        return ()
    from grader.course import Course
    from grader.workspace import Workspace

    course, workspace, attempted = Course.find(), Workspace.here(), _attempted()
    notes = []
    for slug in course.slugs():
        with suppress(Exception):  # its author's fault, which `grade check` reports
            notes.append(_note(course.exercise(slug), workspace, attempted))
    return tuple(notes)


def _attempted() -> Mapping[str, bool]:
    """The exercises that were judged, and whether any attempt passed."""
    from grader.errors import HistoryError
    from grader.history import History

    try:
        attempts = History().attempts()
    except HistoryError:
        return {}
    passed = {attempt.slug for attempt in attempts if attempt.passed}
    return {attempt.slug: attempt.slug in passed for attempt in attempts}


def _note(exercise: Exercise, workspace: Workspace, attempted: Mapping[str, bool]) -> ExerciseNote:
    from quiz.linking import ExerciseNote

    mistakes = exercise.mistakes.values()
    return ExerciseNote(
        slug=exercise.slug,
        title=exercise.title,
        topics=exercise.topics,
        concepts=frozenset(concept for mistake in mistakes for concept in mistake.concepts),
        difficulty=exercise.difficulty,
        points=exercise.points,
        passed=attempted.get(exercise.slug, False),
        # Whoever works in several folders has started it in another one.
        started=exercise.slug in attempted or workspace.submission(exercise) is not None,
    )


# --- For `grade` ---------------------------------------------------------------------------------


def tell_quiz(voice: Voice, verdict: Verdict) -> None:
    """Keep the mistakes of a verdict for the quiz, and say which questions come first now.

    Whatever goes wrong is said in one line; the verdict stands.
    """
    mistakes = {
        check.diagnosis.mistake: check.diagnosis.concepts
        for check in verdict.checks
        if check.diagnosis and check.diagnosis.concepts
    }
    if not mistakes or content_root("questions") is None:
        return
    from quiz.errors import QuizError

    texts = Texts(voice.texts.lang, "quiz")
    try:
        warn = (lambda _: None) if voice.as_json else voice.warn
        said = _kept(verdict.slug, mistakes, warn)
    except Exception as error:  # of the other engine: it is not to cost anybody their verdict
        if not voice.as_json:
            voice.warn(QuizError("link_forward_lost", reason=_reason(error, texts)))
        return
    if said is not None and not voice.as_json:
        Voice(texts).say(said.key, **said.fields)


def _kept(slug: str, mistakes: Mapping[str, tuple[str, ...]], warn: Warn) -> Message | None:
    from quiz.linking import brought_forward, unasked
    from quiz.logbook.records import Slip
    from quiz.logbook.vigil import open_log

    log, now = open_log(warn), datetime.now().astimezone()
    log.add(*(Slip(now, slug, mistake, concepts) for mistake, concepts in mistakes.items()))
    betrayed = {concept for concepts in mistakes.values() for concept in concepts}
    bank, records = _bank(), log.records()
    first = betrayed & unasked(records.reviews, records.slips)
    return brought_forward(first, _asked(bank), bank.syllabus)


def _reason(error: Exception, texts: Texts) -> str:
    if not isinstance(error, GongbuError):
        from basis.fault import save_fault

        return f"{type(error).__name__}, {save_fault(error)}"
    text = texts.fill(error.key, error.fields)
    return f"{error.place}: {text}" if error.place else text


def quiz_notes(topics: Mapping[str, Collection[str]], lang: str) -> Mapping[str, str]:
    """How the quiz stands on the topics of each exercise, in words.

    Args:
        topics: by exercise.
        lang: "ko" or "en".

    Returns:
        by exercise, as far as there is anything to ask; nothing if banks or log cannot be read.
    """
    if content_root("questions") is None:
        return {}
    from quiz.linking import quiz_note, said_standing
    from quiz.logbook.log import Log
    from quiz.memory.days import study_day
    from quiz.memory.remembering import remembered
    from quiz.memory.standing import standing

    try:
        bank = _bank()
        revisions = {entry.id: entry.revision for entry in bank.entries}
        memory = remembered(Log(), revisions, cache_folder())
    except GongbuError:
        return {}
    asked, texts = _asked(bank), Texts(lang, "quiz")
    today = study_day(datetime.now().astimezone())
    notes = {
        slug: quiz_note(each, asked, bank.syllabus, lambda c: standing(memory, c, today))
        for slug, each in topics.items()
    }
    said = {slug: said_standing(note) for slug, note in notes.items()}
    return {slug: texts.message(message) for slug, message in said.items() if message}


def _bank() -> Bank:
    from quiz.bank.bank import Bank
    from quiz.errors import UsageError

    folder = content_root("questions")
    if folder is None:
        raise UsageError("no_questions_folder")
    return Bank.open(folder, cache_folder())


def _asked(bank: Bank) -> frozenset[str]:
    """The concepts that there are questions on."""
    return frozenset(entry.concepts[0] for entry in bank.entries)
