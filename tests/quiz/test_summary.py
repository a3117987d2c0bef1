"""What a session has changed, and how far a learner is."""

from quiz.overview import outlook, overview
from quiz.standing import Standing, traces
from quiz.summary import summary
from tests.quiz.fake_course import bank, syllabus
from tests.quiz.fake_kind import at, review


def test_a_session_in_numbers():
    before = traces([review("a", ("t.1",), 0.0), review("b", ("t.2",), 1.0)], {})
    done = [
        review("a", ("t.1",), 1.0, seconds=10.0),
        review("b", ("t.2",), 0.5, betrayed=("t.7",), seconds=20.0),
        review("c", ("t.3",), 0.0, outcome="skipped"),
        review("d", ("t.4",), 0.0, doubted=True),
        review("e", ("t.5",), None, outcome="broken"),
        review("c", ("t.3",), 1.0, again="c"),
    ]
    found = summary(before, done, 8)
    assert (found.asked, found.count, found.counted, found.right) == (5, 8, 3, 1)
    assert (found.score, found.seconds) == (1.5, 30.0)
    assert (found.again, found.made_good) == (1, 1)
    assert (found.skipped, found.doubted, found.broken) == (1, 1, 1)
    assert found.gained == ("t.1",) and found.weak == ("t.2", "t.3", "t.7")
    assert found.early and not summary(before, done, 5).early


def test_what_was_known_before_is_not_gained():
    known = traces([review()], {})
    assert summary(known, [review(at=at(9))], 1).gained == ()


def test_nothing_done_is_no_fault():
    assert summary({}, [], 12).asked == 0


def test_areas_and_topics_count_concepts_that_have_questions():
    reviews = [
        review("kl-zero", ("divergence.1",), 1.0),
        review("kl-not-symmetric", ("divergence.2",), 0.0),
        review("kl-two-coins", ("divergence.1",), 0.0, revision=1),  # an old revision
    ]
    areas = overview(bank().entries, syllabus(), reviews)
    assert [area.id for area in areas] == ["basics", "models"]
    basics = areas[0]
    assert (basics.known, basics.weak, basics.new) == (1, 1, 2)
    assert [part.id for part in basics.parts] == ["divergence", "vectors"]
    assert sum(area.questions for area in areas) == len(bank().entries)
    assert basics.concepts == 4 and basics.questions == sum(p.questions for p in basics.parts)


def test_an_area_without_questions_is_left_out():
    some = [entry for entry in bank().entries if entry.topic == "clustering"]
    assert [area.id for area in overview(some, syllabus(), [])] == ["models"]


def test_the_outlook_counts_each_concept_once():
    seen = traces([review("kl-zero", ("divergence.1",), 0.0)], {})
    found = outlook(bank().entries, seen)
    assert found[Standing.WEAK] == 1 and found.get(Standing.KNOWN, 0) == 0
    assert sum(found.values()) == len({entry.concepts[0] for entry in bank().entries})
