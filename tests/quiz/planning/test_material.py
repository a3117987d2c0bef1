"""What there is to study: weights, times, guessing, order."""

import pytest

from quiz.kinds.registry import KINDS
from quiz.memory.memory import Memory
from quiz.planning.habits import TYPICAL, habits
from quiz.planning.material import subjects
from tests.quiz.planning.courses import Entry, blueprint, entries, syllabus

COURSE = syllabus()


def weights(entries, blueprint=None):
    material = subjects(entries, COURSE, Memory(), blueprint).material
    return dict(zip(material.concepts, material.weights, strict=True))


def by_area(weights):
    areas = {"a": 0.0, "b": 0.0}
    for concept, weight in weights.items():
        areas[COURSE.topics[COURSE.concepts[concept].topic].area] += weight
    return areas


def test_without_an_exam_all_weigh_the_same():
    assert set(weights(entries(COURSE)).values()) == {1 / 8}


def test_areas_weigh_what_the_blueprint_says_however_much_is_asked_of_them():
    some = [e for e in entries(COURSE) if e.concepts[0] not in ("t0.1", "t0.2", "t1.1")]
    found = weights(some, blueprint())
    assert by_area(found) == pytest.approx({"a": 0.75, "b": 0.25})
    assert found["t1.2"] == pytest.approx(0.75)


def test_within_an_area_concepts_weigh_what_their_questions_are_worth():
    kinds = {"t0.1": "formula", "t0.2": "choice", "t1.1": "choice", "t1.2": "choice"}
    some = [e for e in entries(COURSE) if e.concepts[0] not in kinds]
    some += [Entry(c, kind, (c,)) for c, kind in kinds.items()]
    some += [Entry("both", "choice", ("t0.1",)), Entry("essay", "essay", ("t0.2",))]
    found = weights(some, blueprint())
    assert found["t0.1"] == pytest.approx(0.75 * 3 / 9)  # the mean of 4 and 2 points
    assert found["t0.2"] == found["t1.1"] == pytest.approx(0.75 * 2 / 9)
    rarely = weights(some, blueprint(kinds={"choice": 3.0, "formula": 1.0}))
    assert rarely["t0.1"] == pytest.approx(0.75 * 2.5 / 8.5)


def test_what_the_exam_leaves_out_weighs_next_to_nothing_but_something():
    found = by_area(weights(entries(COURSE), blueprint(areas={"b": 1.0})))
    assert 0 < found["a"] < 1e-3 and sum(found.values()) == pytest.approx(1)


def test_a_kind_that_the_exam_does_not_use_is_worth_its_fewest_points():
    kinds = {"t0.1": "essay", "t0.2": "choice", "t1.1": "formula", "t1.2": "formula"}
    found = weights([Entry(c, kind, (c,)) for c, kind in kinds.items()], blueprint())
    assert found["t0.1"] == found["t0.2"] == pytest.approx(found["t1.1"] / 2)


def test_no_questions_are_no_fault():
    assert weights([]) == weights([], blueprint()) == {}


def test_times_and_guessing_are_those_of_the_kinds():
    material = subjects(entries(COURSE, ("choice", "formula")), COURSE, Memory()).material
    assert material.chances[0] == pytest.approx(0.125)
    assert material.minutes[0] == pytest.approx((0.7 + 2.0) / 2)


def test_what_is_required_comes_before_and_is_named():
    course = syllabus(requires={"t0": ("t2",)})
    what = subjects(entries(course), course, Memory())
    concepts = what.material.concepts
    place = concepts.index("t0.1")
    assert concepts.index("t2.1") < place
    assert what.material.before[place] == (concepts.index("t2.1"),)
    assert what.before["t0.1"] == ("t2.1",) and what.areas["t2.1"] == "b"
    assert [entry.id for entry in what.entries["t0.1"]] == ["t0.1-0"]


def test_every_kind_has_habits():
    assert TYPICAL.keys() == KINDS.keys()
    assert habits(["telepathy"], {})["telepathy"].minutes > 0


def test_a_learners_own_times_take_the_place_of_typical_ones():
    def minutes(*seconds):
        return habits(["numeric"], {"numeric": seconds})["numeric"].minutes

    assert minutes() == TYPICAL["numeric"].minutes == 1.8
    assert minutes(60.0) == pytest.approx(1.8 - 0.8 / 6)
    assert minutes(*[60.0] * 5) == pytest.approx(1.4)
    assert minutes(*[60.0] * 39, 600.0) == pytest.approx(1.0, abs=0.1)
