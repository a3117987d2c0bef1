"""How long a question of a kind takes and how often it is guessed, before anything is known. Pure.

The chances are what `Kind.chance` says of the questions of the course, on average. The times are
estimates; a learner's own take their place as they come in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Habit(NamedTuple):
    """What is typical of a kind.

    Attributes:
        minutes: to answer a question.
        chance: the expected score of a blind guess.
    """

    minutes: float
    chance: float


#: By kind.
TYPICAL: Mapping[str, Habit] = {
    "truefalse": Habit(0.5, 0.5),
    "choice": Habit(0.7, 0.25),
    "choices": Habit(0.9, 0.27),
    "text": Habit(0.8, 0.0),
    "cloze": Habit(1.0, 0.0),
    "ordering": Habit(1.1, 0.45),
    "matching": Habit(1.1, 0.2),
    "output": Habit(1.3, 0.0),
    "numeric": Habit(1.8, 0.0),
    "vector": Habit(2.0, 0.0),
    "formula": Habit(2.0, 0.0),
    "essay": Habit(4.0, 0.0),
}

_OTHER = Habit(1.2, 0.0)  # a kind that is newer than this table

#: How many times a learner must have been seen with a kind until that weighs as much as the table.
_TIMES = 5


def habits(kinds: Sequence[str], seconds: Mapping[str, Sequence[float]]) -> dict[str, Habit]:
    """What is typical of each kind for one learner.

    Args:
        kinds: which are wanted.
        seconds: the learner's latest times by kind.
    """
    return {kind: _own(TYPICAL.get(kind, _OTHER), seconds.get(kind, ())) for kind in kinds}


def _own(typical: Habit, seconds: Sequence[float]) -> Habit:
    """Drawn from what is typical to the learner's median, n / (n + 5) of the way."""
    if not seconds:
        return typical
    share = len(seconds) / (len(seconds) + _TIMES)
    median = sorted(seconds)[len(seconds) // 2]  # the module statistics takes long to import
    return Habit(typical.minutes + share * (median / 60 - typical.minutes), typical.chance)
