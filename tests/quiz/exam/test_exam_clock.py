"""The clock of an exam: honest whatever happens to the one on the wall."""

from quiz.exam.clock import Clock, ticks, wall
from tests.quiz.fake_kind import at


class Hands:
    """What the clocks of a computer show."""

    wall, ticks = 0.0, 100.0

    def clock(self, latest=None):
        return Clock(latest, lambda: at(self.wall), lambda: self.ticks)


def test_time_goes_by_as_ticks_do():
    hands = Hands()
    clock = hands.clock()
    hands.ticks += 90
    assert clock.now() == at(90)


def test_setting_the_clock_changes_nothing_in_a_run():
    hands = Hands()
    clock = hands.clock()
    for hands.wall in (-5000, 5000):
        hands.ticks += 10
    assert clock.now() == at(20)


def test_a_run_begins_no_earlier_than_the_latest_step():
    hands = Hands()
    assert hands.clock(at(300)).now() == at(300)
    hands.wall = 400
    assert hands.clock(at(300)).now() == at(400)


def test_real_clocks_go_forward_and_know_their_offset():
    assert ticks() <= ticks()
    assert wall().utcoffset() is not None and Clock().now().utcoffset() == wall().utcoffset()
