"""The face of a mock exam in a terminal, and where there is none: lines in, lines out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from quiz.events import Leave, Next, Reply, Unread
from quiz.exam.events import (
    Asked,
    Back,
    Begun,
    Event,
    HandIn,
    Heard,
    Keys,
    Left,
    Listed,
    Noted,
    Phase,
    Said,
    Sure,
)
from quiz.exam.keys import event_of, turned
from quiz.exam.report import Report
from quiz.exam.reportscreens import ReportScreens
from quiz.exam.screens import ExamScreens
from quiz.exam.session import Session
from quiz.exam.watch import Watch
from quiz.terminal import PROMPT, LineFace


class ExamTerminal(LineFace):
    """Shows an exam on standard output and reads answers line by line."""

    @property
    def live(self) -> bool:
        """Whether a person types the lines."""
        return self._lines.live

    @property
    def _screens(self) -> ExamScreens:
        """Made anew for every screen: a window changes its size."""
        texts, width = self._voice.texts, self._voice.width
        return ExamScreens(texts, self._syllabus, width, self._plain, keys=self._lines.live)

    # --- Showing ---------------------------------------------------------------------------------

    def show(self, said: Said) -> None:
        """Show what an exam says; see `quiz.exam.running.Face`."""
        screens, show = self._screens, self._voice.print
        match said:
            case Begun():
                show("", screens.begun(said))
            case Asked():
                show("", screens.question(said))
            case Heard():
                show(screens.heard(said))
            case Unread():
                show(screens.unread(said))
            case Noted():
                show(screens.noted(said))
            case Listed():
                show("", screens.listed(said), "")
            case Sure():
                show(screens.sure(said))
            case Keys():
                show(screens.exam_keys())
            case Left():
                show(screens.left(said))

    def end(self, report: Report) -> None:
        """Show how the exam went, then one by one the questions that lost points.

        A person turns the pages; leaving there ends nothing but the view.
        """
        self.close()
        texts, width, live = self._voice.texts, self._voice.width, self._lines.live
        screens = ReportScreens(texts, self._syllabus, width, self._plain, keys=False)
        self._voice.print("", screens.report(report))
        place = 0  # of the question that is shown next
        while place < len(report.lost):
            event = self._turned(place) if live else Next()
            if isinstance(event, Leave):
                return
            if isinstance(event, Back):
                place = max(0, place - 2)
            self._voice.print("", screens.item(report.lost[place], len(report.rows)))
            place += 1

    def close(self) -> None:
        """Show no time any more."""
        if isinstance(self._lines, Watch):
            self._lines.end()

    def _turned(self, place: int) -> Next | Back | Leave:
        """Where a person wants to go from a page of the report."""
        keys = "exam_walk_next" if place > 1 else "exam_walk_second" if place else "exam_walk"
        while True:
            self._voice.print("", self._screens.note(keys, "dim"))
            try:
                event = turned(self._line(""))
            except (EOFError, KeyboardInterrupt):
                return Leave()
            if event is not None:
                return event

    # --- Reading ---------------------------------------------------------------------------------

    def event(self, session: Session, now: Callable[[], datetime]) -> Event:
        """Read lines until one asks for something; see `quiz.exam.running.Face`."""
        if session.phase is Phase.TICK:
            self.close()
        elif isinstance(self._lines, Watch):
            self._lines.begin(lambda: session.exam.left(now()))
        while True:
            event = event_of(self._line(PROMPT), session.phase, session.turn)
            if isinstance(event, Reply) and session.phase is Phase.ANSWER:
                return Reply(self._whole(event.typed, session.turn))
            if isinstance(event, HandIn) and not self._lines.live:
                return HandIn(sure=True)  # nobody is there to be asked
            if event is not None:
                return event
            self._voice.print(self._screens.note("no_such_key", "dim"))
