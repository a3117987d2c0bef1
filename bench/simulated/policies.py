"""Rules for what to ask next: ours, the same without some of its parts, and the baselines.

A rule gives each concept a score once a day; the highest is asked first. Baselines take new
concepts in the order of the course, which keeps to prerequisites.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bench.simulated.belief import Belief
from bench.simulated.course import Course
from bench.simulated.forgetting import Numbers
from bench.simulated.ranking import ranked
from quiz.planning.ranking import Horizon

_DUE = 1e5  # what is due goes before what is not
_BEFORE = 1e9  # before everything else


@dataclass(frozen=True)
class View:
    """What a rule may know on the morning of a day."""

    course: Course
    belief: Belief
    horizon: Horizon
    rng: np.random.Generator

    @property
    def places(self) -> np.ndarray:
        return np.arange(self.course.concepts)


Rule = Callable[[View], Numbers]


@dataclass(frozen=True)
class Policy:
    """A rule, whether it waits for prerequisites, and whether it fits parameters to the learner."""

    rule: Rule
    waits: bool = False
    fits: bool = False


def ours(view: View) -> Numbers:
    """The product."""
    return ranked(view.course, view.belief, view.horizon)


def shortsighted(view: View) -> Numbers:
    """The worth of this look alone decides."""
    return ranked(view.course, view.belief, view.horizon, ahead=False)


def even(view: View) -> Numbers:
    """New concepts evenly to the exam, and reviews in the order in which they fall due."""
    seen = view.belief.seen
    days = max(1, view.horizon.exam - view.horizon.day)
    quota = np.ceil((~seen).sum(1, keepdims=True) / days)
    number = np.cumsum(~seen, 1) - 1  # of a new concept among the new ones
    return np.where(~seen & (number < quota), _BEFORE - number, _due(view))


def new_first(view: View) -> Numbers:
    """Everything once, and only then reviews."""
    return np.where(view.belief.seen, _due(view), _BEFORE - view.places)


def random(view: View) -> Numbers:
    """Anything."""
    return view.rng.random(view.belief.seen.shape)


def lowest(view: View) -> Numbers:
    """The lowest recall first; what is new counts as known as the learner's first answers say."""
    return -view.belief.recall(view.horizon.day) - 1e-9 * view.places * ~view.belief.seen


def naive_due(view: View) -> Numbers:
    """What is due, then what is new: what a deck of flashcards does without a limit."""
    due = _due(view)
    return np.where(
        view.belief.seen, np.where(due >= _DUE / 2, _BEFORE + due, due), 1e6 - view.places
    )


def _due(view: View) -> Numbers:
    """Reviews: the most overdue first, then what falls due soonest; never what is new."""
    belief = view.belief
    over = view.horizon.day - belief.last - np.maximum(1, np.round(belief.stability))
    return np.where(belief.seen, np.where(over >= 0, _DUE, 0) + over, -np.inf)


def _seen_with(**changed: Callable[[Course], object]) -> Rule:
    """Ours, that sees the course otherwise than it is."""

    def rule(view: View) -> Numbers:
        parts = {name: change(view.course) for name, change in changed.items()}
        return ranked(replace(view.course, **parts), view.belief, view.horizon)

    return rule


_NO_WEIGHTS = {"weights": lambda c: np.full(c.weights.shape, 1 / c.concepts)}
_NO_TIMES = {
    "minutes": lambda c: np.full(c.minutes.shape, (c.minutes + 0.4 * c.reread).mean()),
    "reread": lambda c: 0.0,
}
_NO_GUESSING = {"chances": lambda c: np.zeros(c.chances.shape)}
_NO_ORDER = {"before": lambda c: np.full(c.before.shape, -1)}

OURS = "ours"

#: The first is the honest one.
BASELINES = ("even", "new-first", "lowest", "random", "naive due")

#: Ours without one of its parts.
WITHOUT = (
    "weights",
    "times",
    "guessing",
    "weights, times, guessing",
    "lending to prerequisites",
    "prerequisites at all",
    "look-ahead",
    "fitted parameters",
)

POLICIES = {
    OURS: Policy(ours, waits=True, fits=True),
    "even": Policy(even),
    "new-first": Policy(new_first),
    "lowest": Policy(lowest),
    "random": Policy(random),
    "naive due": Policy(naive_due),
    "weights": Policy(_seen_with(**_NO_WEIGHTS), waits=True, fits=True),
    "times": Policy(_seen_with(**_NO_TIMES), waits=True, fits=True),
    "guessing": Policy(_seen_with(**_NO_GUESSING), waits=True, fits=True),
    "weights, times, guessing": Policy(
        _seen_with(**_NO_WEIGHTS, **_NO_TIMES, **_NO_GUESSING), waits=True, fits=True
    ),
    "lending to prerequisites": Policy(_seen_with(**_NO_ORDER), waits=True, fits=True),
    "prerequisites at all": Policy(_seen_with(**_NO_ORDER), fits=True),
    "look-ahead": Policy(shortsighted, waits=True, fits=True),
    "fitted parameters": Policy(ours, waits=True),
}
