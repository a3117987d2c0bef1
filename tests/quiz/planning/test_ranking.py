"""What comes first with an exam ahead: each property on a case where it shows."""

import random
from dataclasses import replace

import pytest

from quiz.memory.forgetting import DEFAULT, Rating, first
from quiz.memory.memory import Look, Trace
from quiz.planning.ranking import Horizon, Material, Prior, prior, ranked

KNOWN = Prior(0.3, 10)


def material(count, **more):
    made = Material(
        concepts=[f"c{i}" for i in range(count)],
        weights=[1 / count] * count,
        chances=[0.0] * count,
        minutes=[1.0] * count,
        before=[()] * count,
    )
    return replace(made, **more)


def trace(day, rating=Rating.GOOD, looks=1):
    return Trace(*first(DEFAULT, rating), day, rating is Rating.GOOD, looks)


def order(material, traces=None, days=10, minutes=3.0, day=100, **more):
    horizon = Horizon.daily(day, day + days, minutes)
    scores = ranked(material, traces or {}, DEFAULT, KNOWN, horizon, **more).scores
    return sorted(range(len(scores)), key=lambda i: -scores[i])


def test_what_is_worth_more_points_comes_first():
    heavy = material(20, weights=[0.01] * 17 + [0.27] * 3)
    assert order(heavy)[:3] == [17, 18, 19]


def test_what_takes_less_time_comes_first():
    quick = material(20, minutes=[2.0] * 17 + [0.5] * 3)
    assert order(quick, minutes=2.0)[:3] == [17, 18, 19]


def test_what_is_guessed_anyway_comes_last():
    guessed = material(4, chances=[0.5, 0.0, 0.0, 0.0])
    assert order(guessed, minutes=1.0)[-1] == 0


def test_a_prerequisite_borrows_the_worth_of_what_it_opens():
    weights = [0.01, 0.04, 0.04, 0.04, 0.87]
    free = order(material(5, weights=weights), minutes=1.0)
    chained = order(material(5, weights=weights, before=[(), (), (), (), (0,)]), minutes=1.0)
    assert free[0] == 4 and free[-1] == 0
    assert chained.index(0) < 2


def test_what_opens_many_borrows_from_all_of_them():
    weights = [0.01, *[0.06] * 5, *[0.1] * 7]
    opens_seven = [(), *[()] * 5, *[(0,)] * 7]
    assert order(material(13, weights=weights, before=opens_seven), minutes=1.0)[0] == 0
    opens_one = [(), *[()] * 11, (0,)]
    assert order(material(13, weights=weights, before=opens_one), minutes=1.0)[0] != 0


def test_nothing_goes_before_what_it_requires():
    rng = random.Random(5)
    before = [tuple(rng.sample(range(i), min(i, rng.randrange(3)))) for i in range(60)]
    mixed = material(60, weights=[rng.random() for _ in range(60)], before=before)
    seen = {"c3": trace(97), "c17": trace(99, Rating.AGAIN)}
    place = {concept: i for i, concept in enumerate(order(mixed, seen, minutes=6.0))}
    for i, required in enumerate(before):
        if f"c{i}" not in seen:
            assert all(place[j] < place[i] for j in required if f"c{j}" not in seen)


def test_a_concept_does_not_come_again_at_once():
    seen = {"c0": trace(99, Rating.AGAIN), **{f"c{i}": trace(95) for i in range(1, 6)}}
    assert order(material(6), seen, days=4, minutes=1.0)[-1] == 0
    assert order(material(6), seen, days=4, minutes=1.0, ahead=False)[0] == 0


def asked_today(traces, days, minutes):
    many = material(40)
    horizon = Horizon.daily(100, 100 + days, minutes)
    return set(ranked(many, traces, DEFAULT, KNOWN, horizon).batch)


def test_what_is_probably_forgotten_waits_shorter():
    both = {f"c{i}": trace(97, Rating.AGAIN if i < 5 else Rating.GOOD) for i in range(40)}
    assert asked_today(both, days=20, minutes=10.0) == set(range(5))


def test_where_time_is_scarce_what_a_miss_leaves_behind_is_doubted():
    scarce = {"c0": trace(85), "c1": trace(85, Rating.AGAIN)}
    scarce |= {f"c{i}": trace(100) for i in range(2, 40)}
    assert order(material(40), scarce, minutes=1.0)[:2] == [1, 0]
    assert order(material(40), scarce, minutes=1.0, ahead=False)[:2] == [0, 1]
    again = {concept: each._replace(looks=2) for concept, each in scarce.items()}
    assert order(material(40), again, minutes=1.0)[:2] == [0, 1]


def test_of_what_is_new_nothing_is_doubted():
    believed = ranked(
        material(2), {"c0": trace(85)}, DEFAULT, KNOWN, Horizon.daily(100, 110, 1.0)
    ).believed
    assert believed[0].most > believed[0].gain and believed[1].most == believed[1].gain


def test_however_far_the_exam_is_nothing_waits_for_months():
    assert asked_today({f"c{i}": trace(88) for i in range(40)}, days=300, minutes=5.0)


def test_on_the_last_evening_only_the_gain_counts():
    seen = {"c0": trace(99, Rating.AGAIN), "c1": trace(99), "c2": trace(98)}
    assert order(material(3), seen, days=1, minutes=0.5)[0] == 0


def test_todays_batch_is_asked_in_teaching_order():
    rng = random.Random(3)
    mixed = material(30, weights=[rng.random() for _ in range(30)])
    horizon = Horizon.daily(0, 10, 5)
    ranking = ranked(mixed, {}, DEFAULT, KNOWN, horizon)
    assert 4 <= len(ranking.batch) <= 6
    assert (
        list(ranking.batch)
        == sorted(ranking.batch)
        == order(mixed, minutes=5.0)[: len(ranking.batch)]
    )


def test_no_time_no_batch():
    spent = Horizon.daily(0, 10, 5, spent=7)
    assert spent.today == 0
    assert not ranked(material(3), {}, DEFAULT, KNOWN, spent).batch


def test_what_was_known_before_is_told_from_lucky_hits():
    def hits(chance, passed, count):
        return [Look("c", 1, None, 0, chance, passed)] * count

    assert prior([]).known == pytest.approx(0.3)
    assert prior(hits(0.0, True, 90)).known == pytest.approx(0.93)
    # Half of the hits on what is guessed half the time: nothing was known.
    assert prior(hits(0.5, True, 100) + hits(0.5, False, 100)).known == pytest.approx(
        0.03, abs=0.01
    )
    repeats = [Look("c", 2, 0.9, 1, 0.0, False)] * 50
    assert prior(repeats) == prior([])
