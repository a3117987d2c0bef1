"""Questions are found by words in either language, and by what they are."""

import pytest

from basis.texts import LANGUAGES, Texts
from quiz.authoring.search import FIELDS, search
from quiz.authoring.searchscreen import search_form, search_lines
from quiz.bank.bank import Bank
from quiz.errors import UsageError
from tests.quiz.bank.samples import COURSE

BANK = Bank.open(COURSE)
QUESTIONS = [BANK.question(entry.id) for entry in BANK.entries]


def found(*words):
    return [question.id for question in search(QUESTIONS, words, BANK.syllabus)]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["엔트로피를"], ["entropy-of-a-coin"]),
        (["교차엔트로피"], ["name-the-divergence"]),
        (["CROSS entropy"], ["name-the-divergence"]),
        (["지역 최적해", "수렴"], ["kmeans-facts"]),
        (["kl-two"], ["kl-two-coins"]),
        (["nowhere"], []),
        (["erratum:"], ["kl-not-symmetric", "kmeans-facts"]),
        (["erratum:e002"], ["kmeans-facts"]),
        (["kind:choice"], ["kl-zero", "kmeans-facts"]),
        (["kind:choices"], ["kmeans-facts"]),
        (["topic:vectors", "difficulty:1"], ["print-a-sum", "softmax-in-words"]),
        (["concept:vectors.2"], ["product-of-matrices"]),
        (["area:models", "kind:essay"], ["hard-or-soft"]),
        (["file:models/"], [e.id for e in BANK.entries if e.area == "models"]),
        (["id:kl-"], ["kl-not-symmetric", "kl-zero", "kl-two-coins"]),
        (["{ko: 5"], []),
    ],
)
def test_found(words, ids):
    assert found(*words) == ids


def test_an_unknown_field_is_refused_with_the_nearest():
    with pytest.raises(UsageError) as error:
        found("knd:formula")
    assert error.value.fields["near"] == "kind" and set(error.value.fields["known"]) == set(FIELDS)
    with pytest.raises(UsageError):
        found("wholly_unknown:1")


@pytest.mark.parametrize(
    ("word", "key", "said"),
    [
        ("kind:foo", "search_value_known", "truefalse"),
        ("kind:formla", "search_value_near", "formula"),
        ("difficulty:7", "search_value_known", "5"),
        ("topic:divergance", "search_value_near", "divergence"),
        ("erratum:x", "search_value_known", "e002"),
    ],
)
def test_a_value_that_a_field_cannot_have_is_refused(word, key, said):
    with pytest.raises(UsageError) as error:
        found(word)
    assert error.value.key == key
    for lang in LANGUAGES:
        text = Texts(lang, "quiz").fill(key, error.value.fields)
        assert said in text and word.partition(":")[2] in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_line_for_place_and_task(lang):
    questions = list(search(QUESTIONS, ["kl-zero"], BANK.syllabus))
    lines = search_lines(questions, COURSE, Texts(lang, "quiz"), 60).plain.splitlines()
    assert "basics/divergence.yaml:18  kl-zero" in lines[0] and len(lines) == 3
    assert lines[1].strip().startswith(Texts(lang, "quiz").pick(questions[0].prompt)[:10])


def test_the_form():
    (question,) = search_form(list(search(QUESTIONS, ["kl-zero"], BANK.syllabus)))["questions"]
    assert (question["id"], question["line"], question["erratum"]) == ("kl-zero", 18, None)
