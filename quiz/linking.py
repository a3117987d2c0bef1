"""Quiz and code on one map: what a mistake in code brings forward, which exercise a miss calls for.

Pure. Neither engine knows the other: a face (commands/linking.py) hands over plain data. `asked`
are always the concepts that there are questions on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from basis.texts import Message, Text
from quiz.logbook.records import Review, Slip
from quiz.memory.memory import Pending
from quiz.memory.standing import Standing
from quiz.syllabus import Syllabus

#: Days with a word of their own.
_WORDS = {0: "link_ahead_today", 1: "link_ahead_yesterday"}


@dataclass(frozen=True)
class ExerciseNote:
    """What the quiz is told of an exercise.

    Attributes:
        concepts: what the mistakes of its catalogue betray.
        points: to be had.
        passed: whether the learner ever passed it.
        started: whether there is a file of theirs, or was one that was judged.
    """

    slug: str
    title: Text
    topics: tuple[str, ...]
    concepts: frozenset[str]
    difficulty: int
    points: float
    passed: bool = False
    started: bool = False


@dataclass(frozen=True)
class QuizNote:
    """What an exercise is told of the quiz: concepts of its topics that can be asked about.

    Attributes:
        known: how many of them are known.
        asked: how many there are.
    """

    known: int
    asked: int


@dataclass(frozen=True)
class Ahead:
    """Questions that come first because of a mistake in code.

    Attributes:
        day: of the mistake (quiz/memory/days.py).
        questions: how many come first: each concept is asked about once before it is as any other.
    """

    exercise: str
    mistake: str
    day: int
    questions: int


# --- From code to the quiz -----------------------------------------------------------------------


def unasked(reviews: Sequence[Review], slips: Iterable[Slip]) -> frozenset[str]:
    """Concepts that a mistake in code betrayed and that were not asked about since.

    The same as `Memory.pending` says, without deriving a memory. Both lists are those of a log.
    """
    return frozenset(
        concept
        for slip in slips
        for concept in slip.concepts
        if not any(
            review.counts and review.concepts[0] == concept for review in reviews[slip.after :]
        )
    )


def brought_forward(
    concepts: Collection[str], asked: Collection[str], syllabus: Syllabus
) -> Message | None:
    """What to say of concepts that are asked about first from now on.

    Returns:
        None if there are no questions on them.
    """
    found = [concept for concept in syllabus.concepts if concept in concepts and concept in asked]
    if not found:
        return None
    topics = dict.fromkeys(syllabus.concepts[concept].topic for concept in found)
    titles = [syllabus.topics[topic].title for topic in topics]
    both = Text(ko=" · ".join(t.ko for t in titles), en=" · ".join(t.en for t in titles))
    return Message("link_forward", {"count": len(found), "titles": both})


def ahead(pending: Mapping[str, Pending], asked: Collection[str]) -> tuple[Ahead, ...]:
    """The mistakes whose questions come first, the latest before earlier ones."""
    counts: dict[Pending, int] = {}
    for concept, mistake in pending.items():
        if concept in asked:
            counts[mistake] = counts.get(mistake, 0) + 1
    found = [Ahead(*mistake, count) for mistake, count in counts.items()]
    return tuple(sorted(found, key=lambda each: (-each.day, each.exercise, each.mistake)))


def said_ahead(one: Ahead, today: int) -> Message:
    """Why questions come first, as a line of the dashboard.

    Args:
        one: a mistake.
        today: as in `Ahead.day`.
    """
    days = max(0, today - one.day)
    fields = {"exercise": one.exercise, "mistake": one.mistake, "count": one.questions}
    return Message(_WORDS.get(days, "link_ahead"), fields | {"days": days})


# --- From the quiz to code -----------------------------------------------------------------------


def offered(
    notes: Iterable[ExerciseNote], missed: Collection[str], syllabus: Syllabus
) -> ExerciseNote | None:
    """The smallest exercise on what was missed, of those that were not passed yet.

    An exercise is on a concept if it is on its topic, or if one of its mistakes betrays it. The
    smallest has the least difficulty, then the fewest points.

    Args:
        notes: all exercises.
        missed: concepts.
        syllabus: knows their topics.
    """
    topics = {syllabus.concepts[c].topic for c in missed if c in syllabus.concepts}

    def fits(note: ExerciseNote) -> bool:
        return not (topics.isdisjoint(note.topics) and note.concepts.isdisjoint(missed))

    fitting = [note for note in notes if not note.passed and fits(note)]
    return min(fitting, key=lambda note: (note.difficulty, note.points, note.slug), default=None)


def said_offer(note: ExerciseNote) -> Message:
    """How an exercise is offered, with the command that begins it or goes on with it."""
    command = f"grade {note.slug}" if note.started else f"grade start {note.slug}"
    return Message("link_offer", {"title": note.title, "command": command})


def said_progress(notes: Sequence[ExerciseNote]) -> Message | None:
    """How many exercises are done; None where there are none."""
    done = sum(note.passed for note in notes)
    return Message("link_progress", {"done": done, "all": len(notes)}) if notes else None


# --- Beside an exercise --------------------------------------------------------------------------


def quiz_note(
    topics: Iterable[str],
    asked: Collection[str],
    syllabus: Syllabus,
    how: Callable[[str], Standing],
) -> QuizNote:
    """How the quiz stands on some topics; those that the syllabus does not know do not count.

    Args:
        topics: of an exercise.
        asked: concepts with questions.
        syllabus: knows the concepts of a topic.
        how: the standing of a concept.
    """
    known = [syllabus.topics[topic] for topic in topics if topic in syllabus.topics]
    concepts = [concept for topic in known for concept in topic.concepts if concept in asked]
    return QuizNote(sum(how(concept) is Standing.KNOWN for concept in concepts), len(concepts))


def said_standing(note: QuizNote) -> Message | None:
    """How the quiz stands on an exercise's topics; None where there is nothing to ask."""
    return (
        Message("link_standing", {"known": note.known, "asked": note.asked}) if note.asked else None
    )
