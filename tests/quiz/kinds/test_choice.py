"""Kinds `choice` and `choices`: what is marked, what is said, what authors must mend."""

from collections import Counter
from itertools import chain, combinations

import pytest

from basis.texts import Text
from quiz.errors import UnreadableError, VariantError
from quiz.kinds.registry import kind_of
from quiz.question import Param
from tests.quiz.kinds import made
from tests.quiz.kinds.made import option

CHOICE = made.choice(
    option("soft", correct=True),
    option("hard", concepts=["topic.2", "topic.3"]),
    option("none"),
    option("both", correct=False),
)
CHOICES = made.choice(
    option("one", correct=True, why=made.both("why-one"), concepts=["topic.2"]),
    option("two", correct=True),
    option("three", concepts=["topic.2", "topic.4"]),
    option("four"),
    kind="choices",
)


def label(prompt, name):
    return next(each.label for each in prompt.options if each.name == name)


# --- choice -----------------------------------------------------------------------------------


def test_the_right_option_gets_everything():
    mark = made.marked(made.asked(CHOICE), "soft")
    assert (mark.score, mark.feedback, mark.says, mark.concepts) == (1.0, (), (), ())


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_wrong_option_says_why_it_is_wrong(lang):
    mark = made.marked(made.asked(CHOICE), "hard")
    assert made.said(*mark.feedback, lang=lang) == ["why-hard" + "요" * (lang == "ko")]
    assert (mark.score, mark.says, mark.concepts) == (0.0, ("hard",), ("topic.2", "topic.3"))


def test_only_one_option_can_be_chosen():
    with pytest.raises(UnreadableError) as raised:
        made.value(made.asked(CHOICE), "1 2")
    assert raised.value.key == "unreadable_only_one"


def test_labels_follow_the_screen_and_names_the_author():
    for seed in range(10):
        prompt = made.asked(CHOICE, seed)
        assert [each.label for each in prompt.options] == ["1", "2", "3", "4"]
        assert made.value(prompt, label(prompt, "none")) == "none"
        assert prompt.key_text.en == f"{label(prompt, 'soft')}. text-soft"
        assert prompt.key_text.ko == f"{label(prompt, 'soft')}. text-soft요"


def test_orders_are_drawn_evenly_and_again_the_same():
    orders = [tuple(each.name for each in made.asked(CHOICE, seed).options) for seed in range(960)]
    counts = Counter(orders)
    assert len(counts) == 24
    assert max(counts.values()) < 80  # 40 each in the mean, the authored order among them
    assert orders[:3] == [
        tuple(each.name for each in made.asked(CHOICE, seed).options) for seed in range(3)
    ]
    assert orders[0] == ("none", "soft", "hard", "both")  # on every machine


def test_a_fixed_order_stays():
    fixed = made.choice(*CHOICE.body["choices"], order="fixed")
    for seed in range(5):
        prompt = made.asked(fixed, seed)
        assert [each.name for each in prompt.options] == ["soft", "hard", "none", "both"]


def test_chance_of_one_option():
    assert kind_of(CHOICE).chance(made.asked(CHOICE)) == 0.25


# --- choices ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "score", "says"),
    [
        ("one, two", 1.0, set()),
        ("two one", 1.0, set()),
        ("one", 0.5, {"two"}),
        ("one two three", 0.5, {"three"}),
        ("one three", 0.0, {"two", "three"}),
        ("three, four", 0.0, {"one", "two", "three", "four"}),
        ("one, two, three, four", 0.0, {"three", "four"}),
    ],
)
def test_hits_minus_false_ones(answer, score, says):
    for seed in range(3):
        mark = made.marked(made.asked(CHOICES, seed), answer)
        assert (mark.score, set(mark.says)) == (score, says)


def test_each_option_that_was_too_much_or_missed_is_named():
    prompt = made.asked(CHOICES)
    one, two, three = (label(prompt, name) for name in ("one", "two", "three"))
    mark = made.marked(prompt, "three")
    heard = made.said(*mark.feedback)
    assert heard[0] == f"{three} does not belong: why-three"
    assert set(heard[1:]) == {
        f"{one} was missing: why-one",
        f"{two} was missing: text-two",
    }
    assert made.said(*mark.feedback, lang="ko")[0] == f"{three}번은 해당하지 않습니다. why-three요"
    assert mark.says[0] == "three"
    assert set(mark.concepts) == {"topic.2", "topic.4"}
    assert len(mark.concepts) == 2


@pytest.mark.parametrize(("right", "wrong"), [(1, 3), (2, 2), (3, 1), (2, 3), (4, 1)])
def test_chance_is_what_the_best_blind_strategy_gets(right, wrong):
    names = [f"o{place}" for place in range(right + wrong)]
    made_up = made.choice(
        *(option(name, correct=place < right) for place, name in enumerate(names)), kind="choices"
    )
    prompt = made.asked(made_up)
    by_size = [
        [made.marked(prompt, " ".join(ticked)).score for ticked in combinations(names, size)]
        for size in range(1, len(names) + 1)
    ]
    best = max(sum(scores) / len(scores) for scores in by_size)
    assert kind_of(made_up).chance(prompt) == pytest.approx(best)
    assert max(chain(*by_size)) == 1.0


# --- what authors must mend -------------------------------------------------------------------


def test_sound_questions_have_no_problems():
    for sound in (CHOICE, CHOICES):
        assert made.rules(sound) == []
        assert made.variant_rules(made.asked(sound)) == []


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_static_problems(kind):
    unsound = made.choice(option("a", why=None), option("a"), option("b"), kind=kind)
    assert sorted(made.rules(unsound)) == sorted(
        [
            ("name-twice", ("choices", 1, "name")),
            ("why-missing", ("choices", 0)),
            ("one-correct" if kind == "choice" else "some-correct", ("choices",)),
        ]
    )


def test_two_right_options_are_no_choice():
    twice = made.choice(option("a", correct=True), option("b", correct=True))
    assert made.rules(twice) == [("one-correct", ("choices",))]


def test_all_right_is_nothing_to_choose():
    all_right = made.choice(option("a", correct=True), option("b", correct=True), kind="choices")
    assert made.rules(all_right) == [("some-correct", ("choices",))]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("0.5", "0.50", True),
        ("$0.5$ nats", "0.50 nats", True),
        ("1e-3", "0.001", True),
        ("a  b", "a b", True),
        ("**x**", "x", True),
        ("Ａ", "A", True),
        ("$X$", "$x$", False),
        ("0.5", "0.51", False),
        ("$-1$", "$1$", False),
    ],
)
def test_options_that_nobody_can_tell_apart(one, other, same):
    alike = made.choice(option("a", one, correct=True), option("b", other))
    expected = [("same-option", ("choices", 1, "text"))] if same else []
    for seed in range(4):
        assert made.variant_rules(made.asked(alike, seed)) == expected


def test_options_that_are_the_same_for_some_seeds_only():
    drawn = made.choice(
        option("square", "<<n*n>>", correct=True),
        option("double", "<<2*n>>"),
        params={"n": Param(choose=(2, 3))},
    )
    found = {
        made.asked(drawn, seed).variant.values["n"]: made.variant_rules(made.asked(drawn, seed))
        for seed in range(10)
    }
    assert found == {2: [("same-option", ("choices", 1, "text"))], 3: []}


def test_texts_that_come_out_empty_or_not_at_all():
    hollow = made.choice(
        option("a", "<% if n > 9 %>a<% endif %>", correct=True),
        option("b", "b", why={"ko": "<<nosuch>>", "en": "why"}),
        params=made.PARAMS,
        hint=Text("<# nothing #>", "hint"),
    )
    assert sorted(made.variant_rules(made.asked(hollow))) == [
        ("empty-text", ("choices", 0, "text", "en")),
        ("empty-text", ("hint", "ko")),
        ("template-name", ("choices", 1, "why", "ko")),
    ]
    broken = made.choice(option("a", "<<", correct=True), option("b"), params=made.PARAMS)
    with pytest.raises(VariantError) as raised:
        made.asked(broken)
    assert raised.value.problem.at == ("choices", 0, "text", "ko")


def test_feedback_has_the_drawn_numbers():
    drawn = made.choice(
        option("a", correct=True),
        option("b", why=made.both("not <<n>>")),
        params={"n": Param(choose=(4,))},
    )
    assert made.said(*made.marked(made.asked(drawn), "b").feedback) == ["not 4"]
