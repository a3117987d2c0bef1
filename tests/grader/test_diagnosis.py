"""What the diagnosis keeps, and for how long."""

import gc
import weakref

import numpy as np

from grader.answer import Returned
from grader.diagnosis import Failure, Replay
from grader.student import Exchange


def test_a_replay_does_not_keep_what_the_learner_answered():
    answer = np.zeros(1_000)
    failure = Failure("check", 1, (Exchange(["call"], Returned([answer])),))
    kept = weakref.ref(answer)
    replay = Replay(None, failure)
    del answer, failure
    gc.collect()
    assert replay is not None and kept() is None
