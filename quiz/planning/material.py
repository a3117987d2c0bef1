"""What there is to study, made of bank, syllabus, exam and learner. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from quiz.exam.blueprint import Blueprint
from quiz.memory.memory import Memory
from quiz.planning.habits import habits
from quiz.planning.ranking import Material
from quiz.prerequisites import before, in_teaching_order
from quiz.syllabus import Syllabus

#: How many questions of each kind.
Counts = Mapping[str, int]

#: What a concept that the exam leaves out weighs, in shares of what one weighs on average.
_ASIDE = 1e-4


#: Minutes for the explanation after a miss. Then the question is asked once more.
_READING = 0.4


class Asking(Protocol):
    """What has to be known of a question."""

    @property
    def kind(self) -> str:
        """How it is answered."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """The first is the primary one."""


AnyAsking = TypeVar("AnyAsking", bound=Asking)


@dataclass(frozen=True)
class Subjects(Generic[AnyAsking]):
    """The concepts that can be asked about.

    Attributes:
        material: what a plan has to know of them, in teaching order.
        entries: the questions on each.
        areas: the area of each.
        before: the concepts to be seen before each.
    """

    material: Material
    entries: Mapping[str, Sequence[AnyAsking]]
    areas: Mapping[str, str]
    before: Mapping[str, Sequence[str]]


def subjects(
    entries: Iterable[AnyAsking],
    syllabus: Syllabus,
    memory: Memory,
    blueprint: Blueprint | None = None,
) -> Subjects[AnyAsking]:
    """What there is to study.

    Args:
        entries: all questions of the course.
        syllabus: says what comes first, and in which area a concept is.
        memory: the learner's times.
        blueprint: of the exam; without one, all concepts weigh the same.
    """
    by_concept: dict[str, list[AnyAsking]] = {}
    for entry in entries:
        by_concept.setdefault(entry.concepts[0], []).append(entry)
    concepts = in_teaching_order(syllabus, by_concept)
    places = {concept: place for place, concept in enumerate(concepts)}
    required = before(syllabus, concepts)
    asked = {concept: by_concept[concept] for concept in concepts}
    areas = {c: syllabus.topics[syllabus.concepts[c].topic].area for c in concepts}
    kinds = {concept: Counter([entry.kind for entry in asked[concept]]) for concept in concepts}
    typical = habits(sorted({kind for each in kinds.values() for kind in each}), memory.seconds)
    chance = {kind: habit.chance for kind, habit in typical.items()}
    minutes = {kind: habit.minutes for kind, habit in typical.items()}
    times = [_mean(kinds[concept], minutes) for concept in concepts]
    material = Material(
        concepts=concepts,
        weights=_weights(kinds, areas, blueprint),
        chances=[_mean(kinds[concept], chance) for concept in concepts],
        minutes=times,
        before=[tuple(places[needed] for needed in required[c]) for c in concepts],
        reread=_READING + (sum(times) / len(times) if times else 0.0),
    )
    return Subjects(material, asked, areas, required)


def _weights(
    kinds: Mapping[str, Counts], areas: Mapping[str, str], blueprint: Blueprint | None
) -> list[float]:
    """Shares of the exam's points.

    An area has the share that the blueprint gives it, and in it each concept what its questions are
    worth on average. What the blueprint leaves out gets nearly nothing, but stays askable.
    """
    if blueprint is None:
        return [1 / len(kinds) for _ in kinds]
    points = {concept: _points(each, blueprint) for concept, each in kinds.items()}
    whole: dict[str, float] = {}
    for concept, worth in points.items():
        whole[areas[concept]] = whole.get(areas[concept], 0.0) + worth
    shares = [
        blueprint.areas.get(areas[concept], 0.0) * worth / whole[areas[concept]]
        for concept, worth in points.items()
    ]
    least = _ASIDE * (sum(shares) or 1.0) / max(len(shares), 1)
    shares = [max(share, least) for share in shares]
    total = sum(shares)
    return [share / total for share in shares]


def _points(kinds: Counts, blueprint: Blueprint) -> float:
    """What a question on a concept is worth on average, as often as the exam has its kind.

    A concept that is only asked about in ways that the exam does not use may be asked about in
    another way there: it is worth as little as any.
    """
    often = {kind: count * blueprint.kinds.get(kind, 0.0) for kind, count in kinds.items()}
    worth = _mean(often, blueprint.points) if any(often.values()) else 0.0
    return worth or min((p for p in blueprint.points.values() if p > 0), default=1.0)


def _mean(often: Mapping[str, float], values: Mapping[str, float]) -> float:
    """The mean of a value of each kind, weighted by how often the kind comes."""
    whole = sum(share * values.get(kind, 0.0) for kind, share in often.items())
    return whole / sum(often.values())
