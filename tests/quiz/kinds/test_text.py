from __future__ import annotations

import pytest

from quiz.errors import UnreadableError
from quiz.mark import Mark
from quiz.question import Param, Question
from tests.quiz.kinds.computed import text, words, wrong_words
from tests.quiz.kinds.made import asked, marked, question, said, variant_rules

KL = text(
    ["쿨백-라이블러 발산", "KL 발산"],
    ["Kullback-Leibler divergence", "KL divergence"],
    wrong_words("cross-entropy", "cross entropy", "교차 엔트로피"),
)
RIGHT = Mark(1.0)


def unreadable(made: Question, typed: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        marked(asked(made), typed)
    return caught.value.key


@pytest.mark.parametrize(
    "typed",
    [
        "KL발산",
        "kl  DIVERGENCE",
        "쿨백 라이블러 발산입니다.",
        "the Kullback–Leibler divergence",
        "KL divergences",
        "KL 발산(쿨백-라이블러 발산)",
        "KL divergence (KL 발산)",
        "KL 발산 또는 KL divergence",
    ],
)
def test_right_in_either_language(typed: str) -> None:
    assert marked(asked(KL), typed) == RIGHT


@pytest.mark.parametrize(
    "typed", ["cross-entropy", "교차엔트로피를", "교차 엔트로피 (cross entropy)"]
)
def test_the_foreseen_mistake_is_named(typed: str) -> None:
    mark = marked(asked(KL), typed)
    assert (mark.score, mark.says, mark.concepts) == (0.0, ("cross-entropy",), ("cross-entropy",))
    assert said(*mark.feedback) == ["why-cross-entropy"]


@pytest.mark.parametrize("typed", ["entropy", "발산", "divergence", "KL divergence cross entropy"])
def test_wrong(typed: str) -> None:
    assert marked(asked(KL), typed) == Mark(0.0)


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("ㅏㅣ 발산", "KL 발산"),
        ("KL qkftks", "KL 발산"),
        ("znfqor-fkdlqmffj qkftks", "쿨백-라이블러 발산"),
        ("쿠ㄹ백-라이블러 발산", "쿨백-라이블러 발산"),
        ("ㅏㅣ 얖ㄷㄱㅎ둧ㄷ", "KL divergence"),
    ],
)
def test_the_wrong_keyboard_is_seen_through(typed: str, term: str) -> None:
    mark = marked(asked(KL), typed)
    assert mark.score == 1
    assert [(message.key, message.fields["term"]) for message in mark.feedback] == [
        ("text_mistyped", term)
    ]


def test_the_wrong_keyboard_is_no_excuse_for_another_word() -> None:
    made = text(["꿈"], ["GAN"])
    assert marked(asked(made), "Rna").score == 1
    assert marked(asked(made), "ㅎ무").score == 1
    assert marked(asked(made), "굼").score == 0


def test_a_mistake_in_the_wrong_keyboard_is_still_one() -> None:
    mark = marked(asked(KL), "ryck dpsxmfhvl")
    assert (mark.score, mark.says) == (0.0, ("cross-entropy",))


def test_loose_jamo_cost_nothing() -> None:
    assert unreadable(KL, "ㅋㅣ 발산") == "text_loose_jamo_english"
    assert unreadable(KL, "발산ㅇㅇ") == "text_loose_jamo"
    with pytest.raises(UnreadableError) as caught:
        marked(asked(KL), "ㄷㅜㅅ개ㅔㅛ")
    assert caught.value.fields["english"] == "entropy"


def test_one_slip_is_right_with_the_right_spelling() -> None:
    mark = marked(asked(KL), "Kulback-Leibler divergence")
    assert mark.score == 1
    assert said(*mark.feedback) == ["It is spelled `Kullback-Leibler divergence`."]


def test_a_slip_that_is_nearer_to_something_else_is_not_forgiven() -> None:
    foreseen = text(["사분위수"], ["quantile"], wrong_words("quartile", "quartile"))
    assert marked(asked(foreseen), "quartile").says == ("quartile",)
    assert marked(asked(foreseen), "quantilee").score == 1
    between = text(["가"], ["quantile"], wrong_words("other", "quantale"))
    assert marked(asked(between), "quantule") == Mark(0.0)
    in_prompt = text(["사분위수"], ["quantile"], prompt="A quartile is a special ...?")
    assert marked(asked(in_prompt), "quartile") == Mark(0.0)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("KL divergence, cross entropy", "text_several"),
        ("cross entropy, KL divergence", "text_several"),
        ("KL divergence or cross entropy", "text_several"),
        ("KL 발산 혹은 교차 엔트로피", "text_several"),
        ("KL divergence (relative entropy)", "text_several"),
        ("a, b, c", "text_several"),
        ("KL 발산," * 20, "text_several"),
        ("...", "text_empty"),
        ("", "text_empty"),
        ("x" * 300, "text_too_long"),
    ],
)
def test_several_terms_or_none_are_unreadable(typed: str, key: str) -> None:
    assert unreadable(KL, typed) == key


def test_a_wrong_notation_is_wrong() -> None:
    made = text(["O(n^2)"], ["O(n^2)"])
    for typed in ("O(n)", "O(n log n)", "p(z|x)"):
        assert marked(asked(made), typed).score == 0
    assert marked(asked(made), "O(n²)").score == 1


def test_a_term_may_have_separators_itself() -> None:
    made = text(["편향/분산"], ["bias (statistics), variance"])
    for typed in ("편향/분산", "bias (statistics), variance", "bias statistics variance"):
        assert marked(asked(made), typed) == RIGHT


def test_aliases_may_be_templates() -> None:
    made = question(
        "text", words(["<<n>>차"], ["order <<n>>"]), params={"n": Param(integer=(2, 2))}
    )
    assert asked(made).key_text.ko == "2차"
    assert marked(asked(made), "order 2") == RIGHT


def test_what_is_wrong_with_a_question() -> None:
    assert variant_rules(asked(KL)) == []
    made = text(
        ["정밀도", "!"],
        ["precision"],
        wrong_words("same", "Precisions"),
        wrong_words("one", "recall"),
        wrong_words("other", "sensitivity", "re-call"),
    )
    assert variant_rules(asked(made)) == [
        ("unusable-alias", ("answers",)),
        ("misconception-is-key", ("misconceptions", 0)),
        ("misconceptions-alike", ("misconceptions", 2)),
    ]
