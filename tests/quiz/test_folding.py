from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.folding import fold, same, words
from quiz.keyboard import has_loose_jamo, strokes
from quiz.spelling import one_slip_off


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KL 발산", "kl발산"),
        ("Kullback–Leibler", "kullback leibler"),
        ("ＫＬ　ｄｉｖｅｒｇｅｎｃｅ", "KL divergence"),
        (unicodedata.normalize("NFD", "쿨백 발산"), "쿨백발산"),
        ("Itô", "ITO"),
        ("R²", "R^2"),
        ("1,000", "1000"),
        ("k-means++", "K means ++"),
        ("“정밀도”.", "정밀도"),
        ("학습률", "학습율"),
        ("최댓값", "최대값"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_the_same_after_folding(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("k-means", "k-means++"),
        ("C", "C#"),
        ("-1", "1"),
        ("0.5", "05"),
        (".5", "5"),
        ("2-3", "23"),
        ("1 2", "12"),
        ("A*", "A"),
        ("p < q", "p > q"),
        ("P(A|B)", "P(A, B)"),
        ("∇f", "f"),
        ("정밀도", "재현율"),
    ],
)
def test_another_term_after_folding(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_words_are_folded_singly() -> None:
    assert words("Kullback-Leibler (KL) 발산!") == ["kullback", "leibler", "kl", "발산"]


@given(st.text())
def test_folding_ignores_the_form_and_blanks_around(text: str) -> None:
    folded = fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(f"  {text}  ") == folded


@pytest.mark.parametrize(
    ("typed", "alias"),
    [
        ("과적합입니다", "과적합"),
        ("정밀도를", "정밀도"),
        ("KL 발산이라고 부릅니다", "KL 발산"),
        ("precision은", "precision"),
        ("경사 하강법으로", "경사 하강법"),
        ("the bias", "bias"),
        ("ELBO", "the ELBO"),
        ("a Gaussian mixture", "Gaussian mixture"),
        ("gradients", "gradient"),
        ("probabilities", "probability"),
        ("GRUs", "GRU"),
        ("정밀도요", "정밀도"),
        ("정밀도에요", "정밀도"),
        ("support vector", "support vectors"),
        ("losses", "loss"),
        ("biases", "bias"),
    ],
)
def test_grammar_around_an_alias(typed: str, alias: str) -> None:
    assert same(typed, [alias])


@pytest.mark.parametrize(
    ("typed", "alias"),
    [
        ("asymmetric", "symmetric"),
        ("주의", "주"),
        ("bia", "bias"),
        ("los", "loss"),
        ("분포도", "분포"),
        ("재현율의 평균", "재현율"),
        ("", "a"),
        ("the", "a"),
    ],
)
def test_grammar_does_not_cut_words(typed: str, alias: str) -> None:
    assert not same(typed, [alias])


@pytest.mark.parametrize("word", ["평가", "주의", "회의", "경로", "효과", "원이", "학습률"])
def test_words_that_end_like_particles_survive(word: str) -> None:
    assert same(word, [word])
    assert same(f"{word}입니다", [word])


def test_keys_of_a_text() -> None:
    assert strokes("과적합") == "rhkwjrgkq"
    assert strokes("ㄱㄷㅊ미ㅣ") == "recall"


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)))
def test_keys_do_not_depend_on_the_form(text: str) -> None:
    assert strokes(unicodedata.normalize("NFD", text)) == strokes(text)
    assert strokes(text).isascii()
    assert not has_loose_jamo(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("text", ["ㅋㅣ 발산", "발ㅅㅏㄴ", "ㄱㄷㅊ미ㅣ", "\u1100", "정밀ㄷ"])
def test_loose_jamo(text: str) -> None:
    assert has_loose_jamo(text)


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("Kulback-Leibler", "Kullback-Leibler"),
        ("Kullback-Liebler divergence", "Kullback-Leibler divergence"),
        ("kullback leibler divergense", "Kullback-Leibler divergence"),
        ("supportvecter machine", "support vector machine"),
        ("쿨벡-라이블러 발산", "쿨백-라이블러 발산"),
        ("배이즈 정리", "베이즈 정리"),
        ("가우시언 분포", "가우시안 분포"),
    ],
)
def test_one_slip_is_forgiven(typed: str, term: str) -> None:
    assert one_slip_off(typed, term)


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("precision", "precision"),
        ("precssiion", "precision"),
        ("type I error", "type II error"),
        ("L1 regularization", "L2 regularization"),
        ("asymmetric", "symmetric"),
        ("macro average", "micro average"),
        ("macroaverage", "microaverage"),
        ("unbiased", "biased"),
        ("과소적합 모형", "과대적합 모형"),
        ("사전 확률", "사후 확률"),
        ("이종오류", "일종오류"),
        ("제이종 오류", "제일종 오류"),
        ("재헌율", "재현율"),
        ("mAP", "MAP"),
        ("", "precision"),
    ],
)
def test_what_may_be_another_term_is_not_forgiven(typed: str, term: str) -> None:
    assert not one_slip_off(typed, term)
