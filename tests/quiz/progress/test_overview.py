"""How far a learner is, by area and by topic."""

from quiz.memory.days import study_day
from quiz.memory.deriving import derived
from quiz.memory.memory import Memory
from quiz.memory.standing import Standing
from quiz.progress.overview import outlook, overview
from tests.quiz.fake_course import bank, syllabus
from tests.quiz.fake_kind import START, review

TODAY = study_day(START)


def test_areas_and_topics_count_concepts_that_have_questions():
    reviews = [
        review("kl-zero", ("divergence.1",), 1.0),
        review("kl-not-symmetric", ("divergence.2",), 0.0),
        review("kl-two-coins", ("divergence.1",), 0.0, revision=1),  # an old revision
    ]
    memory = derived(reviews, revisions={"kl-two-coins": 2})
    areas = overview(bank().entries, syllabus(), memory, TODAY)
    assert [area.id for area in areas] == ["basics", "models"]
    basics = areas[0]
    assert (basics.known, basics.fading, basics.weak, basics.new) == (1, 0, 1, 2)
    assert [part.id for part in basics.parts] == ["divergence", "vectors"]
    assert sum(area.questions for area in areas) == len(bank().entries)
    assert basics.concepts == 4 and basics.questions == sum(p.questions for p in basics.parts)


def test_what_was_known_long_ago_is_fading_and_counted_once():
    memory = derived([review("kl-zero", ("divergence.1",), 1.0)])
    basics = overview(bank().entries, syllabus(), memory, TODAY + 30)[0]
    assert (basics.known, basics.fading, basics.concepts) == (0, 1, 4)


def test_an_area_without_questions_is_left_out():
    some = [entry for entry in bank().entries if entry.topic == "clustering"]
    assert [area.id for area in overview(some, syllabus(), Memory(), TODAY)] == ["models"]


def test_the_outlook_counts_each_concept_once():
    memory = derived([review("kl-zero", ("divergence.1",), 0.0)])
    found = outlook(bank().entries, memory, TODAY)
    assert found[Standing.WEAK] == 1 and found.get(Standing.KNOWN, 0) == 0
    assert sum(found.values()) == len({entry.concepts[0] for entry in bank().entries})
