"""Where lines come from: a person who may leave one half typed for a while, or a pipe."""

import io
import os
import signal
import sys
from contextlib import contextmanager

import pytest

from quiz.lines import Keyboard, Pipe
from tests.quiz.screen import STOPS, Screen

READS = """
from quiz.lines import open_lines

def quiz():
    print("got", ascii(open_lines().read("> ")))
"""


def test_a_line_that_is_stopped_goes_on(tmp_path, monkeypatch):
    (tmp_path / "cli.py").write_text(READS + STOPS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)  # where a program looks first for what it is told to import
    with Screen() as screen:
        screen.until("> ")
        screen.type("반쯤 half ty")
        screen.until("half ty")
        screen.press("\x1a", "stopped, lines are the terminal's")
        screen.until("> 반쯤 half ty")
        screen.type("ped\r")
        screen.until(f"got {ascii('반쯤 half typed')}")


@pytest.fixture
def put_back(monkeypatch):
    """Ctrl-Z the first time that the old handler is put back; the times that we were stopped."""
    before, stops, late = signal.getsignal(signal.SIGTSTP), [], []
    kill, set_handler = os.kill, signal.signal

    def setting(number, handler):
        if number == signal.SIGTSTP and handler is before and not late:
            late.append(handler)
            kill(os.getpid(), number)
        return set_handler(number, handler)

    monkeypatch.setattr(signal, "signal", setting)
    monkeypatch.setattr(os, "kill", lambda _, number: stops.append(number))
    yield stops
    set_handler(signal.SIGTSTP, before)


def test_a_stop_that_comes_behind_a_line_loses_neither_it_nor_the_handler(put_back, monkeypatch):
    before, lines = signal.getsignal(signal.SIGTSTP), iter(["whole", "another"])
    monkeypatch.setattr("builtins.input", lambda _: next(lines))
    away = []

    @contextmanager
    def outside():
        away.append(signal.getsignal(signal.SIGTSTP))
        yield

    keyboard = Keyboard()
    keyboard.away = outside
    assert keyboard.read("> ") == "whole"
    assert put_back == [signal.SIGTSTP] and away == [before]
    assert signal.getsignal(signal.SIGTSTP) is before
    assert keyboard.read("> ") == "another" and signal.getsignal(signal.SIGTSTP) is before


def test_what_is_no_text_in_a_pipe_is_replaced(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a\xff\n"), "utf-8"))
    assert Pipe().read() == "a\ufffd"


def test_a_clock_that_ticks_as_ctrl_c_ends_a_line_does_not_hide_it(monkeypatch):
    def interrupted(prompt):
        raise SystemError("a handler returned a result with an exception set") from (
            KeyboardInterrupt()
        )

    monkeypatch.setattr("builtins.input", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Keyboard().read()


def test_any_other_fault_of_a_line_is_told_as_it_is(monkeypatch):
    def broken(prompt):
        raise SystemError("something else")

    monkeypatch.setattr("builtins.input", broken)
    with pytest.raises(SystemError, match="something else"):
        Keyboard().read()
