"""Strategies that know nothing: what they bet on, and when they are said to beat chance."""

from itertools import product

import pytest

from basis.texts import LANGUAGES
from quiz.authoring.clues import Clue, clues
from quiz.authoring.guessability import LEAST_BETS, at_least, strategies
from tests.quiz.authoring.banks import good, report, said
from tests.quiz.kinds.made import asked, choice, option, question


def bets(made):
    return {clue.strategy: (clue.hit, clue.chance) for clue in clues(asked(made))}


def options(right, *wrong, **more):
    rows = [
        option("right", right, correct=True),
        *(option(f"w{i}", t) for i, t in enumerate(wrong)),
    ]
    return choice(*rows, **more)


def test_length_counts_where_it_stands_out():
    found = bets(options("a rather long answer", "short", "middling"))
    assert found["longest-en"] == found["longest-ko"] == (1.0, pytest.approx(1 / 3))
    assert found["shortest-en"] == (0.0, pytest.approx(1 / 3))
    assert "longest-en" not in bets(options("eleven char", "eleven cha.", "short"))


def test_the_languages_are_apart():
    row = option("right", "aaaaaaaaaaaaaaaaaaaa", correct=True)
    row["text"] = {"ko": "가", "en": "a much longer answer"}
    found = bets(choice(row, option("wrong", "middling")))
    assert (found["longest-en"][0], found["longest-ko"][0]) == (1.0, 0.0)


def test_sweeping_words():
    found = bets(options("it may help", "it always helps", "all of them help"))
    assert found["unsweeping-en"] == (1.0, pytest.approx(1 / 3))
    assert found["sweeping-en"] == (0.0, pytest.approx(1 / 3))
    assert not {"sweeping-en", "unsweeping-en"} & bets(options("a", "b")).keys()


def test_the_middle_number():
    assert bets(options("$2$", "1", "3 %"))["middle-number"] == (1.0, pytest.approx(1 / 3))
    assert bets(options("2", "-1", "30", "4"))["middle-number"] == (0.5, 0.25)
    assert "middle-number" not in bets(options("2", "1", "many"))


def test_authored_positions_are_seen_through_the_shuffling():
    found = bets(options("a", "b", "c"))
    assert [found[f"position-{n}"][0] for n in (1, 2, 3)] == [1.0, 0.0, 0.0]


def test_several_right_options():
    rows = [option("a", correct=True), option("b", correct=True), option("c")]
    found = bets(choice(*rows, kind="choices"))
    assert found["position-2"] == (1.0, pytest.approx(2 / 3)) and found["position-3"][0] == 0.0


def test_truth():
    found = bets(question("truefalse", {"answer": False, "why": None}))
    assert found == {"always-true": (0.0, 0.5), "always-false": (1.0, 0.5)}


def test_other_kinds_cannot_be_guessed():
    assert bets(question("essay", {"model": {"ko": "가", "en": "a"}, "rubric": []})) == {}


@pytest.mark.parametrize("chances", [[0.5] * 4, [0.25, 0.5, 0.2], [1.0, 0.3], []])
def test_the_distribution_is_that_of_all_outcomes(chances):
    for hits in range(len(chances) + 2):
        wanted = 0.0
        for outcome in product((0, 1), repeat=len(chances)):
            if sum(outcome) >= hits:
                weight = 1.0
                for hit, chance in zip(outcome, chances, strict=True):
                    weight *= chance if hit else 1 - chance
                wanted += weight
        assert at_least(hits, chances) == pytest.approx(wanted, abs=1e-12)


def judged(hits, bets, chance=0.25):
    found = {f"q{i}": [Clue("s", float(i < hits), chance)] for i in range(bets)}
    (strategy,) = strategies(found)
    return strategy


def test_a_strategy_beats_chance_at_one_percent():
    assert at_least(17, [0.25] * 40) < 0.02 and at_least(18, [0.25] * 40) < 0.01
    assert judged(18, 40).beats_chance and not judged(16, 40).beats_chance
    assert judged(18, 40).examples == tuple(sorted(f"q{i}" for i in range(18)))[:8]


def test_few_bets_are_not_judged():
    assert not judged(LEAST_BETS - 1, LEAST_BETS - 1).beats_chance
    assert judged(LEAST_BETS, LEAST_BETS).beats_chance


def test_worse_than_chance_is_no_fault():
    assert not judged(0, 200, 0.5).beats_chance


def test_banks_that_give_themselves_away_are_told_so(tmp_path):
    clue = good(
        "choice",
        "choices:\n"
        "    - {name: a, text: a long and careful answer, correct: true}\n"
        "    - {name: b, text: '1', why: {ko: 가, en: a}}\n"
        "    - {name: c, text: '2', why: {ko: 가, en: a}}",
    )
    found = report(tmp_path, *[clue] * LEAST_BETS, seeds=1)
    names = {finding.fields["strategy"] for finding in found.findings}
    assert names == {"longest-en", "longest-ko", "position-1"}
    assert all(f.rule == "guessable" and f.line == 1 for f in found.findings)
    for lang in LANGUAGES:
        assert "sample-0" in said(found.findings[0], lang) and "30" in said(found.findings[0], lang)


def test_balanced_banks_are_not(tmp_path):
    truths = [good("truefalse", f"answer: {('true', 'false')[i % 2]}") for i in range(LEAST_BETS)]
    found = report(tmp_path, *truths, seeds=1)
    assert found.findings == () and found.strategies[0].judged
