"""Papers keep to their blueprint as far as the banks allow, and to their seed always."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import UsageError
from quiz.exam.apportioning import apportion
from quiz.exam.assembling import assemble
from tests.quiz.exam.made import AREAS, KINDS, blueprint, entry, rich

SHARES = st.integers(1, 9)
BLUEPRINTS = st.builds(
    blueprint,
    count=st.integers(1, 40),
    areas=st.dictionaries(st.sampled_from(AREAS), SHARES, min_size=1),
    kinds=st.dictionaries(st.sampled_from(KINDS), SHARES, min_size=1),
    difficulties=st.dictionaries(st.integers(1, 5), SHARES, min_size=1),
)
SEEDS = st.integers(0, 2**63 - 1)
BANKS = st.lists(
    st.builds(
        entry,
        id=st.integers(0, 60).map("q{}".format),
        area=st.sampled_from(AREAS),
        kind=st.sampled_from((*KINDS, "essay")),
        difficulty=st.integers(1, 5),
    ),
    unique_by=lambda entry: entry.id,
    max_size=30,
)


def entries_of(paper, bank):
    by_id = {entry.id: entry for entry in bank}
    return [by_id[item.question] for item in paper.items]


def within_one(found, shares, count):
    whole = sum(shares.values())
    assert set(found) <= set(shares)
    for name, share in shares.items():
        assert abs(found[name] - count * share / whole) < 1 + 1e-9, (name, found, shares)


@settings(max_examples=60, deadline=None)
@given(BLUEPRINTS, SEEDS)
def test_shares_are_met_within_a_question_where_there_is_everything(plan, seed):
    bank = rich()
    # Where there is room for all of it: two questions in each cell of area, kind and difficulty.
    count = min(plan.count, 2 * min(map(len, (plan.areas, plan.kinds, plan.difficulties))))
    found = entries_of(assemble(plan, bank, seed, count), bank)
    assert len(found) == count
    within_one(Counter(entry.area for entry in found), plan.areas, count)
    within_one(Counter(entry.kind for entry in found), plan.kinds, count)
    within_one(Counter(entry.difficulty for entry in found), plan.difficulties, count)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("count", [12, 24, 40])
def test_a_usual_exam_meets_all_its_shares(seed, count):
    plan, bank = blueprint(count), rich()
    paper = assemble(plan, bank, seed)
    found = entries_of(paper, bank)
    within_one(Counter(entry.area for entry in found), plan.areas, count)
    within_one(Counter(entry.kind for entry in found), plan.kinds, count)
    within_one(Counter(entry.difficulty for entry in found), plan.difficulties, count)
    points = Counter()
    for item in paper.items:
        points[item.area] += item.points
    for area, share in plan.areas.items():
        assert abs(points[area] - paper.points * share / 10) <= 4  # no more than a question's worth


@settings(max_examples=80, deadline=None)
@given(BLUEPRINTS, BANKS, SEEDS)
def test_what_holds_of_every_paper(plan, bank, seed):
    fit = [
        entry
        for entry in bank
        if entry.area in plan.areas
        and entry.kind in plan.kinds
        and entry.difficulty in plan.difficulties
    ]
    if not fit:
        with pytest.raises(UsageError):
            assemble(plan, bank, seed)
        return
    paper = assemble(plan, bank, seed)
    found = entries_of(paper, bank)
    assert len(found) == min(plan.count, len(fit))
    assert len({entry.id for entry in found}) == len(found)
    assert {entry.id for entry in found} <= {entry.id for entry in fit}
    order = list(plan.areas)
    for one, other in pairwise(found):
        assert (order.index(one.area), one.difficulty) <= (
            order.index(other.area),
            other.difficulty,
        )
    assert [item.points for item in paper.items] == [plan.points[entry.kind] for entry in found]
    assert assemble(plan, bank[::-1], seed) == paper


@settings(max_examples=60, deadline=None)
@given(BANKS, SEEDS, st.integers(1, 30), st.integers(1, 8))
def test_no_concept_twice_while_others_are_left(bank, seed, count, concepts):
    names = AREAS  # a concept belongs to one area
    bank = [e._replace(concepts=(f"{e.area}.{int(e.id[1:]) % concepts}",)) for e in bank]
    bank = [e for e in bank if e.kind in KINDS]
    plan = blueprint(
        count, areas=dict.fromkeys(names, 1), difficulties=dict.fromkeys(range(1, 6), 1)
    )
    if not bank:
        return
    asked = Counter(entry.concepts[0] for entry in entries_of(assemble(plan, bank, seed), bank))
    there = Counter(entry.concepts[0] for entry in bank)
    if max(asked.values()) > 1:
        assert set(asked) == set(there)


def test_another_seed_is_another_paper():
    papers = {assemble(blueprint(), rich(), seed).items for seed in range(50)}
    assert len(papers) == 50


def test_seeds_of_variants_differ_too():
    bank = [entry("only")]
    seeds = {assemble(blueprint(), bank, seed).items[0].seed for seed in range(50)}
    assert len(seeds) > 45


def test_time_follows_the_number_of_questions():
    def minutes(**wish):
        return assemble(blueprint(12), rich(), 1, **wish).minutes

    assert minutes() == 30 and minutes(count=6) == 15 and minutes(count=24) == 60
    assert minutes(count=6, minutes=50) == 50 and minutes(minutes=5) == 5
    assert assemble(blueprint(12), rich(), 1, count=1).minutes == 2


def test_nothing_to_ask_is_said():
    with pytest.raises(UsageError) as caught:
        assemble(blueprint(), [entry("essay", kind="essay")], 1)
    assert caught.value.key == "exam_no_questions" and caught.value.fields["name"] == "made"


def test_with_fewer_questions_than_areas_each_has_its_turn():
    plan, bank = blueprint(), rich()
    turns = Counter(
        item.area for seed in range(300) for item in assemble(plan, bank, seed, count=2).items
    )
    for area, share in plan.areas.items():
        assert abs(turns[area] / 300 - 2 * share / 10) < 0.12, turns


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 100), min_size=1),
    st.integers(0, 60),
    st.lists(st.integers(0, 12), min_size=8, max_size=8),
    st.floats(0, 1, exclude_max=True),
)
def test_apportioning_gives_all_seats_there_is_room_for(shares, seats, rooms, drawn):
    room = dict(zip("abcdefgh", rooms, strict=True))
    given_ = apportion(shares, seats, room, lambda: drawn)
    assert sum(given_.values()) == min(seats, sum(room[name] for name in shares))
    assert all(0 <= given_[name] <= room[name] for name in shares)
    if all(room[name] >= seats for name in shares):
        whole = sum(shares.values())
        assert all(abs(given_[n] - seats * s / whole) < 1 + 1e-6 for n, s in shares.items())
