"""What a session has changed."""

from quiz.memory.deriving import continued, derived
from quiz.memory.memory import Memory
from quiz.progress.summary import summary
from tests.quiz.fake_kind import at, review


def summed(before, done, count):
    return summary(before, continued(before, done), done, count)


def test_a_session_in_numbers():
    before = derived([review("a", ("t.1",), 0.0), review("b", ("t.2",), 1.0)])
    done = [
        review("a", ("t.1",), 1.0, seconds=10.0),
        review("b", ("t.2",), 0.5, betrayed=("t.7",), seconds=20.0),
        review("c", ("t.3",), 0.0, outcome="skipped"),
        review("d", ("t.4",), 0.0, doubted=True),
        review("e", ("t.5",), None, outcome="broken"),
        review("c", ("t.3",), 0.0, outcome="skipped", again="c"),
        review("c", ("t.3",), 1.0, again="c"),
    ]
    found = summed(before, done, 8)
    assert (found.asked, found.count, found.counted, found.right) == (5, 8, 3, 1)
    assert (found.score, found.seconds) == (1.5, 30.0)
    assert (found.again, found.made_good) == (2, 1)
    assert (found.skipped, found.doubted, found.broken) == (1, 1, 1)
    assert found.gained == ("t.1",) and found.weak == ("t.2", "t.3", "t.7")
    assert found.early and not summed(before, done, 5).early


def test_what_was_known_before_is_not_gained():
    known = derived([review()])
    assert summed(known, [review(at=at(9))], 1).gained == ()


def test_nothing_done_is_no_fault():
    assert summed(Memory(), [], 12).asked == 0
