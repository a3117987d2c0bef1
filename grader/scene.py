"""One check being performed: what the fixtures are bound to, and what it leaves behind."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from basis.texts import Text
from grader.performer import Performer
from grader.race import Track
from grader.student import Record, Student
from grader.verdict import Race


@dataclass(frozen=True)
class CheckSpec:
    """A check as its author marked it.

    Attributes:
        timed: whether it races or fits growth; such checks run last.
        fresh: whether it runs in a worker of its own.
        redraw: how often a failed check is drawn again before it fails.
        cpu_s: CPU limit of the check in seconds, None for the exercise's.
        memory_mb: memory limit of its worker in MiB, None for the exercise's.
    """

    name: str
    title: Text
    points: float
    public: bool
    needs: tuple[str, ...] = ()
    reveal: bool = False
    bonus: bool = False
    fresh: bool = False
    redraw: int = 0
    cpu_s: float | None = None
    memory_mb: int | None = None
    timed: bool = False

    @property
    def open(self) -> bool:
        """Whether a learner may see its inputs and expected values."""
        return self.public or self.reveal

    @property
    def apart(self) -> bool:
        """Whether it must not share the submission's worker."""
        return self.fresh or self.memory_mb is not None


class Cast(Protocol):
    """Who performs for a check; see grader/cast.py."""

    def student(self, check: CheckSpec) -> Performer:
        """Performs the submission that is judged."""

    def reference(self) -> Performer:
        """Performs the reference beside it."""

    def track(self, check: CheckSpec) -> Track:
        """Fresh entrants for a race."""

    def proxy(self, performer: Performer, record: Record, kind: type[Student] = Student) -> Student:
        """The object that checks call."""


@dataclass
class Scene:
    """A check that is running, or has just run.

    Attributes:
        cpu_s: CPU limit of a check whose author set none, in seconds.
        attempt: 0, or the number of the redraw.
        error: what ended the check, None if it passed.
        earned: points earned inside the check so far.
        performer: of the submission, once the check has asked for it.
    """

    check: CheckSpec
    cast: Cast
    seed: int
    cpu_s: float
    attempt: int = 0
    record: Record = field(default_factory=Record)
    error: BaseException | None = None
    earned: float = 0.0
    partial: list[Text] = field(default_factory=list)
    race: Race | None = None
    performer: Performer | None = None

    def entropy(self, *more: int) -> np.random.SeedSequence:
        """Random state of this check: a function of run seed, check name and attempt."""
        name = zlib.crc32(self.check.name.encode())
        return np.random.SeedSequence([self.seed, name, self.attempt, *more])

    def worker_seed(self) -> int:
        """The seed of the worker's global generators in this check."""
        return int(self.entropy(1).generate_state(1)[0])

    def entrance(self, performer: Performer) -> Performer:
        """Prepare a performer for this check."""
        performer.begin(self.worker_seed(), self.check.cpu_s or self.cpu_s)
        return performer

    def again(self) -> Scene:
        """The same scene before it was played."""
        return Scene(self.check, self.cast, self.seed, self.cpu_s, self.attempt)

    def printed(self) -> str:
        """What the submission printed in this check."""
        return self.performer.printed() if self.performer else ""

    def seconds(self) -> float:
        """CPU seconds that the submission took."""
        return self.performer.seconds() if self.performer else 0.0

    def facts(self) -> dict[str, Any]:
        """The last call in words, for the report."""
        call = self.record.call and self.record.call(discreet=not self.check.open)
        facts = {"call": call, "returned": self.record.reply}
        return {key: value for key, value in facts.items() if value}
