"""Kind `matching`: numbers and letters, extras, every wrong pair."""

from itertools import permutations
from statistics import fmean

import pytest

from quiz.errors import UnreadableError
from quiz.kinds.registry import kind_of
from tests.quiz.kinds import made

PAIRS = {"em": ("EM", "latent"), "svm": ("SVM", "margin"), "pca": ("PCA", "variance")}
QUESTION = made.matching(PAIRS, {"tree": "split"})


def named(prompt, *letters):
    """Pairs of names for letters, in the order of the numbers."""
    right = {other.label: other.name for other in prompt.others}
    return tuple(
        (left.name, right[letter]) for left, letter in zip(prompt.options, letters, strict=True)
    )


@pytest.mark.parametrize(
    "typed",
    ["1c 2a 3b", "1c2a3b", "1C, 2A, 3B", "1-c 2-a 3-b", "1=c, 2=a, 3=b", "1: c; 2: a; 3: b", "cab"]
    + ["c a b", "C, A, B", "c1 a2 b3", "2a 1c 3b", "1 c 2 a 3 b", "(1, c) (2, a) (3, b)", "c→a→b"]
    + [
        "1→c, 2→a, 3→b",
        "1번 c, 2번 a, 3번 b",
        "１ｃ ２ａ ３ｂ",
        "①c ②a ③b",
        "1ㅊ 2ㅁ 3ㅠ",
        "ㅊ ㅁ ㅠ",
    ],
)
def test_ways_to_write_pairs(typed):
    prompt = made.asked(QUESTION)
    assert made.value(prompt, typed) == named(prompt, "c", "a", "b")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "unreadable_empty"),
        ("1a 2b", "unreadable_missing"),
        ("a b", "unreadable_missing"),
        ("1a 2b 3e", "unreadable_option"),
        ("1a 2b 4c", "unreadable_option"),
        ("1a 2b 3?", "unreadable_option"),
        ("1a 2a 3b", "unreadable_twice"),
        ("1a 1b 2c", "unreadable_twice"),
        ("a a b", "unreadable_twice"),
        ("1 2 3", "unreadable_pairs"),
        ("1a 2b 3", "unreadable_pairs"),
        ("a b c d", "unreadable_pairs"),
        ("1ab 2c", "unreadable_pairs"),
        ("모르겠다", "unreadable_option"),
    ],
)
def test_what_cannot_be_read(typed, key):
    prompt = made.asked(QUESTION)
    with pytest.raises(UnreadableError) as raised:
        made.value(prompt, typed)
    assert raised.value.key == key


def test_marks():
    prompt = made.asked(QUESTION)
    assert made.marked(prompt, "em=em, svm=svm, pca=pca").score == 1.0
    swapped = made.marked(prompt, "em=svm, svm=em, pca=pca")
    assert swapped.score == pytest.approx(1 / 3)
    assert swapped.says == ("em", "svm")
    letter = {other.name: other.label for other in prompt.others}
    assert made.said(*swapped.feedback) == [
        f'1{letter["svm"]} is no pair: "EM" – "margin".',
        f'2{letter["em"]} is no pair: "SVM" – "latent".',
    ]


def test_an_extra_says_why():
    prompt = made.asked(QUESTION)
    mark = made.marked(prompt, "em=em svm=tree pca=pca")
    letter = {other.name: other.label for other in prompt.others}
    assert mark.says == ("tree",)
    assert made.said(*mark.feedback) == [f'2{letter["tree"]} is no pair: "SVM" – "split". why-tree']


def test_only_the_right_side_is_shuffled():
    rights = set()
    for seed in range(200):
        prompt = made.asked(QUESTION, seed)
        assert [left.name for left in prompt.options] == ["em", "svm", "pca"]
        assert [other.label for other in prompt.others] == ["a", "b", "c", "d"]
        assert made.value(prompt, prompt.key_text.en) == prompt.key
        rights.add(tuple(other.name for other in prompt.others))
    assert len(rights) == 24


def test_chance_is_the_mean_over_all_answers():
    prompt = made.asked(QUESTION)
    scores = [
        made.marked(prompt, " ".join(map("{}={}".format, PAIRS, rights))).score
        for rights in permutations([*PAIRS, "tree"], len(PAIRS))
    ]
    assert kind_of(QUESTION).chance(prompt) == pytest.approx(fmean(scores))


def test_what_authors_must_mend():
    assert made.rules(QUESTION) == made.variant_rules(made.asked(QUESTION)) == []
    one = made.matching({"em": ("EM", "latent")}, {"em": "split"})
    assert made.rules(one) == [
        ("name-twice", ("extra", 0, "name")),
    ]
    same = made.matching(
        {"a": ("A", "0.5"), "b": ("A", "1"), "c": ("C", "2")}, {"d": "0.50", "e": "<<q>>"}
    )
    same.body["extra"].pop()
    assert made.variant_rules(made.asked(same)) == [
        ("same-option", ("pairs", 1, "left")),
        ("same-option", ("extra", 0, "right")),
    ]


def test_words_that_fit_nothing_are_shown_as_they_were_typed():
    with pytest.raises(UnreadableError) as caught:
        made.value(made.asked(QUESTION), "사후 분포")
    assert caught.value.fields["found"] == "사후 분포"
