"""How far a learner is, by area and by topic: derived from the bank and the memory. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from basis.texts import Text
from quiz.memory.memory import Memory
from quiz.memory.standing import Standing, standing
from quiz.picking import Askable
from quiz.syllabus import Syllabus


@dataclass(frozen=True)
class Tally:
    """What can be asked of an area or a topic, and how the learner stands there.

    Attributes:
        questions: how many there are.
        known, fading, weak, new: concepts that have a question, by standing.
        parts: the topics of an area.
    """

    id: str
    title: Text
    questions: int
    known: int
    fading: int
    weak: int
    new: int
    parts: tuple[Tally, ...] = ()

    @property
    def concepts(self) -> int:
        """How many concepts have a question."""
        return self.known + self.fading + self.weak + self.new


def overview(
    entries: Sequence[Askable], syllabus: Syllabus, memory: Memory, day: int
) -> tuple[Tally, ...]:
    """The areas that have questions, with their topics, in the order of the syllabus.

    Args:
        entries: all questions.
        syllabus: areas and topics.
        memory: what is remembered.
        day: today (quiz/memory/days.py).
    """
    questions = Counter(entry.concepts[0] for entry in entries)
    areas: dict[str, list[Tally]] = {area: [] for area in syllabus.areas}
    for topic in syllabus.topics.values():
        asked = [concept for concept in topic.concepts if questions[concept]]
        if asked:
            count = sum(questions[concept] for concept in asked)
            how = _standings(asked, memory, day)
            areas[topic.area].append(_tally(topic.id, topic.title, count, how))
    return tuple(
        _joined(area, syllabus.areas[area].title, parts) for area, parts in areas.items() if parts
    )


def outlook(entries: Iterable[Askable], memory: Memory, day: int) -> Mapping[Standing, int]:
    """How many of the concepts that questions are about stand in which way; 0 where none does."""
    return _standings({entry.concepts[0] for entry in entries}, memory, day)


def _standings(concepts: Iterable[str], memory: Memory, day: int) -> Mapping[Standing, int]:
    return Counter(standing(memory, concept, day) for concept in concepts)


def _tally(id: str, title: Text, questions: int, how: Mapping[Standing, int]) -> Tally:
    known, fading = how[Standing.KNOWN], how[Standing.FADING]
    return Tally(id, title, questions, known, fading, how[Standing.WEAK], how[Standing.NEW])


def _joined(id: str, title: Text, parts: Sequence[Tally]) -> Tally:
    whole = Tally(id, title, 0, 0, 0, 0, 0, tuple(parts))
    for part in parts:
        whole = replace(
            whole,
            questions=whole.questions + part.questions,
            known=whole.known + part.known,
            fading=whole.fading + part.fading,
            weak=whole.weak + part.weak,
            new=whole.new + part.new,
        )
    return whole
