"""A line that a person types, and leaves half typed for a while."""

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
