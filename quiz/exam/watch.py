"""Shows the time left of an exam while a person types (quiz/exam/countdown.py).

A timer interrupts the line editor between two keys, in the one thread there is: nothing happens in
the middle of a letter, of a drawing, or of what is kept.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

from basis.layout import WIDTH, wrap
from basis.texts import Texts
from quiz.exam.countdown import GIVE_TITLE_BACK, KEEP_TITLE, above, crossed, title
from quiz.exam.screens import clock
from quiz.lines import Keyboard, Lines, typed

#: Rows of a terminal that does not know how many it has.
_HEIGHT = 24


class Watch:
    """Lines of a person, with the time left in sight.

    Args:
        lines: where the lines come from.
        texts: in the language of the run.
        shown: whether the terminal can show the time.
        titled: whether it has a title.
    """

    live = True

    def __init__(
        self, lines: Keyboard, texts: Texts, shown: bool = True, titled: bool = True
    ) -> None:
        self._lines = lines
        lines.away = self._away
        self._texts = texts
        self._shown = shown
        self._titled = shown and titled
        self._out = sys.stdout.fileno()
        self._left: Callable[[], float] | None = None
        self._before = 0.0
        self._prompt = ""

    def begin(self, left: Callable[[], float]) -> None:
        """Show the time from now on, until `end`.

        Args:
            left: tells the seconds.
        """
        if self._left is None:
            self._before = left()
            self._title(KEEP_TITLE)
            if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
                signal.signal(signal.SIGTERM, _leave)
        self._left = left

    def end(self) -> None:
        """Show it no longer."""
        if self._left is not None:
            self._left = None
            self._title(GIVE_TITLE_BACK)
            if signal.getsignal(signal.SIGTERM) is _leave:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def read(self, prompt: str = "") -> str:
        """The next line without its end.

        Raises:
            EOFError: if there is none.
        """
        self._prompt = prompt
        with self._ticking():
            return self._lines.read(prompt)

    @contextmanager
    def _ticking(self) -> Iterator[None]:
        before = signal.signal(signal.SIGALRM, self._tick)
        if self._shown and self._left is not None:
            signal.setitimer(signal.ITIMER_REAL, 0.05, 1.0)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    @contextmanager
    def _away(self) -> Iterator[None]:
        """While we are stopped, the title is others'."""
        left, self._left = self._left, None
        if left is not None:
            self._title(GIVE_TITLE_BACK)
        yield
        if left is not None:
            self._title(KEEP_TITLE)
        self._left = left

    def _tick(self, *_: object) -> None:
        with suppress(OSError):
            if self._left is None or os.tcgetpgrp(self._out) != os.getpgrp():
                return  # the terminal is another program's at the moment
            left = self._left()
            moment, self._before = crossed(self._before, left), left
            key = "exam_title" if left else "exam_title_over"
            self._title(title(self._texts(key, clock=clock(left))))
            if moment is not None:
                self._say(moment)

    def _say(self, moment: int) -> None:
        size = os.get_terminal_size(self._out)
        columns, height = size.columns or WIDTH, size.lines or _HEIGHT  # some do not know it
        key = "exam_moment" if moment else "exam_moment_over"
        lines = wrap(self._texts(key, minutes=moment // 60), columns)
        self._send(above(lines, self._prompt + typed(), columns, height))

    def _title(self, sequence: str) -> None:
        if self._titled:
            self._send(sequence)

    def _send(self, text: str) -> None:
        with suppress(OSError):  # the terminal is gone; whoever reads from it will see
            os.write(self._out, text.encode(errors="replace"))


def _leave(number: int, _: object) -> NoReturn:
    """End as whoever sent the signal wants, but not before title and terminal are as they were."""
    raise SystemExit(128 + number)  # which shells say of a program that a signal has ended


def watched(lines: Lines, texts: Texts, plain: bool) -> Lines:
    """Lines with the time left in sight, where a person types them and the terminal can show it."""
    if not isinstance(lines, Keyboard) or not hasattr(signal, "SIGALRM"):  # Windows has none
        return lines
    terminal = os.environ.get("TERM", "dumb")
    # The console of Linux has no title; screen readers would read every change of one.
    return Watch(lines, texts, shown=not plain and terminal != "dumb", titled=terminal != "linux")
