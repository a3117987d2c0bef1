"""How many of the days of a plan a learner keeps. Pure.

A forecast that counts on every day promises too much to whoever studies on every other one. The
ranking counts on every day all the same: to expect fewer made plans no better in simulation, and
some worse.
"""

from __future__ import annotations

from typing import NamedTuple

from quiz.logbook.records import Goal
from quiz.memory.days import study_day
from quiz.memory.memory import Memory

#: So many kept days are assumed before there are any: a day missed in the first ones is no habit.
_TRUST = 7


class Kept(NamedTuple):
    """The days between the one on which a plan was made and today.

    Attributes:
        studied: days with an answer.
        planned: all of them.
    """

    studied: int
    planned: int

    @property
    def share(self) -> float:
        """Of the days to come, how many will be kept: 1 before any was missed."""
        return (self.studied + _TRUST) / (self.planned + _TRUST)


def kept(memory: Memory, goal: Goal, day: int) -> Kept:
    """How a learner has kept to the plan so far.

    Args:
        memory: what is remembered.
        goal: the plan that holds.
        day: today, which is not over yet and does not count.
    """
    made = study_day(goal.at)
    studied = {look.day for look in memory.looks if made < look.day < day}
    return Kept(len(studied), max(0, day - made - 1))
