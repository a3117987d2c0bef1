"""The time left in a terminal: it runs, is said, and disturbs nothing of what is typed."""

import signal
import termios

import pytest

from quiz.exam.watch import watched
from quiz.lines import Pipe
from tests.quiz.screen import STOPS, Screen

TITLE = "\x1b]2;"
GONE = f"{TITLE}\x07"

#: Reads one line with a watch that gets these times.
READS = """
import os, signal, sys, termios
from itertools import chain, repeat
from basis.texts import Texts
from quiz.exam.watch import Watch
from quiz.lines import open_lines

def quiz():
    *times, last = %s
    left = chain(times, repeat(last))
    watch = Watch(open_lines(), Texts("en", "quiz"))
    watch.begin(lambda: next(left))
    try:
        print("got", ascii(watch.read("> ")))
    finally:
        watch.end()
"""


@pytest.fixture
def reading(tmp_path, monkeypatch):
    """A terminal in which one line is read, with a watch that gets some times."""

    def start(*times, script=READS):
        (tmp_path / "cli.py").write_text(script.replace("%s", repr(times)), encoding="utf-8")
        monkeypatch.chdir(tmp_path)  # where a program looks first for what it is told to import
        return Screen()

    return start


def test_the_time_is_said_once_and_the_line_goes_on(reading):
    with reading(301.5, 301, 300.5, 299.5, 298.5) as screen:
        screen.until("> ")
        screen.type("tr")
        said = screen.until("5 minutes left")
        screen.until("4:58 left")
        screen.type("ue\r")
        said += screen.until("got 'true'")
        assert said.count("5 minutes left") == 1


def test_the_cursor_stays_where_it_is(reading):
    with reading(61.5, 61, 60.5, 59) as screen:
        screen.until("> ")
        screen.type("가나\x02")
        screen.until("1 minute left")
        screen.type("x\r")
        screen.until(f"got {ascii('가x나')}")


def test_the_end_of_the_time_is_said_and_the_line_is_still_there(reading):
    with reading(2, 1, 0) as screen:
        screen.until("> ")
        screen.type("too l")
        screen.until("The time is over.")
        screen.type("ate\r")
        screen.until("got 'too late'")


def test_a_low_window_keeps_the_line_and_has_the_time_in_its_title(reading):
    low = READS.replace("def quiz():", "termios.tcsetwinsize(0, (6, 30))\n\ndef quiz():")
    with reading(301.5, 301, 299.5, 298.5, script=low) as screen:
        screen.until("> ")
        screen.type("x" * 70)
        said = screen.until("4:58 left")
        assert "minutes left" not in said
        screen.type("\r")
        screen.until(f"got '{'x' * 70}'")


def test_the_title_has_the_time_and_is_given_back(reading):
    with reading(2467.9) as screen:
        screen.until(f"{TITLE}41:07 left")
        screen.press("\x03", GONE)


def test_a_line_that_is_stopped_goes_on(reading):
    with reading(2467.9, script=READS + STOPS) as screen:
        screen.until("> ")
        screen.type("half ty")
        screen.until("half ty")
        screen.press("\x1a", "stopped, lines are the terminal's")
        screen.until("> half ty")
        screen.type("ped\r")
        screen.until("got 'half typed'")


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("ends", ["q\r", "\x03", "\x04"])
def test_an_exam_gives_the_title_back_however_it_is_left(ends):
    with Screen("exam", "--seed", "5") as screen:
        screen.until("\n> ")
        screen.until("left · Gongbu exam")  # it is set again and again
        screen.press(ends, GONE)
        assert screen.ended() == 0


@pytest.mark.usefixtures("course")
def test_an_exam_that_is_told_to_end_gives_title_and_terminal_back():
    with Screen("exam", "--seed", "5") as screen:
        screen.until("\n> ")
        screen.until("left · Gongbu exam")
        screen.program.terminate()
        screen.until(GONE)
        assert termios.tcgetattr(screen._end)[3] & termios.ICANON
        assert screen.ended() == 128 + signal.SIGTERM


@pytest.mark.usefixtures("course")
def test_the_report_has_no_clock(course):
    with Screen("exam", "--seed", "5") as screen:
        screen.until("\n> ")
        screen.until("left · Gongbu exam")  # it is set again and again
        screen.type(":e\r")
        screen.until("Hand in?")
        screen.type("y\r")
        assert GONE in screen.until("[q] leave")
        screen.type("q\r")
        assert screen.ended() == 0 and TITLE not in screen.seen


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(
    ("words", "terminal"), [(["--plain"], "xterm"), ([], "dumb"), ([], "linux")]
)
def test_where_no_title_belongs_there_is_none(words, terminal):
    with Screen("exam", "--seed", "5", *words, TERM=terminal) as screen:
        said = screen.until("\n> ")
        screen.type("l\r")
        said += screen.until("flagged,") + screen.until("\n> ")
        screen.type("q\r")
        assert screen.ended() == 0 and TITLE not in said + screen.seen


def test_a_pipe_has_no_watch():
    lines = Pipe()
    assert watched(lines, None, plain=False) is lines
