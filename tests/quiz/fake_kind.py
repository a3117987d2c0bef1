"""A kind, a desk and reviews for tests of sessions: the answer is "yes", "boom" is our fault."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from basis.texts import Message, Text
from quiz.asking import Desk
from quiz.errors import UnreadableError, VariantError
from quiz.kinds.kind import Kind
from quiz.logbook.records import Review
from quiz.mark import Answer, Mark
from quiz.picking import Pick
from quiz.prompt import Prompt, Variant
from quiz.question import Question

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def text(words):
    return Text(ko=words, en=words)


def at(seconds):
    return START + timedelta(seconds=seconds)


def question(id="one", concepts=("t.1",), **more):
    made = Question(
        id=id,
        kind="text",
        topic=concepts[0].partition(".")[0],
        area="a",
        concepts=concepts,
        difficulty=1,
        prompt=text(f"What is {id}?"),
        explanation=text("It is so."),
        hint=text("Think."),
    )
    return replace(made, **more)


def review(id="one", concepts=("t.1",), score=1.0, **more):
    made = Review(
        at=START,
        session="s",
        turn=1,
        mode="practice",
        question=id,
        revision=1,
        kind="text",
        topic="t",
        concepts=concepts,
        difficulty=1,
        seed=0,
        chance=0.0,
        again="",
        lang="en",
        typed="x",
        outcome="marked",
        score=score,
    )
    return replace(made, **more)


class Word(Kind):
    """The answer is "yes"; "half" gets half; "other" betrays a concept; digits are unreadable."""

    def prompt(self, variant):
        if variant.question.id == "undrawable":
            raise VariantError("never-holds")
        return Prompt(
            variant=variant,
            text=text(f"{variant.question.id} {variant.seed % 3}"),
            how=Message("how", text=text("one word")),
            key="yes",
            key_text=text("yes"),
            explanation=variant.question.explanation,
            hint=variant.question.hint,
        )

    def read(self, prompt, typed):
        if typed.strip().isdigit():
            raise UnreadableError("unreadable", column=1)
        return Answer(typed, typed.strip())

    def mark(self, prompt, answer):
        if answer.value == "boom":
            raise ZeroDivisionError("in a kind")
        score = {"yes": 1.0, "half": 0.5}.get(answer.value, 0.0)
        betrayed = ("t.9",) if answer.value == "other" else ()
        return Mark(score, says=("other",) if betrayed else (), concepts=betrayed)

    def chance(self, prompt):
        return 0.25


class Essay(Word):
    """Asks a second time: how good was it?"""

    def second(self, prompt, answer):
        return replace(prompt, text=text("ticks?"))

    def read_second(self, prompt, answer, typed):
        if not typed.startswith("y"):
            raise UnreadableError("unreadable")
        return replace(answer, value=typed)


class Listed:
    """Picks the questions of a list, then what was missed."""

    def __init__(self, *ids):
        self._ids = ids
        self.count = len(ids)

    def pick(self, done, refused=()):
        seen = {review.question for review in done} | set(refused)
        if left := [id for id in self._ids if id not in seen]:
            return Pick(left[0], seed=5)
        good = {review.again for review in done}
        missed = [r for r in done if r.counts and not r.passed and not r.again]
        left = [r.question for r in missed if r.question not in good]
        return Pick(left[0], seed=5, again=left[0]) if left else None


def desk(*questions, kind=None):
    by_id = {question.id: question for question in questions}
    return Desk(
        picker=Listed(*by_id),
        question=by_id.__getitem__,
        kind=lambda question: kind or Word(),
        draw=lambda question, seed: Variant(question, seed),
    )
