"""How far a mock exam is: its steps, one after the other. Pure.

The log keeps nothing but steps, and a running exam is changed by nothing else: what is resumed
after a crash is what was there before it. Steps and their values:

    begin    the exam itself (quiz/exam/exam.py)
    seen     an item is on the screen from now on
    answer   as it was typed; "" takes the answer back
    flag, unflag
    left     the learner went away; `resumed`: somebody is there again
    closed   the paper is handed in ("handed-in") or was taken away ("time"); nothing is answered
             afterwards, but the points of essays are ticked
    tick     the reply to the second question about an essay; "" leaves it without a mark
    end      what came of it (quiz/exam/outcome.py)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from quiz.exam.exam import Exam, begun
from quiz.logbook.records import Step

#: Steps that are about the exam as a whole.
_WHOLE = frozenset({"begin", "left", "resumed", "closed", "end"})
#: Steps that mean nothing once the paper is handed in, maybe from another window.
_BEFORE = frozenset({"seen", "answer", "flag", "unflag"})


@dataclass(frozen=True)
class Given:
    """An answer as it was typed, and when."""

    typed: str
    at: datetime


@dataclass(frozen=True)
class Progress:
    """An exam at one moment. Items are named by their places in the paper, from 0.

    Attributes:
        latest: when the latest step was.
        here: the item on the screen; -1 before the first.
        watching: whether somebody looks at it.
        answers: those that came in time.
        late: those that did not.
        flags: items that the learner wants to come back to.
        seconds: how long each item has been on the screen.
        closed: when and how it was handed in ("handed-in", "time").
        ticks: replies to second questions.
        end: the value of the last step.
    """

    exam: Exam
    latest: datetime
    here: int = -1
    watching: bool = True
    answers: Mapping[int, Given] = field(default_factory=dict)
    late: Mapping[int, Given] = field(default_factory=dict)
    flags: frozenset[int] = frozenset()
    seconds: Mapping[int, float] = field(default_factory=dict)
    closed: Given | None = None
    ticks: Mapping[int, str] = field(default_factory=dict)
    end: str = ""

    @classmethod
    def of(cls, exam: Exam, steps: Iterable[Step] = ()) -> Progress:
        """An exam after its steps, among which others may stand."""
        progress = cls(exam, exam.began)
        for step in steps:
            if step.exam == exam.id:
                progress = progress.after(step)
        return progress

    @property
    def seen(self) -> frozenset[int]:
        """Items that were on the screen."""
        return frozenset(self.seconds)

    def after(self, *steps: Step) -> Progress:
        """What steps change; one that is not known, or about no item, changes nothing."""
        state = self
        for step in steps:
            if step.what in _WHOLE or 0 <= step.item < len(self.exam.paper.items):
                state = state._timed(step)._changed(step)
        return state

    def _timed(self, step: Step) -> Progress:
        """The time since the latest step belongs to the item that was on the screen."""
        passed = (step.at - self.latest).total_seconds()
        state = replace(self, latest=max(self.latest, step.at))
        if self.here < 0 or not self.watching or self.closed or step.what == "resumed":
            return state
        before = self.seconds.get(self.here, 0.0)
        return replace(state, seconds={**self.seconds, self.here: before + max(0.0, passed)})

    def _changed(self, step: Step) -> Progress:
        item, given = step.item, Given(step.value, step.at)
        if self.closed and step.what in _BEFORE:
            return self
        match step.what:
            case "seen":
                seconds = {item: 0.0, **self.seconds}
                return replace(self, here=item, watching=True, seconds=seconds)
            case "answer" if step.at > self.exam.deadline:
                return replace(self, late={**self.late, item: given})
            case "answer":
                answers = {place: kept for place, kept in self.answers.items() if place != item}
                return replace(self, answers=answers | ({item: given} if step.value else {}))
            case "flag":
                return replace(self, flags=self.flags | {item})
            case "unflag":
                return replace(self, flags=self.flags - {item})
            case "left":
                return replace(self, watching=False)
            case "closed" if self.closed is None:
                return replace(self, closed=given)
            case "tick":
                return replace(self, ticks={**self.ticks, item: step.value})
            case "end" if not self.end:
                return replace(self, end=step.value)
        return self


def sittings(steps: Iterable[Step]) -> list[Progress]:
    """All exams of a log, in the order in which they were begun."""
    steps = list(steps)
    by_exam: dict[str, list[Step]] = {}
    for step in steps:
        by_exam.setdefault(step.exam, []).append(step)
    return [Progress.of(exam, by_exam[exam.id]) for exam in begun(steps).values()]


def unfinished(all: Iterable[Progress]) -> Progress | None:
    """The exam that was begun last of those that have no end."""
    return next((each for each in reversed(list(all)) if not each.end), None)


def finished(all: Iterable[Progress]) -> Progress | None:
    """The exam that was begun last of those that have an end."""
    return next((each for each in reversed(list(all)) if each.end), None)
