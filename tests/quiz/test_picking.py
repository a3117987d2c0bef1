"""What is asked next, on pools and logs made up for each rule."""

from dataclasses import dataclass, replace

import pytest

from quiz.picking import MissedAndNew
from quiz.standing import Standing, after, standing, traces
from tests.quiz.fake_kind import at, review


@dataclass(frozen=True)
class Entry:
    id: str
    concepts: tuple[str, ...]
    difficulty: int = 2
    revision: int = 1


def pool(concepts=8, each=1):
    return [Entry(f"q{c}-{i}", (f"t.{c}",)) for c in range(concepts) for i in range(each)]


def entry_of(pool, id):
    return next(entry for entry in pool if entry.id == id)


def run(pool, past=(), answers=lambda id: 1.0, varied=lambda id: True, count=12, seed=1):
    """The picks of a whole session."""
    picker = MissedAndNew(pool, past, varied, count, seed)
    done, picks = [], []
    while pick := picker.pick(done):
        entry = entry_of(pool, pick.question)
        picks.append(pick)
        done.append(
            review(
                pick.question,
                entry.concepts,
                answers(pick.question),
                again=pick.again,
                at=at(len(done)),
                turn=len(done) + 1,
            )
        )
    return picks


def test_each_question_once_and_no_more_than_asked_for():
    picks = run(pool(8), count=5)
    assert len({pick.question for pick in picks}) == len(picks) == 5
    assert len(run(pool(3), count=12)) == 3


def test_the_same_seed_asks_the_same():
    assert run(pool(), seed=3) == run(pool(), seed=3)
    assert run(pool(), seed=3) != run(pool(), seed=4)


def test_the_opener_is_easy_and_was_not_missed():
    entries = [replace(entry, difficulty=3) for entry in pool(6)]
    entries[2] = replace(entries[2], difficulty=1)
    entries[4] = replace(entries[4], difficulty=2)
    assert {run(entries, seed=seed)[0].question for seed in range(5)} == {"q2-0"}
    missed = [review("q2-0", ("t.2",), 0.0)]
    assert {run(entries, missed, seed=seed)[0].question for seed in range(5)} == {"q4-0"}


def test_missed_and_new_come_before_known():
    known = [review(f"q{c}-0", (f"t.{c}",), 1.0, at=at(c)) for c in range(4)]
    missed = [review(f"q{c}-0", (f"t.{c}",), 0.0, at=at(c)) for c in (4, 5)]
    for seed in range(10):
        picks = [pick.question for pick in run(pool(8), known + missed, seed=seed)]
        assert set(picks[:4]) == {"q4-0", "q5-0", "q6-0", "q7-0"}
        assert picks[4:] == ["q0-0", "q1-0", "q2-0", "q3-0"]  # the longest unseen first


def test_missed_and_new_take_turns():
    missed = [review(f"q{c}-0", (f"t.{c}",), 0.0, at=at(c)) for c in range(4)]
    picks = [pick.question[:2] for pick in run(pool(8), missed, seed=2)]
    assert [name in ("q0", "q1", "q2", "q3") for name in picks] == [False, True] * 4


@pytest.mark.parametrize("seed", range(5))
def test_never_the_same_concept_twice_in_a_row(seed):
    entries = pool(3, each=8)
    entries[0] = replace(entries[0], concepts=("t.0", "t.1"))
    picks = run(entries, seed=seed, answers=lambda id: float(id.endswith("0")), count=6)
    concepts = [set(entry_of(entries, pick.question).concepts) for pick in picks]
    main = [c for c, pick in zip(concepts, picks, strict=True) if not pick.again]
    assert all(a.isdisjoint(b) for a, b in zip(main, main[1:], strict=False))


def test_one_concept_alone_can_be_asked_all_the_same():
    assert len(run(pool(1, each=3))) == 3


def test_a_miss_is_asked_once_more_at_the_end_with_another_seed():
    picks = run(pool(4), answers=lambda id: float(id != "q1-0"))
    assert [pick.question for pick in picks[4:]] == ["q1-0"]
    first = next(pick for pick in picks if pick.question == "q1-0")
    assert picks[4].again == "q1-0" and picks[4].seed != first.seed
    assert len(run(pool(4), answers=lambda id: 0.0)) == 8


def test_what_has_one_variant_is_made_good_by_another_question_of_the_concept():
    entries = [*pool(3), Entry("other", ("t.1",), 5)]
    picks = run(
        entries, count=3, answers=lambda id: float(id != "q1-0"), varied=lambda id: False, seed=1
    )
    assert (picks[-1].question, picks[-1].again) == ("other", "q1-0")


def test_what_has_one_form_only_comes_again_when_its_answer_is_off_the_screen():
    def again(seed):
        picks = run(
            pool(8), answers=lambda id: float(id != "q1-0"), varied=lambda id: False, seed=seed
        )
        asked = [pick.question for pick in picks if not pick.again]
        return asked.index("q1-0") < 5, [pick.again for pick in picks if pick.again] == ["q1-0"]

    found = [again(seed) for seed in range(20)]
    assert all(long_ago == comes for long_ago, comes in found) and len(set(found)) == 2


def test_an_essay_is_not_written_twice():
    def after_miss(kind):
        missed = [review(f"q{c}-0", (f"t.{c}",), float(c > 0), kind=kind) for c in range(4)]
        return MissedAndNew(pool(4), (), lambda id: False, 4, 1).pick(missed)

    assert after_miss("text").again == "q0-0" and after_miss("essay") is None


def test_what_is_doubted_or_broken_is_not_asked_again():
    picker = MissedAndNew(pool(1), (), lambda id: True, 1, 1)
    for last in (
        review("q0-0", ("t.0",), 0.0, doubted=True),
        review("q0-0", ("t.0",), None, outcome="broken"),
    ):
        assert picker.pick([last]) is None
    assert picker.pick([review("q0-0", ("t.0",), 0.0)]) is not None


def test_a_doubted_question_rests_until_its_revision_rises():
    doubted = [review("q0-0", ("t.0",), 0.0, doubted=True)]
    assert len(run(pool(3), doubted)) == 2
    risen = [replace(pool(3)[0], revision=2), *pool(3)[1:]]
    assert len(run(risen, doubted)) == 3
    assert len(run(pool(1), doubted)) == 1  # better than nothing


def test_what_cannot_be_drawn_is_replaced():
    picker = MissedAndNew(pool(3), (), lambda id: True, 2, 1)
    first = picker.pick([])
    assert picker.pick([], {first.question}).question != first.question
    assert picker.pick([], {entry.id for entry in pool(3)}) is None


def test_a_new_concept_begins_with_its_easiest_question():
    entries = [Entry(f"q{c}-{d}", (f"t.{c}",), d) for c in range(4) for d in (3, 1, 2)]
    assert all(pick.question.endswith("-1") for pick in run(entries, count=4))


# --- standing ----------------------------------------------------------------------------------


def test_the_latest_review_decides():
    seen = traces([review(score=1.0), review(score=0.0, at=at(9))], {})
    assert standing(seen, "t.1") is Standing.WEAK
    assert standing(after(seen, [review(score=0.7)]), "t.1") is Standing.KNOWN
    assert standing(seen, "t.2") is Standing.NEW


def test_a_miss_made_good_at_once_stays_weak():
    seen = traces([review(score=0.0), review(score=1.0, again="one")], {})
    assert standing(seen, "t.1") is Standing.WEAK


def test_what_the_answer_betrays_is_weak_too_and_other_concepts_are_untouched():
    seen = traces([review(concepts=("t.1", "t.2"), score=0.0, betrayed=("t.3",))], {})
    assert sorted(seen) == ["t.1", "t.3"]


def test_what_does_not_count_leaves_no_trace():
    reviews = [review(doubted=True), review(outcome="broken", score=None), review(revision=1)]
    assert traces(reviews, {"one": 2}) == {}
    assert traces([review("gone")], {"one": 2}).keys() == {"t.1"}
