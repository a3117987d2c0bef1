from __future__ import annotations

import pytest

from basis.texts import Message, Text
from quiz.errors import UnreadableError
from quiz.question import Question
from tests.quiz.kinds.computed import cloze, number, words, wrong, wrong_words
from tests.quiz.kinds.made import asked, marked, question, rules, said, variant_rules

SOFTMAX = cloze(
    "All entries are [[sign]], their sum is [[total]].",
    sign=words(["양수"], ["positive"], wrong_words("weak", "non-negative")),
    total=number("1", wrong("zero-sum", "0"), decimals=2),
)


def test_blanks_are_numbered_in_the_authors_order_in_both_languages() -> None:
    made = question(
        "cloze",
        {"blanks": {"a": words(["가"], ["x"]), "b": words(["나"], ["y"])}},
        prompt=Text("먼저 [[b]], 다음 [[a]], $x_{[[0]]}$", "first [[a]], then [[b]]"),
    )
    prompt = asked(made)
    assert prompt.text == Text(
        "먼저 (2)____, 다음 (1)____, $x_{[[0]]}$", "first (1)____, then (2)____"
    )
    assert prompt.key_text == Text("가; 나", "x; y")
    assert prompt.key == {"a": "x", "b": "y"}


@pytest.mark.parametrize(
    "typed",
    ["positive; 1", "양수;1.00", "positive, 1", "positive | 1", "positive / 1", "positive\n1"]
    + ["(1) positive; (2) 1", "1) positive; 2) 1", "positive; 1;", "positive；１"]
    + ["1. positive; 2. 1", "1: positive, 2: 1", "① positive; ② 1", "1번 positive; 2번 1"]
    + ["2) 1; 1) positive", "positive; (1)"],
)
def test_right(typed: str) -> None:
    mark = marked(asked(SOFTMAX), typed)
    assert (mark.score, mark.feedback) == (1.0, ())


@pytest.mark.parametrize(
    ("typed", "score", "says", "told"),
    [
        ("non-negative; 1", 0.5, ("weak",), ["Blank 1: why-weak"]),
        ("positive; 0", 0.5, ("zero-sum",), ["Blank 2: why-zero-sum"]),
        (
            "non-negative; 0",
            0,
            ("weak", "zero-sum"),
            ["Blank 1: why-weak", "Blank 2: why-zero-sum"],
        ),
        ("even; 1", 0.5, (), ["Blank 1 is wrong."]),
        ("; 1", 0.5, (), ["Blank 1 is wrong."]),
        ("positive;", 0.5, (), ["Blank 2 is wrong."]),
        ("positive; -1", 0.5, (), ["Blank 2: The sign is reversed."]),
        ("ㅔㅐ냐샾ㄷ; 1", 1, (), ["Blank 1: Read as `positive`, typed with the other keyboard"]),
    ],
)
def test_each_blank_is_judged(
    typed: str, score: float, says: tuple[str, ...], told: list[str]
) -> None:
    mark = marked(asked(SOFTMAX), typed)
    assert (mark.score, mark.says) == (score, says)
    assert len(mark.feedback) == len(told)
    assert all(map(str.startswith, said(*mark.feedback), told))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("positive", "cloze_count"),
        ("positive; 1; 2", "cloze_count"),
        ("positive; one", "cloze_unreadable"),
        ("a, b; 1", "cloze_unreadable"),
        (";", "unreadable_empty"),
    ],
)
def test_unreadable(typed: str, key: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        marked(asked(SOFTMAX), typed)
    assert caught.value.key == key


def test_an_unreadable_blank_is_named_with_the_reason() -> None:
    with pytest.raises(UnreadableError) as caught:
        marked(asked(SOFTMAX), "positive; one")
    (text,) = said(Message(caught.value.key, caught.value.fields))
    assert text.startswith("Blank 2: `one` is no number.")


def test_a_single_blank_keeps_its_separators_and_errors() -> None:
    made = cloze("The [[term]] it is.", term=words(["편향"], ["bias, variance"]))
    assert marked(asked(made), "bias, variance").score == 1
    with pytest.raises(UnreadableError) as caught:
        marked(asked(made), "a; b")
    assert caught.value.key == "text_several"


def test_the_term_of_another_blank_is_no_slip() -> None:
    made = cloze("[[a]] [[b]]", a=words(["가"], ["quantile"]), b=words(["나"], ["quartile"]))
    assert marked(asked(made), "quartile; quantile").score == 0
    assert marked(asked(made), "quantille; quartille").score == 1


@pytest.mark.parametrize(
    ("prompt", "broken"),
    [
        ("[[sign]]", [("blank-missing", "total")]),
        ("[[sign]] [[total]] [[sign]]", [("blank-twice", "sign")]),
        ("[[sign]] [[total]] [[more]]", [("blank-unknown", "more")]),
        ("[[sign]] $x = [[total]]$", [("blank-in-formula", "total")]),
        (r"\$ [[sign]] $x$ [[total]] $y$", []),
    ],
)
def test_blanks_of_the_prompt(prompt: str, broken: list[tuple[str, str]]) -> None:
    def made(ko: str, en: str) -> Question:
        return question("cloze", SOFTMAX.body, prompt=Text(ko, en))

    right = "[[sign]] [[total]]"
    assert rules(made(right, prompt)) == [(rule, ("prompt", "en")) for rule, _ in broken]
    assert rules(made(prompt, right)) == [(rule, ("prompt", "ko")) for rule, _ in broken]


def test_what_is_wrong_with_a_blank() -> None:
    assert rules(cloze("[[a]]", a=number("2*("))) == [
        ("expression-unreadable", ("blanks", "a", "answer"))
    ]
    alike = cloze(
        "[[a]] [[b]]",
        a=number("1/3", wrong("same", "1/3")),
        b=words(["가"], ["a term"], wrong_words("x", "terms")),
    )
    assert variant_rules(asked(alike)) == [
        ("key-needs-tolerance", ("blanks", "a", "answer")),
        ("misconception-is-key", ("blanks", "a", "misconceptions", 0)),
        ("misconception-is-key", ("blanks", "b", "misconceptions", 0)),
    ]
    assert variant_rules(asked(SOFTMAX)) == []
