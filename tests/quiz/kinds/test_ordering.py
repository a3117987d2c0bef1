"""Kind `ordering`: chains and precedences."""

from itertools import permutations
from statistics import fmean

import pytest

from quiz.errors import UnreadableError
from quiz.kinds.precedence import expected_chain, longest_chain
from quiz.kinds.registry import kind_of
from tests.quiz.kinds import made

CHAIN = made.ordering(dict.fromkeys("abcd"), why="because")
TREE = made.ordering({"a": None, "b": None, "c": ["a", "b"], "d": ["c"]})


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ("a b c d", 1.0),
        ("b a c d", 2 / 3),
        ("d a b c", 2 / 3),
        ("b a d c", 1 / 3),
        ("d c b a", 0.0),
    ],
)
def test_a_chain_is_marked_by_what_stands_in_order(answer, score):
    assert made.marked(made.asked(CHAIN), answer).score == pytest.approx(score)


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ("a b c d", 1.0),
        ("b, a, c, d", 1.0),
        ("a c b d", 4 / 5),
        ("d c b a", 0.0),
        ("c a b d", 3 / 5),
    ],
)
def test_precedences_are_marked_by_the_pairs_kept(answer, score):
    assert made.marked(made.asked(TREE), answer).score == pytest.approx(score)


def test_the_first_wrong_place_is_named():
    mark = made.marked(made.asked(CHAIN), "a c b d")
    assert made.said(*mark.feedback) == [
        'Place 2: "text-c" stands too early; this comes before it: "text-b".',
        "because",
    ]
    assert made.said(*mark.feedback, lang="ko")[0] == (
        '2번째 자리의 "text-c요"보다 먼저 와야 할 것이 있습니다: "text-b요".'
    )
    assert mark.says == ("c",)


def test_the_broken_precedence_is_named():
    mark = made.marked(made.asked(TREE), "b c d a")
    assert made.said(*mark.feedback) == [
        'Place 2: "text-c" stands too early; this comes before it: "text-a".'
    ]
    assert mark.says == ("c",)


def test_a_right_order_is_never_shown():
    for chain in (CHAIN, TREE, made.ordering({"a": None, "b": ["a"]})):
        shown = set()
        for seed in range(200):
            prompt = made.asked(chain, seed)
            names = " ".join(each.name for each in prompt.options)
            shown.add(names)
            assert made.marked(prompt, names).score < 1
        right = sum(
            made.marked(made.asked(chain), " ".join(order)).score == 1
            for order in permutations(made.asked(chain).key)
        )
        total = len(list(permutations(made.asked(chain).key)))
        assert len(shown) == total - right  # every other one is


@pytest.mark.parametrize("typed", ["3 1 2 4", "3124", "3, 1, 2, 4", "3→1→2→4", "3-1-2-4", "③①②④"])
def test_ways_to_write_an_order(typed):
    prompt = made.asked(CHAIN)
    third, first, second, fourth = (prompt.options[place].name for place in (2, 0, 1, 3))
    assert made.value(prompt, typed) == (third, first, second, fourth)


def test_every_item_stands_there_once():
    prompt = made.asked(CHAIN)
    with pytest.raises(UnreadableError) as raised:
        made.value(prompt, "3 1")
    assert (raised.value.key, raised.value.fields["missing"]) == ("unreadable_missing", ["2", "4"])
    with pytest.raises(UnreadableError):
        made.value(prompt, "1 2 3 4 4")


def test_the_key_is_shown_as_it_is_typed():
    prompt = made.asked(CHAIN, 5)
    assert made.value(prompt, prompt.key_text.ko) == prompt.key


@pytest.mark.parametrize("question", [CHAIN, TREE], ids=["chain", "tree"])
def test_chance_is_the_mean_over_all_orders(question):
    prompt = made.asked(question)
    scores = [made.marked(prompt, " ".join(order)).score for order in permutations(prompt.key)]
    assert kind_of(question).chance(prompt) == pytest.approx(fmean(scores))


@pytest.mark.parametrize("count", range(1, 8))
def test_expected_chains_by_enumeration(count):
    chains = [longest_chain(order) for order in permutations(range(count))]
    assert expected_chain(count) == pytest.approx(fmean(chains))


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ({"a": None, "b": None}, []),
        ({"a": None, "b": None, "c": ["a"]}, []),
        ({"a": None, "b": ["a"], "c": ["b"]}, [("only-order", ("items",))]),
        ({"a": None, "b": ["z"]}, [("after-unknown", ("items", 1, "after", 0))]),
        ({"a": ["b"], "b": None}, [("after-later", ("items", 0, "after", 0))]),
        ({"a": ["b"], "b": ["a"]}, [("after-later", ("items", 0, "after", 0))]),  # a circle
        ({"a": ["a"], "b": None}, [("after-later", ("items", 0, "after", 0))]),
        ({"a": [], "b": None}, [("no-order", ("items",))]),
    ],
)
def test_orders_that_authors_must_mend(items, found):
    assert made.rules(made.ordering(items)) == found


def test_items_that_look_the_same():
    same = made.ordering({"a": None, "b": None, "c": None})
    for row in same.body["items"][1:]:
        row["text"] = made.both("twice")
    assert made.variant_rules(made.asked(same)) == [("same-option", ("items", 2, "text"))]
