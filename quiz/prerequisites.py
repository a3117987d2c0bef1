"""What has to be known before what. Pure.

Topics require topics (`requires` in the syllabus); memory holds concepts, and only those that
questions ask about can be shown to be known. So a topic stands for the first of its concepts that
is asked about, and a topic without any for what it requires itself.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator

from quiz.syllabus import Syllabus, Topic


def before(syllabus: Syllabus, asked: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The concepts to be seen before each concept that is asked about.

    Args:
        syllabus: its topics must not require each other in a circle, which reading it ensures.
        asked: concepts with questions; those that the syllabus does not know do not count.
    """
    wanted = frozenset(asked)
    stands: dict[str, tuple[str, ...]] = {}
    found: dict[str, tuple[str, ...]] = {}
    for topic in _ordered(syllabus):
        required = [concept for name in topic.requires for concept in stands[name]]
        first = tuple(dict.fromkeys(required))
        own = [concept for concept in topic.concepts if concept in wanted]
        stands[topic.id] = (own[0],) if own else first
        found.update(dict.fromkeys(own, first))
    return found


def in_teaching_order(syllabus: Syllabus, asked: Collection[str]) -> list[str]:
    """The concepts that are asked about, none before what its topic requires.

    As far as that allows they come in the order of areas, topics and concepts: the next topic is
    always the earliest of those whose requirements have come.
    """
    wanted = frozenset(asked)
    return [
        concept for topic in _ordered(syllabus) for concept in topic.concepts if concept in wanted
    ]


def _ordered(syllabus: Syllabus) -> Iterator[Topic]:
    """The topics, none before those that it requires (Kahn's algorithm with a heap)."""
    areas = {area: place for place, area in enumerate(syllabus.areas)}
    topics = sorted(syllabus.topics.values(), key=lambda topic: areas[topic.area])  # stable
    place = {topic.id: index for index, topic in enumerate(topics)}
    missing = [len(topic.requires) for topic in topics]
    opens: dict[str, list[str]] = {}
    for topic in topics:
        for name in topic.requires:
            opens.setdefault(name, []).append(topic.id)
    ready = [index for index, count in enumerate(missing) if not count]
    while ready:
        topic = topics[heapq.heappop(ready)]
        yield topic
        for name in opens.get(topic.id, ()):
            missing[place[name]] -= 1
            if not missing[place[name]]:
                heapq.heappush(ready, place[name])
