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
    return [question.id for question in search(QUESTIONS, words)]


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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_line_for_place_and_task(lang):
    questions = list(search(QUESTIONS, ["kl-zero"]))
    lines = search_lines(questions, COURSE, Texts(lang, "quiz"), 60).plain.splitlines()
    assert "basics/divergence.yaml:18  kl-zero" in lines[0] and len(lines) == 3
    assert lines[1].strip().startswith(Texts(lang, "quiz").pick(questions[0].prompt)[:10])


def test_the_form():
    (question,) = search_form(list(search(QUESTIONS, ["kl-zero"])))["questions"]
    assert (question["id"], question["line"], question["erratum"]) == ("kl-zero", 18, None)
