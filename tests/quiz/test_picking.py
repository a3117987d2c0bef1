"""What is asked next, on pools, plans and memories made up for each rule."""

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.memory.memory import Memory, Pending, Trace
from quiz.picking import Plan, PlanPicker
from tests.quiz.fake_kind import at, review

TODAY = 1000


@dataclass(frozen=True)
class Entry:
    id: str
    concepts: tuple[str, ...]
    difficulty: int = 2
    revision: int = 1


def pool(concepts=8, each=1):
    return [Entry(f"q{c}-{i}", (f"t.{c}",)) for c in range(concepts) for i in range(each)]


def plan_for(pool, batch=0, areas=None, before=None):
    order = tuple(dict.fromkeys(entry.concepts[0] for entry in pool))
    return Plan(order, batch, areas or {}, before or {})


def trace(passed=True, day=TODAY - 3):
    return Trace(2.0, 5.0, day, passed, 1)


def memory(missed=(), passed=(), **more):
    traces = {f"t.{c}": trace(False) for c in missed} | {f"t.{c}": trace() for c in passed}
    return Memory(traces=traces, **more)


def picker(pool, plan=None, memory=Memory(), varied=lambda id: True, count=12, seed=1):  # noqa: B008
    return PlanPicker(pool, plan or plan_for(pool), memory, TODAY, varied, count, seed)


def answered(pool, pick, score, turn=1, **more):
    entry = next(entry for entry in pool if entry.id == pick.question)
    return review(
        pick.question,
        entry.concepts,
        score,
        **{"again": pick.again, "at": at(turn), "turn": turn, "difficulty": entry.difficulty}
        | more,
    )


def run(pool, *args, answers=lambda pick: 1.0, more=lambda pick: {}, **settings):
    """The picks of a whole session, and what came of them."""
    chooser = picker(pool, *args, **settings)
    done, picks = [], []
    while pick := chooser.pick(done):
        picks.append(pick)
        done.append(answered(pool, pick, answers(pick), len(picks), **more(pick)))
        assert len(picks) < 1000
    return picks


def miss(*ids):
    """Answers that miss some questions the first time."""
    return lambda pick: float(pick.question not in ids or bool(pick.again))


def asked(picks):
    return [pick.question for pick in picks if not pick.again]


# --- the order -----------------------------------------------------------------------------------


def test_the_order_of_the_plan_is_kept():
    entries = pool(8)
    turned = replace(plan_for(entries), order=tuple(f"t.{c}" for c in (3, 1, 7, 0, 2, 4, 5, 6)))
    assert asked(run(entries, turned)) == [f"q{c}-0" for c in (3, 1, 7, 0, 2, 4, 5, 6)]


def test_each_question_once_and_no_more_than_asked_for():
    picks = asked(run(pool(8), count=5))
    assert len(set(picks)) == len(picks) == 5
    assert len(run(pool(3), count=12)) == 3
    assert picker(pool(3)).count == 3


def test_the_same_seed_asks_the_same():
    assert run(pool(), seed=3) == run(pool(), seed=3)
    assert run(pool(), seed=3) != run(pool(), seed=4)


def test_concepts_outside_the_pool_are_not_asked():
    whole = plan_for(pool(8), batch=8, before={"t.6": ("t.1",)})
    assert asked(run(pool(8)[5:], whole)) == ["q5-0", "q6-0", "q7-0"]


def test_where_there_are_more_questions_than_concepts_a_second_round_follows():
    picks = asked(run(pool(3, each=4), count=9))
    concepts = [pick[:2] for pick in picks]
    assert concepts == ["q0", "q1", "q2"] * 3 and len(set(picks)) == 9
    assert len(asked(run(pool(1, each=3)))) == 3


# --- the opener ----------------------------------------------------------------------------------


def test_the_opener_is_easy_was_not_missed_and_can_be_asked_already():
    entries = [replace(entry, difficulty=d) for entry, d in zip(pool(4), (4, 2, 1, 2), strict=True)]
    assert asked(run(entries))[0] == "q1-0"
    assert asked(run(entries, memory=memory(missed=[1])))[0] == "q2-0"
    waits = plan_for(entries, before={"t.1": ("t.3",), "t.2": ("t.3",)})
    assert asked(run(entries, waits))[0] == "q3-0"


def test_where_nothing_is_easy_the_opener_is_the_easiest():
    entries = [replace(entry, difficulty=d) for entry, d in zip(pool(3), (5, 3, 4), strict=True)]
    assert asked(run(entries))[0] == "q1-0"
    assert asked(run(entries, memory=memory(missed=[0, 1, 2])))[0] == "q1-0"


def test_the_opener_on_a_known_concept_is_an_easy_question_of_it():
    entries = [Entry("easy", ("t.0",), 1), Entry("hard", ("t.0",), 4)]
    assert picker(entries, memory=memory(passed=[0], asked={"easy": 3})).pick([]).question == "easy"


# --- what comes first ----------------------------------------------------------------------------


def pending(*concepts, day=TODAY):
    return {f"t.{c}": Pending("attention", "missing-scale", day) for c in concepts}


def test_mistakes_in_code_come_first_of_all_the_latest_first():
    before = pending(5, 99, day=TODAY - 4) | pending(7)
    picks = asked(run(pool(8), memory=memory(missed=[5, 7], pending=before)))
    assert picks[:3] == ["q7-0", "q5-0", "q0-0"]


def test_a_mistake_in_code_opens_with_its_easiest_question():
    hard = [Entry("hard", ("t.1",), 5), Entry("easy", ("t.1",), 1), *pool(1)]
    assert asked(run(hard, memory=memory(missed=[1], pending=pending(1))))[0] == "easy"
    hard.pop(1)
    assert asked(run(hard, memory=memory(missed=[1], pending=pending(1))))[0] == "hard"


def test_without_questions_on_it_a_mistake_in_code_stops_no_opener():
    assert asked(run(pool(3), memory=memory(pending=pending(99))))[0] == "q0-0"


def test_what_an_answer_betrays_comes_soon():
    betrayed = lambda pick: {"betrayed": ("t.6", "t.0")} if pick.question == "q1-0" else {}  # noqa: E731
    picks = asked(run(pool(8), answers=miss("q1-0"), more=betrayed))
    assert picks[:4] == ["q0-0", "q1-0", "q6-0", "q2-0"]  # t.0 was asked already


# --- what may not follow what --------------------------------------------------------------------


def test_a_concept_waits_for_what_it_requires():
    chain = {f"t.{c}": (f"t.{c + 1}",) for c in range(4)}
    entries = pool(6)
    picks = asked(run(entries, plan_for(entries, before=chain)))
    assert picks == [f"q{c}-0" for c in (4, 3, 2, 1, 0, 5)]
    seen = asked(run(entries, plan_for(entries, before=chain), memory=memory(passed=[1])))
    assert seen[0] == "q0-0"


def test_what_cannot_be_asked_holds_nobody_up():
    entries = pool(3)
    waits = plan_for(entries, before={"t.0": ("t.9",), "t.1": ("t.2",)})
    assert asked(run(entries, waits))[0] == "q0-0"
    chooser = picker(entries, waits)
    assert chooser.pick([], {"q2-0", "q0-0"}).question == "q1-0"


def test_areas_come_in_turns_while_another_one_is_near_in_the_plan():
    entries = pool(9)

    def session(first_of_b, batch, count):
        areas = {f"t.{c}": "a" if c < first_of_b else "b" for c in range(9)}
        return asked(run(entries, plan_for(entries, batch=batch, areas=areas), count=count))

    assert session(7, batch=8, count=3) == ["q0-0", "q1-0", "q7-0"]
    assert session(7, batch=7, count=3) == ["q0-0", "q1-0", "q2-0"]
    assert session(5, batch=0, count=3) == ["q0-0", "q1-0", "q5-0"]  # near in this session
    assert session(5, batch=6, count=5) == ["q0-0", "q1-0", "q5-0", "q2-0", "q3-0"]


CONCEPTS = st.integers(1, 9)


@st.composite
def courses(draw):
    """A pool of any size, a plan for it, and what is remembered."""
    concepts = draw(CONCEPTS)
    numbers = st.integers(0, concepts - 1)
    entries = []
    for concept in range(concepts):
        for i in range(draw(st.integers(1, 4))):
            second = draw(st.sampled_from([(), (f"t.{draw(numbers)}",)]))
            names = tuple(dict.fromkeys((f"t.{concept}", *second)))
            entries.append(Entry(f"q{concept}-{i}", names, draw(st.integers(1, 5))))
    before = {f"t.{c}": (f"t.{draw(st.integers(0, c - 1))}",) for c in range(1, concepts)}
    order = tuple(draw(st.permutations([f"t.{c}" for c in range(concepts)])))
    areas = {f"t.{c}": draw(st.sampled_from("ab")) for c in range(concepts)}
    plan = Plan(order, draw(st.integers(0, concepts)), areas, before)
    missed, passed = draw(st.sets(numbers)), draw(st.sets(numbers))
    doubted = draw(st.sets(st.sampled_from([entry.id for entry in entries])))
    known = memory(missed - passed, passed, doubted=frozenset((id, 1) for id in doubted))
    return entries, plan, known


@settings(max_examples=200, deadline=None)
@given(courses(), st.integers(1, 12), st.integers(0, 9), st.sets(st.integers(0, 40)))
def test_every_session_keeps_the_rules(course, count, seed, wrong):
    entries, plan, known = course
    doubted = {id for id, _ in known.doubted}
    rest = [entry for entry in entries if entry.id not in doubted] or entries
    chooser = picker(entries, plan, known, count=count, seed=seed)
    done, picks = [], []
    while pick := chooser.pick(done):
        assert chooser.pick(done) == pick
        picks.append(pick)
        done.append(answered(entries, pick, float(len(picks) not in wrong), len(picks)))
    first = [done_ for done_ in done if not done_.again]
    assert len(first) == chooser.count == min(count, len(rest))
    assert not any(pick.again for pick in picks[: len(first)])
    assert {review.question for review in done} <= {entry.id for entry in rest}
    assert len({review.question for review in first}) == len(first)
    misses = [review.question for review in first if not review.passed]
    made_good = [review.again for review in done if review.again]
    assert len(set(made_good)) == len(made_good) and set(made_good) <= set(misses)
    primary = [review.concepts[0] for review in first]
    available = {entry.concepts[0] for entry in rest}
    once = primary[: len(available)]
    assert len(set(once)) == len(once), "no concept again before all others have come"
    if len(available) > 1:
        several = {c for c in available if sum(e.concepts[0] == c for e in rest) > 1}
        for i, (a, b) in enumerate(zip(primary, primary[1:], strict=False)):
            others = {
                e.concepts[0] for e in rest if e.id not in {r.question for r in first[: i + 1]}
            }
            assert a != b or others == {a} <= several, "no concept twice in a row"
    for i, concept in enumerate(once):
        for needed in plan.before.get(concept, ()):
            seen = needed in known.traces or needed in primary[:i]
            assert seen or needed not in available, "prerequisites first"


# --- which question of a concept -----------------------------------------------------------------


def graded(*difficulties):
    return [Entry("opener", ("t.0",), 1), *(Entry(f"d{d}", ("t.1",), d) for d in difficulties)]


def second(entries, memory):
    return asked(run(entries, memory=memory, count=2))[1]


def test_a_new_concept_begins_with_its_easiest_question():
    assert second(graded(3, 1, 2), Memory()) == "d1"


def test_who_passed_gets_a_harder_one_and_rather_one_never_asked():
    assert second(graded(1, 2, 3, 5), memory(passed=[1], asked={"d2": 1})) == "d3"
    assert second(graded(1, 2), memory(passed=[1], asked={"d2": 1})) == "d1"
    assert second(graded(1, 2), memory(passed=[1], asked={"d1": 2, "d2": 1})) == "d2"


def test_who_missed_gets_an_easier_one():
    assert second(graded(1, 3, 4), memory(missed=[1], asked={"d3": 1})) == "d1"
    # Rather the same once more, in another variant, than a harder one.
    assert second(graded(3, 4), memory(missed=[1], asked={"d3": 1})) == "d3"
    assert second(graded(2, 4), memory(missed=[1])) == "d2"  # betrayed, never asked


# --- misses once more ----------------------------------------------------------------------------


def test_a_miss_is_asked_once_more_at_the_end_with_another_seed():
    picks = run(pool(4), answers=miss("q1-0"))
    assert [(pick.question, pick.again) for pick in picks[4:]] == [("q1-0", "q1-0")]
    assert picks[4].seed != picks[1].seed
    assert len(run(pool(4), answers=lambda pick: 0.0)) == 8


def test_an_easier_question_makes_a_miss_good_rather_than_another_variant():
    entries = [*pool(3), Entry("easier", ("t.1",), 1), Entry("harder", ("t.1",), 3)]
    known = memory(passed=[1], asked={"q1-0": 1})
    picks = run(entries, memory=known, count=3, answers=miss("harder"))
    assert asked(picks)[1:] == ["harder", "q2-0"]
    assert [(pick.question, pick.again) for pick in picks[3:]] == [("easier", "harder")]


def test_what_has_one_variant_is_made_good_by_another_question_of_the_concept():
    entries = [*pool(3), Entry("other", ("t.1",), 5)]
    picks = run(entries, count=3, answers=miss("q1-0"), varied=lambda id: False)
    assert (picks[-1].question, picks[-1].again) == ("other", "q1-0")


def test_what_has_one_form_only_comes_again_when_its_answer_is_off_the_screen():
    def again(missed):
        picks = run(pool(8), answers=miss(missed), varied=lambda id: False)
        return [pick.question for pick in picks if pick.again]

    assert again("q4-0") == ["q4-0"] and again("q5-0") == [] == again("q7-0")


def test_an_essay_is_not_written_twice():
    def after_miss(kind):
        missed = [review(f"q{c}-0", (f"t.{c}",), float(c > 0), kind=kind) for c in range(4)]
        return picker(pool(4), varied=lambda id: False, count=4).pick(missed)

    assert after_miss("text").again == "q0-0" and after_miss("essay") is None


def test_what_is_doubted_or_broken_is_not_asked_again():
    for last in (
        review("q0-0", ("t.0",), 0.0, doubted=True),
        review("q0-0", ("t.0",), None, outcome="broken"),
    ):
        assert picker(pool(1)).pick([last]) is None
    assert picker(pool(1)).pick([review("q0-0", ("t.0",), 0.0)]) is not None


def test_what_was_missed_on_two_days_gives_way_to_what_it_builds_on():
    entries = pool(6)
    before = plan_for(entries, before={"t.1": ("t.4", "t.5")})

    def last(missed=(), passed=(), **more):
        known = memory(missed=missed, passed=passed, **more)
        picks = run(entries, before, memory=known, count=3, answers=miss("q1-0", "q4-0"))
        return [(pick.question, pick.basis) for pick in picks if pick.again == "q1-0"]

    assert last(missed=[1], passed=[4, 5]) == [("q1-0", False)]  # nothing is wrong with its basis
    assert last(passed=[1, 4], missed=[5]) == [("q1-0", False)]  # the first miss
    assert last(missed=[1, 5], passed=[4]) == [("q5-0", True)]


def test_a_miss_of_earlier_today_is_no_second_day():
    entries = pool(4)
    before = plan_for(entries, before={"t.1": ("t.3",)})
    traces = {"t.1": trace(False, TODAY), "t.3": trace(False)}
    picks = run(entries, before, memory=Memory(traces=traces), count=3, answers=miss("q1-0"))
    assert not any(pick.basis for pick in picks)


# --- what rests ----------------------------------------------------------------------------------


def test_a_doubted_question_rests_until_its_revision_rises():
    doubted = Memory(doubted=frozenset({("q0-0", 1)}))
    assert len(run(pool(3), memory=doubted)) == 2
    risen = [replace(pool(3)[0], revision=2), *pool(3)[1:]]
    assert len(run(risen, memory=doubted)) == 3
    assert len(run(pool(1), memory=doubted)) == 1  # better than nothing


def test_what_cannot_be_drawn_is_replaced():
    chooser = picker(pool(3), count=2)
    first = chooser.pick([])
    assert chooser.pick([], {first.question}).question != first.question
    assert chooser.pick([], {entry.id for entry in pool(3)}) is None
