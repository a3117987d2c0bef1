"""Keys and mistakes go the way of a learner's answer; what comes of them is reported."""

import pytest

from quiz.authoring.retyping import retyping_problems
from quiz.bank.bank import Bank
from quiz.bank.schema.questions import MODELS
from quiz.errors import UnreadableError
from quiz.kinds.kind import Kind
from quiz.kinds.registry import KINDS, kind_of
from quiz.mark import Answer, Mark
from quiz.variants.drawing import draw
from tests.quiz.authoring.banks import good
from tests.quiz.bank.samples import COURSE, read


class Marker(Kind):
    """A kind that gives every answer the same mark, and notes what was typed."""

    def __init__(self, real, mark):
        self.real = real
        self.given = mark
        self.typed = []

    def prompt(self, variant):
        return self.real.prompt(variant)

    def spell(self, prompt, answer):
        self.typed.append(answer)
        return answer

    def read(self, prompt, typed):
        if self.given is None:
            raise UnreadableError("unreadable_empty")
        return Answer(typed, typed)

    def mark(self, prompt, answer):
        return self.given

    def chance(self, prompt):
        return 0.0


def retyped(question, mark=None, real=False):
    kind = kind_of(question)
    marker = kind if real else Marker(kind, mark)
    problems = list(retyping_problems(kind.prompt(draw(question, 1)), marker))
    return problems, [] if real else marker.typed


def questions():
    bank = Bank.open(COURSE)
    return [bank.question(entry.id) for entry in bank.entries]


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
def test_what_is_right_gets_what_it_must(question):
    assert retyped(question, real=True) == ([], [])


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_that_is_not_right_is_found(kind):
    (question,) = read(good(kind)).questions
    problems, typed = retyped(question, Mark(0.9))
    assert typed and problems[0].rule == "key-not-right"
    assert problems[0].fields["answer"] == typed[0] and problems[0].fields["got"] == 0.9
    problems, _ = retyped(question, None)
    assert problems[0].rule == "key-unreadable"
    assert set(KINDS) == set(MODELS)


MISTAKES = {
    "choice": ("two", ("choices", 1)),
    "choices": ("two", ("choices", 1)),
    "numeric": ("m", ("misconceptions", 0, "answer")),
    "vector": ("m", ("misconceptions", 0, "answer")),
    "formula": ("m", ("misconceptions", 0, "answer")),
    "text": ("m", ("misconceptions", 0, "answers", "ko", 0)),
    "cloze": ("m", ("blanks", "gap", "misconceptions", 0, "answer")),
    "output": ("m", ("misconceptions", 0, "answer")),
}
BODIES = {
    "numeric": "misconceptions: [{name: m, answer: 5, why: {ko: 가, en: a}}]",
    "vector": "misconceptions: [{name: m, answer: [5, 6], why: {ko: 가, en: a}}]",
    "formula": "misconceptions: [{name: m, answer: 2*x, why: {ko: 가, en: a}}]",
    "text": "misconceptions: [{name: m, answers: [no], why: {ko: 가, en: a}}]",
    "cloze": (
        "blanks: {gap: {answer: 1, misconceptions: [{name: m, answer: 5, why: {ko: 가, en: a}}]}}"
    ),
    "output": "misconceptions: [{name: m, answer: 5, why: {ko: 가, en: a}}]",
}


@pytest.mark.parametrize("kind", MISTAKES)
@pytest.mark.parametrize("mark", [Mark(1.0), Mark(0.5), Mark(0.0, says=("other",)), None])
def test_a_mistake_that_is_not_seen_is_found(kind, mark):
    (question,) = read(good(kind, *([BODIES[kind]] if kind in BODIES else []))).questions
    name, at = MISTAKES[kind]
    problems, _ = retyped(question, mark)
    (found,) = (problem for problem in problems if problem.at == at)
    assert found.rule == ("mistake-unseen" if mark else "mistake-unreadable")
    assert not mark or found.fields["name"] == name


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_that_is_seen_may_have_a_part_of_the_mark(kind):
    (question,) = read(good(kind, *([BODIES[kind]] if kind in BODIES else []))).questions
    name, at = MISTAKES[kind]
    problems, _ = retyped(question, Mark(0.5, says=(name,)))
    assert at not in [problem.at for problem in problems]
    problems, _ = retyped(question, Mark(1.0, says=(name,)))
    assert [problem.rule for problem in problems] == ["mistake-unseen"] * len(problems) != []


def test_numbers_are_typed_with_all_digits_and_with_those_asked_for():
    (question,) = read(good("numeric", "answer: 2/3", "tolerance: {decimals: 3}")).questions
    _, typed = retyped(question, Mark(1.0))
    assert typed == ["0.666666666667", "0.667"]


def test_every_alias_is_typed():
    (question,) = read(good("text", "answers: {ko: [답, 정답], en: [answer]}")).questions
    assert retyped(question, Mark(1.0))[1] == ["답", "정답", "answer"]
