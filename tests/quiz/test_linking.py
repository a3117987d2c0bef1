"""Quiz and code on one map, as far as it is pure: what comes first, and what is offered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from basis.texts import Text, Texts, catalogue, fields_of
from quiz.linking import (
    Ahead,
    ExerciseNote,
    QuizNote,
    ahead,
    brought_forward,
    offered,
    quiz_note,
    said_ahead,
    said_offer,
    said_progress,
    said_standing,
    unasked,
)
from quiz.logbook.records import Slip
from quiz.memory.deriving import derived
from quiz.memory.memory import Pending
from quiz.memory.standing import Standing
from tests.quiz.fake_course import bank, syllabus
from tests.quiz.fake_kind import START, review

ASKED = frozenset(entry.concepts[0] for entry in bank().entries)

EASY = ExerciseNote("easy", Text("쉬움", "Easy"), ("vectors",), frozenset(), 1, 10)
SMALL = ExerciseNote("small", Text("작음", "Small"), ("vectors",), frozenset(), 2, 4)
LARGE = ExerciseNote("large", Text("큼", "Large"), ("vectors",), frozenset(), 2, 9)
OTHER = ExerciseNote("other", Text("다른", "Other"), ("kinds",), frozenset({"clustering.1"}), 1, 1)


def said(message, lang="en"):
    return Texts(lang, "quiz").message(message)


# --- what a mistake in code brings forward -----------------------------------------------------


def slip(after, *concepts):
    return Slip(START, "twice", "squares", concepts, after)


REVIEWS = [review(turn=1, concepts=("a.1",)), review(turn=2, concepts=("b.1", "a.1"))]


@pytest.mark.parametrize(
    ("reviews", "slips", "first"),
    [
        (REVIEWS, [], set()),
        (REVIEWS, [slip(2, "a.1", "b.1")], {"a.1", "b.1"}),
        (REVIEWS, [slip(0, "a.1", "b.1", "c.1")], {"c.1"}),
        (REVIEWS, [slip(1, "a.1"), slip(1, "b.1")], {"a.1"}),
        (REVIEWS, [slip(0, "a.1"), slip(2, "a.1")], {"a.1"}),
        ([replace(REVIEWS[0], doubted=True)], [slip(0, "a.1")], {"a.1"}),
    ],
)
def test_what_was_not_asked_since_comes_first(reviews, slips, first):
    assert unasked(reviews, slips) == first
    assert derived(reviews, slips).pending.keys() == first


def test_it_says_how_many_questions_come_first_and_on_what():
    forward = brought_forward({"vectors.1"}, ASKED, syllabus())
    assert said(forward) == "1 question on Vectors is now first in your quiz."
    forward = brought_forward({"vectors.1", "divergence.1", "gone.1"}, ASKED, syllabus())
    assert said(forward) == "2 questions on Divergence · Vectors are now first in your quiz."
    assert said(forward, "ko") == "이제 퀴즈에서 발산 · 벡터 문제 2개가 먼저 나옵니다."


def test_it_says_nothing_where_there_is_no_question():
    assert brought_forward({"vectors.1"}, frozenset(), syllabus()) is None
    assert brought_forward({"gone.1"}, frozenset({"gone.1"}), syllabus()) is None


def test_mistakes_whose_questions_come_first():
    old, new = Pending("twice", "squares", 5), Pending("twice", "halves", 6)
    pending = {"a.1": old, "a.2": old, "b.1": new, "gone.1": Pending("twice", "else", 7)}
    found = ahead(pending, {"a.1", "a.2", "b.1"})
    assert found == (Ahead("twice", "halves", 6, 1), Ahead("twice", "squares", 5, 2))
    assert ahead({}, ASKED) == ()


@pytest.mark.parametrize(
    ("today", "when"), [(5, "today:"), (6, "yesterday:"), (8, "3 days ago:"), (4, "today:")]
)
def test_it_says_when_the_mistake_was_made(today, when):
    message = said_ahead(Ahead("twice", "squares", 5, 2), today)
    start = "Your twice code lost points for `squares` "
    assert said(message) == f"{start}{when} 2 questions on it come first."


# --- which exercise a miss calls for -----------------------------------------------------------


@pytest.mark.parametrize(
    ("notes", "missed", "slug"),
    [
        ([LARGE, SMALL], ["vectors.2"], "small"),
        ([SMALL, LARGE, EASY], ["vectors.2"], "easy"),
        ([replace(SMALL, slug="b"), replace(SMALL, slug="a")], ["vectors.1"], "a"),
        ([replace(SMALL, passed=True), LARGE], ["vectors.1"], "large"),
        ([replace(SMALL, passed=True)], ["vectors.1"], None),
        ([LARGE, OTHER], ["vectors.1"], "large"),
        ([LARGE, OTHER], ["clustering.1"], "other"),  # one of its mistakes betrays it
        ([LARGE, OTHER], ["clustering.1", "vectors.1"], "other"),
        ([LARGE, OTHER], ["clustering.2", "gone.1"], None),
        ([LARGE], [], None),
        ([], ["vectors.1"], None),
    ],
)
def test_the_smallest_exercise_on_a_miss(notes, missed, slug):
    note = offered(notes, missed, syllabus())
    assert (note and note.slug) == slug


def test_an_offer_names_the_command():
    assert said(said_offer(SMALL)) == "To practise it in code: `grade start small` (Small)."
    assert "`grade small`" in said(said_offer(replace(SMALL, started=True)), "ko")


def test_how_many_exercises_are_done():
    notes = [SMALL, replace(LARGE, passed=True), replace(EASY, started=True)]
    assert said(said_progress(notes)) == "exercises: 1 of 3 done"
    assert said_progress([]) is None


# --- beside an exercise ------------------------------------------------------------------------


def test_how_the_quiz_stands_on_the_topics_of_an_exercise():
    def how(concept):
        return Standing.KNOWN if concept.endswith(".1") else Standing.FADING

    asked = {"vectors.1", "vectors.2", "clustering.1"}
    assert quiz_note(["vectors", "gone"], asked, syllabus(), how) == QuizNote(1, 2)
    assert quiz_note(["vectors", "clustering"], asked, syllabus(), how) == QuizNote(2, 3)
    assert quiz_note(["divergence"], asked, syllabus(), how) == QuizNote(0, 0)
    assert said(said_standing(QuizNote(2, 3))) == "quiz: 2 of 3 known"
    assert said_standing(QuizNote(0, 0)) is None


def test_a_slip_is_as_old_as_the_reviews_before_it():
    """A question that is answered after the mistake takes it off, one before it does not."""
    late = replace(REVIEWS[0], turn=3, at=START + timedelta(days=1))
    assert unasked([*REVIEWS, late], [slip(2, "a.1")]) == frozenset()


def test_both_languages_have_the_same_texts():
    ko, en = (catalogue("quiz", lang) for lang in ("ko", "en"))
    keys = [key for key in en if key.startswith("link_")]
    assert keys == [key for key in ko if key.startswith("link_")]
    assert all(fields_of(ko[key]) == fields_of(en[key]) for key in keys)
