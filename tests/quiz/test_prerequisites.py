"""What comes before what: in a made-up syllabus, and in the real one."""

from functools import cache
from pathlib import Path

from basis.texts import Text
from quiz.prerequisites import before, in_teaching_order
from quiz.syllabus import Area, Concept, Syllabus, Topic

QUESTIONS = Path(__file__).resolve().parents[2] / "questions"

#: More steps than that from a beginning would say that requirements were copied from an order.
LONGEST = 12


def made(**topics):
    """A syllabus of topics with two concepts each, as `name="area: required required"`."""
    areas, built = {}, {}
    for name, words in topics.items():
        area, _, required = words.partition(":")
        areas[area] = Area(area, Text(area, area))
        concepts = (f"{name}.1", f"{name}.2")
        built[name] = Topic(name, Text(name, name), area, (), concepts, tuple(required.split()))
    concepts = {id: Concept(id, topic.id, "") for topic in built.values() for id in topic.concepts}
    return Syllabus(areas, built, concepts, {})


@cache
def real():
    return Syllabus.load(QUESTIONS)


COURSE = made(bound="late: divergence", sums="early", divergence="early: sums logs", logs="early")


def test_the_first_asked_concept_of_each_required_topic():
    found = before(COURSE, COURSE.concepts)
    assert found["divergence.1"] == found["divergence.2"] == ("sums.1", "logs.1")
    assert found["bound.2"] == ("divergence.1",)
    assert found["sums.1"] == ()
    assert before(COURSE, ["sums.2", "divergence.2"]) == {"sums.2": (), "divergence.2": ("sums.2",)}


def test_a_topic_without_questions_is_skipped():
    assert before(COURSE, ["bound.1", "logs.2", "sums.1"])["bound.1"] == ("sums.1", "logs.2")
    assert before(COURSE, ["bound.1"]) == {"bound.1": ()}


def test_what_two_topics_require_is_named_once():
    course = made(a="x", b="x: a", c="x: a", d="x: b c")
    assert before(course, ["a.1", "d.1"])["d.1"] == ("a.1",)


def test_what_the_syllabus_does_not_know_does_not_count():
    assert before(COURSE, ["gone.1"]) == {}
    assert in_teaching_order(COURSE, ["gone.1", "logs.1"]) == ["logs.1"]


def test_the_order_of_the_course_is_kept_as_far_as_can_be():
    topics = [id.partition(".")[0] for id in in_teaching_order(COURSE, COURSE.concepts)[::2]]
    assert topics == ["sums", "logs", "divergence", "bound"]
    course = made(early="one: far", next="one", far="two", rest="two")
    topics = [id.partition(".")[0] for id in in_teaching_order(course, course.concepts)[::2]]
    assert topics == ["next", "far", "early", "rest"]
    assert in_teaching_order(course, ["rest.2", "early.2", "early.1"])[-1] == "rest.2"


def test_the_areas_come_in_their_own_order():
    areas = {name: COURSE.areas[name] for name in ("late", "early")}
    course = Syllabus(areas, made(a="early", b="late").topics, {}, {})
    assert in_teaching_order(course, ["a.1", "b.1"]) == ["b.1", "a.1"]


def test_every_concept_of_the_real_course_is_reached_after_what_it_needs():
    order = in_teaching_order(real(), real().concepts)
    assert sorted(order) == sorted(real().concepts)
    place = {concept: index for index, concept in enumerate(order)}
    needed = before(real(), real().concepts)
    assert needed.keys() == real().concepts.keys()
    assert all(place[one] < place[id] for id, ones in needed.items() for one in ones)


def above(topic):
    """All that a topic requires, directly or not."""
    direct = real().topics[topic].requires
    return set(direct).union(*map(above, direct))


def test_the_real_course_requires_no_long_way_and_only_direct_steps():
    def steps(topic):
        return 1 + max(map(steps, real().topics[topic].requires), default=0)

    assert max(map(steps, real().topics)) <= LONGEST
    for topic in real().topics.values():
        for name in topic.requires:
            others = [other for other in topic.requires if other != name]
            assert name not in set().union(*map(above, others)), (topic.id, name)


def test_requirements_that_nobody_would_doubt():
    for topic, required in {
        "elbo": "kl-divergence",
        "svm-primal-dual": "lagrange-multipliers",
        "lstm-gates": "rnn",
        "lstm-overview": "bptt-rnn-gradients",
        "ddpm-training-loss": "reparameterization-trick",
        "gmm": "em-algorithm",
        "bert": "scaled-dot-product-attention",
    }.items():
        assert required in above(topic), topic
