"""Which lines are commands in an exam, decided without a mark."""

import pytest

from quiz.events import Help, Leave, Next, Reply, Skip
from quiz.exam.events import Back, Flag, Go, HandIn, List, Phase, Withdraw
from quiz.exam.exam import Exam
from quiz.exam.keys import event_of
from quiz.exam.paper import Item, Paper
from quiz.exam.sheets import Desk, sheets
from quiz.kinds.registry import kind_of
from quiz.variants.drawing import draw
from tests.quiz.fake_course import bank
from tests.quiz.fake_kind import START, text


def turn(id):
    """A question of the small course."""
    entry = bank().find(id)
    paper = Paper("x", text("x"), 1, 1, (Item(id, entry.revision, entry.area, 1, 1.0),))
    desk = Desk(lambda id: entry.digest, bank().question, kind_of, draw)
    return sheets(Exam("x", paper, START, (entry.digest,)), desk)[0]


def at(line, id="hard-or-soft", phase=Phase.ANSWER):
    return event_of(line, phase, turn(id))


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("", Next()),
        ("n", Next()),
        (" N ", Next()),
        ("ㅜ", Next()),  # the Korean layout is still on
        ("b", Back()),
        ("f", Flag()),
        ("w", Withdraw()),
        ("l", List()),
        ("list", List()),
        ("e", HandIn()),
        ("ㄷ", HandIn()),
        ("제출", HandIn()),
        ("q", Leave()),
        ("h", Help()),
        ("?", Help()),  # there are no hints
        ("s", Next()),
        ("모름", Next()),
        ("g 7", Go(7)),
        ("g7", Go(7)),
        ("ㅎ 12", Go(12)),
        (":g 7", Go(7)),
        ("g", Help()),  # where to?
        ("ㅎ", Help()),
        (":n", Next()),
        (": ㄹ", Flag()),
        (":nonsense", None),
        (":", None),
        ("a whole essay", Reply("a whole essay")),
        ("g seven", Reply("g seven")),
        ("g 7 8", Reply("g 7 8")),
    ],
)
def test_lines_at_a_question(line, event):
    assert at(line) == event


@pytest.mark.parametrize(
    ("id", "line", "event"),
    [
        ("kl-not-symmetric", "f", Reply("f")),  # false
        ("kl-not-symmetric", "n", Reply("n")),  # no
        ("kl-not-symmetric", ":f", Flag()),
        ("kl-not-symmetric", "b", Back()),
        ("kl-zero", "2", Reply("2")),
        ("kl-zero", "b", Back()),  # the options bear numbers
        ("kmeans-facts", "1 2", Reply("1 2")),
        ("match-methods", "b", Back()),
        ("match-methods", "b a", Reply("b a")),
        ("entropy-of-a-coin", "p", Reply("p")),
        ("entropy-of-a-coin", "n", Next()),
        ("entropy-of-a-coin", "e", HandIn()),  # asks once more; an answer would be gone
        ("name-the-divergence", "n", Next()),
        ("name-the-divergence", '"n"', Reply('"n"')),
        ("print-a-sum", "list", List()),
        ("kl-two-coins", "0.2", Reply("0.2")),
    ],
)
def test_what_the_screen_shows_as_an_answer_is_one(id, line, event):
    assert at(line, id) == event


@pytest.mark.parametrize("line", ["y", "Yes", "예", "네", "ㅛ", ":y"])
def test_yes_hands_in(line):
    assert at(line, phase=Phase.SURE) == HandIn(sure=True)


@pytest.mark.parametrize("line", ["", "n", "no", "아니요", "0.5", "e", "f"])
def test_anything_else_goes_on(line):
    assert at(line, phase=Phase.SURE) == Back()


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("s", Skip()),
        ("ㄴ", Skip()),
        (":s", Skip()),
        ("q", Leave()),
        ("h", Help()),
        ("1 3", Reply("1 3")),
        ("0", Reply("0")),
        ("n", Reply("n")),
        ("", Reply("")),
        (":n", None),
    ],
)
def test_lines_while_points_are_ticked(line, event):
    assert at(line, phase=Phase.TICK) == event


def test_leaving_is_possible_when_asked_whether_to_hand_in():
    assert at("q", phase=Phase.SURE) == Leave()
