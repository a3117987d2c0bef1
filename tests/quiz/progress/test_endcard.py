"""The end of a session: what it has changed, and what comes next."""

from dataclasses import replace
from datetime import date

import pytest
from rich.cells import cell_len

from basis.texts import LANGUAGES, Text, Texts
from quiz.linking import ExerciseNote
from quiz.logbook.records import Goal
from quiz.memory.deriving import continued
from quiz.memory.memory import Memory
from quiz.progress.endcard import EndCard
from quiz.progress.summary import summary
from quiz.progress.upcoming import Load, Upcoming
from quiz.sitting import Card
from tests.quiz.fake_course import syllabus
from tests.quiz.fake_kind import START, review

GOAL = Goal(START, date(2026, 12, 9), 30)
NEXT = Upcoming(GOAL, 17, 21.6, Load(8, 11.2), Load(14, 22.0))
DONE = [
    review("a", ("divergence.1",), 1.0, seconds=61.0),
    review("b", ("vectors.1",), 0.0),
    review("c", ("vectors.2",), 0.0),
]
NOTE = ExerciseNote("dot", Text("내적", "Dot products"), ("vectors",), frozenset(), 1, 4.0)


def shown(done=DONE, count=3, lang="en", width=80, exercises=(), **more):
    after = continued(Memory(), done)
    facts = {"seed": 7, "known": 1, "weak": 2, "new": 0, "upcoming": NEXT} | more
    card = Card(summary(Memory(), after, done, count), **facts)
    return EndCard(Texts(lang, "quiz"), width).card(card, syllabus(), exercises).plain


def test_the_end_of_a_session():
    said = shown()
    assert said.startswith("3 questions done\n1 of 3 right · score 1 of 3 · 1 min 1 s")
    assert "Newly known  Divergence" in said and "Vectors (2 concepts)" in said
    assert "Still to come: 2 to repeat." in said and "seed 7" in said
    assert "Asked once more" not in said and "could not be kept" not in said


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80])
def test_it_fits(lang, width):
    said = shown(lang=lang, width=width, exercises=[NOTE], fading=3, new=40, lost=1)
    assert all(cell_len(line) <= width for line in said.split("\n"))


def test_how_concepts_stand():
    said = shown(weak=3, fading=5, new=1)
    assert "Still to come: 3 to repeat · 5 fading · 1 concept not asked yet." in said
    assert "All 9 concepts are known" in shown(weak=0, known=9)


def test_minutes_against_the_goal_and_what_is_left_of_today():
    assert "22 of 30 minutes today. Still today: 8 questions, about 11 minutes." in shown()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"today": Load(0, 0.0)}, "That was today's. Tomorrow: 14 questions, about 22 minutes."),
        ({"today": Load(0, 0.0), "days_left": 1}, "the exam is tomorrow. Sleep well."),
        ({"days_left": 0}, "Good luck in the exam!"),
        ({"today": Load(1, 0.2)}, "Still today: 1 question, about 1 minute."),
        ({"goal": None, "days_left": None}, "repeat. Still today: 8 questions"),
    ],
)
def test_what_comes_next(changes, says):
    assert says in " ".join(shown(upcoming=replace(NEXT, **changes)).split())


def test_where_nothing_is_left_nothing_is_promised():
    said = shown(upcoming=Upcoming(None, None, 3.0, Load(0, 0.0), Load(0, 0.0)))
    assert "today" not in said and "Tomorrow" not in said


def test_the_smallest_exercise_on_what_was_missed_is_offered():
    assert "`grade start dot` (Dot products)" in shown(exercises=[NOTE])
    assert "grade start" not in shown(exercises=[replace(NOTE, passed=True)])
    assert "grade start" not in shown(done=DONE[:1], exercises=[NOTE])


def test_where_nothing_counts_no_score_is_told():
    said = shown([review(doubted=True)], count=1)
    assert "of 0" not in said and "min" in said


def test_leaving_early_is_said_without_reproach():
    assert "12문제 가운데 1문제를 풀고" in shown([review()], count=12, lang="ko")
    assert "잃은 것도 없습니다" in shown([], lang="ko")


def test_what_could_not_be_kept_is_said():
    assert "2 answers could not be kept" in shown(lost=2)


def test_a_concept_that_has_gone_from_the_syllabus_is_no_fault():
    assert shown([review("x", ("gone.1",), 0.0)], exercises=[NOTE])
