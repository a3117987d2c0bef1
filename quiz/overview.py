"""How far a learner is, by area and by topic: derived from the bank and the log. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from basis.texts import Text
from quiz.picking import Askable
from quiz.records import Review
from quiz.standing import Standing, Traces, standing, traces
from quiz.syllabus import Syllabus


@dataclass(frozen=True)
class Tally:
    """What can be asked of an area or a topic, and how the learner stands there.

    Attributes:
        questions: how many there are.
        known, weak, new: concepts that have a question, by standing.
        parts: the topics of an area.
    """

    id: str
    title: Text
    questions: int
    known: int
    weak: int
    new: int
    parts: tuple[Tally, ...] = ()

    @property
    def concepts(self) -> int:
        """How many concepts have a question."""
        return self.known + self.weak + self.new


def overview(
    entries: Sequence[Askable], syllabus: Syllabus, reviews: Sequence[Review]
) -> tuple[Tally, ...]:
    """The areas that have questions, with their topics, in the order of the syllabus."""
    seen = traces(reviews, {entry.id: entry.revision for entry in entries})
    questions = Counter(entry.concepts[0] for entry in entries)
    areas: dict[str, list[Tally]] = {area: [] for area in syllabus.areas}
    for topic in syllabus.topics.values():
        asked = [concept for concept in topic.concepts if questions[concept]]
        if asked:
            count = sum(questions[concept] for concept in asked)
            areas[topic.area].append(_tally(topic.id, topic.title, count, asked, seen))
    return tuple(
        _joined(area, syllabus.areas[area].title, parts) for area, parts in areas.items() if parts
    )


def _tally(id: str, title: Text, questions: int, concepts: Iterable[str], seen: Traces) -> Tally:
    how: Mapping[Standing, int] = Counter(standing(seen, concept) for concept in concepts)
    known, weak, new = (how[each] for each in (Standing.KNOWN, Standing.WEAK, Standing.NEW))
    return Tally(id, title, questions, known, weak, new)


def _joined(id: str, title: Text, parts: Sequence[Tally]) -> Tally:
    whole = Tally(id, title, 0, 0, 0, 0, tuple(parts))
    for part in parts:
        whole = replace(
            whole,
            questions=whole.questions + part.questions,
            known=whole.known + part.known,
            weak=whole.weak + part.weak,
            new=whole.new + part.new,
        )
    return whole


def outlook(entries: Iterable[Askable], seen: Traces) -> Mapping[Standing, int]:
    """How many of the concepts that questions are about are known, weak and new."""
    return Counter(standing(seen, concept) for concept in {entry.concepts[0] for entry in entries})
