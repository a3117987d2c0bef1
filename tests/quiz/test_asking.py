"""A session as a state machine: every event in every phase, what is said and what is kept."""

from dataclasses import replace

import pytest

from quiz.asking import Session
from quiz.events import (
    Asked,
    Doubt,
    Doubted,
    Ended,
    Help,
    Hint,
    Hinted,
    Keep,
    Keys,
    Leave,
    Look,
    Marked,
    Next,
    Phase,
    Reply,
    Skip,
    Sources,
    Unaskable,
    Unread,
)
from tests.quiz.fake_kind import Essay, at, desk, question


def begin(*questions, kind=None):
    return Session.begin(desk(*questions, kind=kind), "s", "ko", at(0))


def play(step, *events):
    """The state and what was said after events that come ten seconds apart."""
    state, said = step
    for number, event in enumerate(events, 1):
        state, said = state.after(event, at(10 * number))
    return state, said


def test_a_session_begins_with_a_question():
    state, (asked,) = begin(question("one"), question("two", ("t.2",)))
    assert isinstance(asked, Asked) and asked.second is None
    assert (asked.turn.place, asked.turn.total, asked.turn.question.id) == (1, 2, "one")
    assert state.phase is Phase.ANSWER


def test_an_answer_is_kept_before_its_mark_is_shown():
    state, (kept, marked) = play(begin(question()), Hint(), Reply("half"))
    review = kept.record
    assert isinstance(marked, Marked) and marked.review is review
    assert (review.typed, review.score, review.outcome) == ("half", 0.5, "marked")
    assert (review.seconds, review.at, review.hinted) == (20.0, at(20), True)
    assert (review.session, review.turn, review.lang, review.chance) == ("s", 1, "ko", 0.25)
    assert (review.seed, review.concepts, review.again) == (5, ("t.1",), "")
    assert state.phase is Phase.NEXT and state.done == (review,)


def test_what_an_answer_betrays_is_kept():
    _, (kept, _) = play(begin(question()), Reply("other"))
    assert (kept.record.says, kept.record.betrayed) == (("other",), ("t.9",))


@pytest.mark.parametrize("typed", ["12", "", "  "])
def test_what_cannot_be_read_costs_nothing(typed):
    state, said = begin(question())
    after, (unread,) = state.after(Reply(typed), at(5))
    assert isinstance(unread, Unread) and unread.typed == typed
    assert after == state


def test_a_skip_counts_as_not_known_and_is_marked_so():
    state, (kept, marked) = play(begin(question()), Skip())
    assert (kept.record.outcome, kept.record.score, kept.record.typed) == ("skipped", 0.0, "")
    assert marked.mark is None and marked.fault is None and kept.record.counts


def test_a_fault_of_ours_keeps_the_answer_and_costs_nothing():
    state, (kept, marked) = play(begin(question("one"), question("two")), Reply("boom"))
    assert (kept.record.outcome, kept.record.score, kept.record.typed) == ("broken", None, "boom")
    assert isinstance(marked.fault, ZeroDivisionError)
    state, (asked,) = play((state, ()), Next())
    assert asked.turn.question.id == "two"
    state, (ended,) = play((state, ()), Reply("yes"), Next())
    assert isinstance(ended, Ended) and len(ended.done) == 2  # the broken one is not asked again


def test_a_question_that_cannot_be_drawn_is_replaced():
    state, (unaskable, asked) = begin(question("undrawable"), question("two"))
    assert isinstance(unaskable, Unaskable) and unaskable.question == "undrawable"
    assert asked.turn.question.id == "two"
    state, said = begin(question("undrawable"))
    assert [type(thing) for thing in said] == [Unaskable, Ended] and state.phase is Phase.OVER


def test_a_miss_comes_again_and_looks_different():
    state, said = play(begin(question("one"), question("two")), Reply("no"), Next(), Reply("yes"))
    missed = state.done[0]
    state, (asked,) = state.after(Next(), at(60))
    assert asked.turn.pick.again == "one" and (asked.turn.place, asked.turn.total) == (2, 2)
    assert asked.turn.prompt.variant.seed % 3 != missed.seed % 3
    state, (kept, _) = state.after(Reply("yes"), at(70))
    assert kept.record.again == "one" and kept.record.turn == 3
    assert kept.record.seed == asked.turn.prompt.variant.seed
    assert isinstance(state.after(Next(), at(80))[1][0], Ended)


def test_hint_and_source_leave_the_question_standing():
    state, (hinted,) = play(begin(question()), Hint())
    assert isinstance(hinted, Hinted) and state.phase is Phase.ANSWER
    state, (sources,) = play(begin(question()), Look())
    assert isinstance(sources, Sources) and state.hinted
    state, (sources,) = play(begin(question()), Reply("yes"), Look())
    assert isinstance(sources, Sources) and not state.done[0].hinted


def test_a_question_can_be_called_unclear():
    state, (kept, doubted) = play(begin(question()), Doubt("which log?"))
    assert isinstance(doubted, Doubted) and doubted.flag is kept.record
    flag = kept.record
    assert (flag.what, flag.remark, flag.turn, flag.seed) == ("unclear", "which log?", 1, 5)
    state, (kept, _) = state.after(Reply("no"), at(20))
    assert kept.record.doubted and not kept.record.counts
    assert isinstance(state.after(Next(), at(30))[1][0], Ended)  # not asked again


def test_a_mark_can_be_contested():
    state, (kept, _) = play(begin(question()), Reply("no"), Doubt())
    assert (kept.record.what, kept.record.remark) == ("contested", "")
    assert state.phase is Phase.NEXT and not state.done[0].counts
    assert isinstance(state.after(Next(), at(30))[1][0], Ended)


def test_a_doubt_is_about_one_turn_only():
    state, _ = play(begin(question("one"), question("two")), Doubt(), Reply("yes"), Next())
    _, (kept, _) = state.after(Reply("yes"), at(50))
    assert not kept.record.doubted and not kept.record.hinted


def test_an_essay_is_kept_when_it_is_written_and_marked_when_it_is_ticked():
    state, (kept, asked) = play(begin(question(), kind=Essay()), Reply("my essay"))
    assert (kept.record.outcome, kept.record.typed) == ("open", "my essay")
    assert isinstance(asked, Asked) and asked.second is not None
    assert state.phase is Phase.SECOND
    same, (unread,) = state.after(Reply("no"), at(20))
    assert same == state and isinstance(unread, Unread)
    state, (kept, marked) = state.after(Reply("yes"), at(30))
    assert (kept.record.outcome, kept.record.score, kept.record.turn) == ("marked", 1.0, 1)
    assert len(state.done) == 1


def test_an_essay_can_be_left_unticked():
    state, (marked,) = play(begin(question(), kind=Essay()), Reply("my essay"), Skip())
    assert marked.review.outcome == "open" and not marked.review.counts
    state, (ended,) = play(begin(question(), kind=Essay()), Reply("my essay"), Leave())
    assert isinstance(ended, Ended) and ended.done == ()


@pytest.mark.parametrize("events", [(), (Reply("no"),), (Reply("no"), Doubt())])
def test_one_can_leave_at_any_time(events):
    state, (ended,) = play(begin(question("one"), question("two")), *events, Leave())
    assert isinstance(ended, Ended) and ended.count == 2
    assert len(ended.done) == min(1, len(events)) and state.phase is Phase.OVER


@pytest.mark.parametrize("event", [Reply("x"), Skip(), Hint(), Look(), Doubt(), Next()])
def test_after_the_end_nothing_happens(event):
    over, _ = play(begin(question()), Leave())
    assert over.after(event, at(99)) == (over, ())


@pytest.mark.parametrize("event", [Reply("x"), Skip(), Hint()])
def test_while_a_mark_is_read_nothing_is_answered(event):
    state, _ = play(begin(question()), Reply("yes"))
    assert state.after(event, at(99)) == (state, ())


def test_help_names_the_phase():
    _, (keys,) = play(begin(question()), Help())
    assert keys == Keys(Phase.ANSWER)


def test_a_clock_that_runs_backwards_costs_no_time():
    state, _ = begin(question())
    _, (kept, _) = state.after(Reply("yes"), at(-5))
    assert kept.record.seconds == 0.0


def test_every_review_is_kept_once_and_before_it_is_shown():
    state, said = begin(question("one"), question("two"))
    shown = []
    for typed in ("no", "yes", "yes"):
        state, said = state.after(Reply(typed), at(1))
        assert isinstance(said[0], Keep) and said[1].review == said[0].record
        shown.append(replace(said[0].record))
        state, said = state.after(Next(), at(2))
    assert state.done == tuple(shown) and state.phase is Phase.OVER
