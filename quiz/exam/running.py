"""One run of a mock exam in one window: a face, a clock and a log around one session.

What the session wants kept is in the log before anything that comes of it is shown; where the log
takes nothing, what is shown says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from basis.errors import GongbuError
from quiz.errors import QuizError
from quiz.events import Leave
from quiz.exam.clock import Clock
from quiz.exam.events import Begun, Ended, Event, Heard, Keep, Left, Pause, Phase, Said
from quiz.exam.report import Report
from quiz.exam.session import Session
from quiz.exam.sheets import Void
from quiz.exam.windows import Window
from quiz.logbook.keeping import Keeper
from quiz.sitting import Warn


class Face(Protocol):
    """Where an exam is shown and answered."""

    @property
    def live(self) -> bool:
        """Whether a person is there."""

    def show(self, said: Said) -> None:
        """Show what a session says: anything but `Keep` and `Ended`."""

    def event(self, session: Session, now: Callable[[], datetime]) -> Event:
        """Wait for the learner.

        Args:
            session: as it stands.
            now: tells the time, so that what is left can be seen meanwhile.

        Raises:
            EOFError, KeyboardInterrupt: if they leave that way.
        """

    def end(self, report: Report) -> None:
        """Show how the exam went."""


class Run:
    """One run.

    Args:
        face: where the exam is shown.
        keeper: puts it into the log.
        window: what is known of the log.
        clock: tells the time.
        warn: says what goes wrong beside the questions.
    """

    def __init__(
        self, face: Face, keeper: Keeper, window: Window, clock: Clock, warn: Warn
    ) -> None:
        self._face = face
        self._keeper = keeper
        self._window = window
        self._now = clock.now
        self._warn = warn

    def go(self, state: Session, said: Sequence[Said]) -> Session:
        """Ask until the exam is over or the learner leaves; the last state.

        Args:
            state: the first.
            said: what is kept and shown first.
        """
        try:
            state = self._told(state, said)
            while state.phase is not Phase.OVER:
                state = self._after(state, self._face.event(state, self._now))
        except (EOFError, KeyboardInterrupt):
            # A person can come back to what is left; nobody comes back to a pipe.
            gone = Pause() if self._face.live else Leave()
            while state.phase is not Phase.OVER:  # out of time, an exam is closed before it is left
                state = self._told(*state.after(gone, self._now()))
        return state

    def _after(self, state: Session, event: Event) -> Session:
        """The state after an event, with all that happened in other windows before it."""
        if self._window.look():
            asked = state.phase, state.progress.here, state.turn
            state = self._told(*state.taken_in(self._window.steps, self._now()))
            if asked != (state.phase, state.progress.here, state.turn):
                return state  # what was typed was for a question that is not there any more
        return self._told(*state.after(event, self._now()))

    def _told(self, state: Session, said: Sequence[Said]) -> Session:
        """Keep and show what came of an event; the state that holds then."""
        for thing in said:
            if isinstance(thing, Keep):
                if not self._window.keep(thing):
                    return self._told(*state.caught_up(self._window.steps, self._now()))
            elif isinstance(thing, Ended):
                for number, result in enumerate(thing.results, 1):
                    self._explain(number, result.marked.fault if result.marked else None)
                self._face.end(Report.of(thing.progress, thing.results, self._kept))
            else:
                self._show(thing)
        return state

    def _show(self, said: Said) -> None:
        if isinstance(said, Begun | Heard | Left):
            said = replace(said, kept=self._kept)
        self._face.show(said)
        if isinstance(said, Begun):
            for number, sheet in enumerate(said.sheets, 1):
                self._explain(number, sheet.fault if isinstance(sheet, Void) else None)

    @property
    def _kept(self) -> bool:
        return not self._keeper.waiting

    def _explain(self, number: int, fault: Exception | None) -> None:
        """Say why a question cannot be asked or marked, and keep what nobody raised on purpose."""
        if fault is None:
            return
        if isinstance(fault, GongbuError):
            self._warn(fault)
            return
        from basis.fault import save_fault

        path = str(save_fault(fault) or "")
        kind = type(fault).__name__
        self._warn(QuizError("exam_fault", number=number, type=kind, path=path))


class Troubles:
    """Says what keeps an exam from being kept: once, where the log says it at every step.

    Args:
        warn: says it.
    """

    def __init__(self, warn: Warn) -> None:
        self._warn = warn
        self._told: set[str] = set()

    def tell(self, error: GongbuError) -> None:
        """Say what is wrong, in the words of an exam."""
        if error.key == "log_rescued":
            self._warn(QuizError("exam_rescued", path=error.fields["path"]))
            return
        if error.key == "log_pending":
            error = QuizError("exam_pending")
        if error.key not in self._told:
            self._told.add(error.key)
            self._warn(error)
