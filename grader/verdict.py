"""What grading yields: outcomes, check results and verdicts, as plain frozen data.

Nothing here renders text: a `Message` names its text by key (grader/messages) or carries an
author's own sentence in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from basis.texts import Message, Text


class Outcome(StrEnum):
    """How a check ended. Who is at fault is part of the meaning."""

    PASSED = "passed"
    FAILED = "failed"  # a wrong value, shape, type ...
    ERROR = "error"  # the learner's code raised
    NOT_WRITTEN = "not_written"  # NotImplementedError: still the stub
    TIMEOUT = "timeout"  # over its CPU or wall limit
    MEMORY = "memory"  # over its memory limit
    CRASHED = "crashed"  # the worker died, or answered nonsense
    FORBIDDEN = "forbidden"  # the sandbox refused what it did
    SLOW = "slow"  # right, but over its time limit
    SKIPPED = "skipped"  # a check it needs did not pass, or it was not asked for
    BROKEN = "broken"  # our fault: costs no points


class Level(StrEnum):
    """How well the worker is fenced in (docs/architecture.md), weakest last."""

    STRONG = "strong"
    GOOD = "good"
    PARTIAL = "partial"
    PROCESS = "process"


@dataclass(frozen=True)
class Isolation:
    """The level that was reached, and which layers are missing for a higher one."""

    level: Level
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frame:
    """One frame of a learner's traceback; `code` is the source line as we hold it."""

    file: str
    line: int
    function: str
    code: str = ""


@dataclass(frozen=True)
class Race:
    """A paired timing: the median of CPU ratios to the reference, the vote line, pairs run.

    Attributes:
        reference_s: median CPU seconds of a call of the reference, its price taken off.
    """

    ratio: float
    limit: float
    pairs: int
    reference_s: float = 0.0


@dataclass(frozen=True)
class Diagnosis:
    """The catalogued mistake that a failed check looks like."""

    mistake: str
    says: Text
    hint: Text | None = None
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckResult:
    """One check of one submission.

    Attributes:
        name: the check's name without `test_`.
        evidence: JSON-ready facts of the failure (rung, shapes, counts, largest error ...).
        frames: the learner's own frames, outermost first, where their code raised or ran away.
        printed: what their code printed during the check, cleaned and capped.
        partial: texts of the parts that earned credit inside the check.
        seconds: CPU seconds of the learner's worker.
    """

    name: str
    title: Text
    public: bool
    outcome: Outcome
    points: float
    max_points: float
    bonus: bool = False
    seconds: float = 0.0
    message: Message | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    race: Race | None = None
    diagnosis: Diagnosis | None = None
    frames: tuple[Frame, ...] = ()
    printed: str = ""
    partial: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """All check results of one submission to one exercise.

    Attributes:
        points: points earned; those of bonus checks are on top.
        max_points: points to be had, without bonus checks and without broken ones.
        load: why the file could not be loaded at all, if so; `frames`: where.
        seconds: wall-clock seconds from a warm grader to the verdict.
    """

    slug: str
    title: Text
    outcome: Outcome
    points: float
    max_points: float
    seconds: float
    seed: int
    isolation: Isolation
    checks: tuple[CheckResult, ...]
    load: Message | None = None
    frames: tuple[Frame, ...] = ()
    printed: str = ""


#: Outcomes in the order in which they decide what a whole verdict is called.
_WORST_FIRST = (
    Outcome.FORBIDDEN,
    Outcome.CRASHED,
    Outcome.MEMORY,
    Outcome.TIMEOUT,
    Outcome.ERROR,
    Outcome.FAILED,
    Outcome.SLOW,
    Outcome.NOT_WRITTEN,
    Outcome.BROKEN,
)


def overall(checks: tuple[CheckResult, ...]) -> Outcome:
    """Name a verdict after its checks: passed if all count-for-points checks passed.

    A submission of which nothing is written yet is `not_written`; otherwise the first of
    `_WORST_FIRST` that occurs. Bonus checks do not decide.
    """
    outcomes = {check.outcome for check in checks if not check.bonus}
    return next((worst for worst in _WORST_FIRST if worst in outcomes), Outcome.PASSED)
