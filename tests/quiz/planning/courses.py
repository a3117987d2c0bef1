"""A small course made up for plans: areas a and b, topics t0, t1 ..., two concepts each."""

from typing import NamedTuple

from basis.texts import Text
from quiz.exam.blueprint import Blueprint
from quiz.syllabus import Area, Concept, Syllabus, Topic

NONE = Text(ko="", en="")


class Entry(NamedTuple):
    id: str
    kind: str
    concepts: tuple[str, ...]


def syllabus(topics=4, requires=None):
    """Half of the topics in area a, half in b."""
    made = {
        f"t{i}": Topic(
            f"t{i}",
            NONE,
            "a" if i < topics / 2 else "b",
            (),
            (f"t{i}.1", f"t{i}.2"),
            (requires or {}).get(f"t{i}", ()),
        )
        for i in range(topics)
    }
    concepts = {c: Concept(c, t.id, c) for t in made.values() for c in t.concepts}
    return Syllabus({a: Area(a, NONE) for a in "ab"}, made, concepts, {})


def entries(syllabus, kinds=("choice",)):
    """A question of each kind on each concept."""
    return [
        Entry(f"{concept}-{i}", kind, (concept,))
        for concept in syllabus.concepts
        for i, kind in enumerate(kinds)
    ]


def blueprint(**changes):
    made = {
        "areas": {"a": 3.0, "b": 1.0},
        "kinds": {"choice": 1.0, "formula": 1.0},
        "difficulties": {2: 1.0},
        "points": {"choice": 2.0, "formula": 4.0},
    }
    return Blueprint("final", NONE, 20, 60, **(made | changes))
