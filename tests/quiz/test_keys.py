"""Which lines are commands: none that can be the answer to the question at hand."""

from dataclasses import replace

import pytest

from quiz.asking import Session
from quiz.events import Doubt, Help, Hint, Leave, Look, Next, Phase, Reply, Skip
from quiz.keys import event_of
from quiz.mark import Answer, Mark
from quiz.prompt import Option
from tests.quiz.fake_kind import Essay, Word, at, desk, question, text


class Letters(Word):
    """The answer is the letter q; s is a known mistake; e is right or wrong, who knows."""

    def mark(self, prompt, answer):
        if answer.value == "u":
            raise ZeroDivisionError
        return Mark(float(answer.value == "q"), says=("s",) if answer.value == "s" else ())


class Labelled(Word):
    """Options 1 and e are shown; all single letters could be read."""

    def prompt(self, variant):
        options = tuple(Option(label, label, text("x")) for label in ("1", "e"))
        return replace(super().prompt(variant), options=options)

    def read(self, prompt, typed):
        return Answer(typed, typed)

    def mark(self, prompt, answer):
        return Mark(0.0, says=("any",))


def turn(kind=None, **more):
    state, (asked,) = Session.begin(desk(question(**more), kind=kind), "s", "en", at(0))
    return asked.turn


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("?", Hint()),
        ("？", Hint()),
        (" s ", Skip()),
        ("S", Skip()),
        ("ㄴ", Skip()),  # the Korean layout is still on
        ("ㄷ", Look()),
        ("q", Leave()),
        ("quit", Leave()),
        ("ㅂ", Leave()),
        ("h", Help()),
        ("help", Help()),
        ("u", Doubt()),
        (":u which log?", Doubt("which log?")),
        (":s", Skip()),
        (": ㄴ", Skip()),
        (":help", Help()),
        ("yes", Reply("yes")),
        ("u net", Reply("u net")),
        ("s s", Reply("s s")),
        ("", Reply("")),
        (":nonsense", None),
        (":", None),
        (":s now", None),
    ],
)
def test_lines_at_a_question(line, event):
    assert event_of(line, Phase.ANSWER, turn()) == event


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("", Next()),
        ("  ", Next()),
        ("e", Look()),
        ("u", Doubt()),
        ("u 0.2 is right too", Doubt("0.2 is right too")),
        ("ㅕ 0.2도 맞습니다", Doubt("0.2도 맞습니다")),
        ("q", Leave()),
        ("0.193", None),
    ],
)
def test_lines_at_a_mark(line, event):
    assert event_of(line, Phase.NEXT, turn()) == event


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("q", Reply("q")),
        (":q", Leave()),
        ("s", Reply("s")),
        ("e", Look()),
        ("u", Doubt()),
    ],
)
def test_a_letter_that_scores_or_is_a_known_mistake_is_an_answer(line, event):
    assert event_of(line, Phase.ANSWER, turn(Letters())) == event


def test_a_declared_name_is_an_answer():
    assert event_of("h", Phase.ANSWER, turn(body={"names": {"h": "real"}})) == Reply("h")


@pytest.mark.parametrize(("line", "event"), [("e", Reply("e")), ("s", Skip()), ("1", Reply("1"))])
def test_only_shown_labels_are_answers(line, event):
    assert event_of(line, Phase.ANSWER, turn(Labelled())) == event


def test_an_essay_of_one_letter_is_a_command():
    assert event_of("s", Phase.ANSWER, turn(Essay())) == Skip()
    assert event_of("s", Phase.SECOND, turn(Essay())) == Skip()
    assert event_of("1 3", Phase.SECOND, turn(Essay())) == Reply("1 3")


@pytest.mark.parametrize("words", ["idk", "I don't know", "모름", "몰라요", "모르겠습니다"])
def test_not_to_know_can_be_said_in_words(words):
    assert isinstance(event_of(words, Phase.ANSWER, None), Skip)
