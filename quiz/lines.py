"""Where lines come from: a person who types them, or a pipe."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol


class Lines(Protocol):
    """Where lines come from."""

    live: bool  #: whether a person types them, one after the other

    def read(self, prompt: str = "") -> str:
        """The next line without its end.

        Raises:
            EOFError: if there is none.
        """


class Keyboard:
    """A person at a terminal, with readline to edit a line.

    Attributes:
        away: entered when the program is stopped (Ctrl-Z), left when it goes on.
    """

    live = True

    def __init__(self) -> None:
        _replace_what_is_no_text()
        self.away: Callable[[], AbstractContextManager[None]] = nullcontext
        # What Ctrl-Z does where no line is read; None on Windows, which has no such signal.
        self._stops = signal.getsignal(signal.SIGTSTP) if hasattr(signal, "SIGTSTP") else None
        try:
            import readline
        except ImportError:  # Windows: the console edits lines itself
            return
        # Tab would complete names of files; there is nothing to complete here.
        readline.set_completer(lambda *_: None)

    def read(self, prompt: str = "") -> str:
        """The next line, edited by readline; one that Ctrl-Z interrupts goes on where it was."""
        sys.stdout.flush()
        before, line = "", None
        while line is None:
            try:
                with self._stoppable(), _begun_with(before):
                    line = _edited(prompt)
            except _Stopped as stopped:  # in the middle of the line, or just behind it
                before = stopped.typed
                # By now the line editor has left the terminal as it was: nobody else would.
                with self.away():
                    os.kill(os.getpid(), signal.SIGTSTP)
        return line

    @contextmanager
    def _stoppable(self) -> Iterator[None]:
        if self._stops in (None, signal.SIG_IGN):  # whoever started us may have it ignored
            yield
            return
        signal.signal(signal.SIGTSTP, self._stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGTSTP, self._stops)

    def _stop(self, *_: object) -> None:
        # At once: whoever is told may have been about to do it, and be kept from it by this.
        signal.signal(signal.SIGTSTP, self._stops)
        raise _Stopped(typed())


class Pipe:
    r"""Standard input that is no terminal: one answer a line, in which \n is a new line."""

    live = False

    def __init__(self) -> None:
        _replace_what_is_no_text()

    def read(self, prompt: str = "") -> str:
        """The next line."""
        line = sys.stdin.readline() if sys.stdin else ""  # None where it was closed
        if not line:
            raise EOFError
        return line.rstrip("\r\n")


def open_lines() -> Keyboard | Pipe:
    """Standard input, as it is."""
    live = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    return Keyboard() if live else Pipe()


def _replace_what_is_no_text() -> None:
    """Let standard input replace what is no text in its encoding, rather than refuse it."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def typed() -> str:
    """What the line editor holds: the line so far, also once Ctrl-C has ended it."""
    editor = sys.modules.get("readline")
    return editor.get_line_buffer() if editor else ""


def _edited(prompt: str) -> str:
    """A line of the line editor.

    `input` looks for signals once more when one of them has ended the line. A handler that it calls
    then (of a clock that ticks) finds the exception of the first on its way, and Python makes both
    a SystemError, whose cause is what really happened.
    """
    try:
        return input(prompt)
    except SystemError as error:
        raise error.__cause__ or error from None


class _Stopped(Exception):
    """Ctrl-Z, in the middle of a line.

    Attributes:
        typed: the line so far.
    """

    def __init__(self, typed: str) -> None:
        super().__init__()
        self.typed = typed


@contextmanager
def _begun_with(text: str) -> Iterator[None]:
    """Let the next line begin with what was typed before."""
    editor = sys.modules.get("readline")
    if editor is None or not text:
        yield
        return
    editor.set_startup_hook(lambda: editor.insert_text(text))
    try:
        yield
    finally:
        editor.set_startup_hook(None)
