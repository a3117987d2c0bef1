"""Papers, desks and sittings for tests of mock exams, made of the kinds of tests/quiz/fake_kind."""

from basis.texts import Message
from quiz.errors import UnreadableError
from quiz.events import Reply
from quiz.exam.events import HandIn, Keep
from quiz.exam.exam import Exam
from quiz.exam.paper import Item, Paper
from quiz.exam.session import Session
from quiz.exam.sheets import Desk, sheets
from quiz.mark import Answer, Mark
from quiz.prompt import Variant
from tests.quiz.fake_kind import START, Word, at, question, text

SURE = HandIn(sure=True)


class Ticked(Word):
    """An essay: asks how many of four points it makes."""

    def read(self, prompt, typed):
        return Answer(typed, None)

    def second(self, prompt, answer):
        return prompt

    def read_second(self, prompt, answer, typed):
        if not typed.strip().isdigit():
            raise UnreadableError("unreadable_empty", how=Message("how_rubric"))
        return Answer(f"{answer.typed}\n{typed}", int(typed))

    def mark(self, prompt, answer):
        return Mark(answer.value / 4)


class Oracle(Word):
    """A kind that cannot decide "maybe", and breaks over "boom"."""

    def mark(self, prompt, answer):
        if answer.value == "maybe":
            raise UnreadableError("unreadable", column=1)
        return super().mark(prompt, answer)


def kind(question):
    return {"essay": Ticked}.get(question.kind, Oracle)()


def desk(*questions, **digests):
    """A desk with questions; their digests are their ids unless others are given."""
    by_id = {made.id: made for made in questions}
    return Desk(
        digest=lambda id: digests.get(id, id) if id in by_id else None,
        question=by_id.__getitem__,
        kind=kind,
        draw=lambda question, seed: Variant(question, seed),
    )


def exam(*questions, minutes=10, points=2.0, forecast=None):
    items = tuple(Item(made.id, made.revision, made.area, 5, points) for made in questions)
    paper = Paper("final", text("Final"), minutes, 7, items)
    return Exam("e", paper, START, tuple(made.id for made in questions), forecast)


def three(**more):
    return tuple(question(id, **more) for id in ("one", "two", "three"))


class Run:
    """A sitting that remembers what was kept and what was said last."""

    def __init__(self, *questions, minutes=10, desk_=None, **more):
        self.questions = questions
        self.exam = exam(*questions, minutes=minutes, **more)
        self.steps, self.reviews = [], []
        drawn = sheets(self.exam, desk_ or desk(*questions))
        self._take(Session.begin(self.exam, drawn, "en"))

    def _take(self, step):
        self.state, said = step
        for thing in said:
            if isinstance(thing, Keep):
                for record in thing.records:
                    (self.steps if hasattr(record, "what") else self.reviews).append(record)
        self.said = [thing for thing in said if not isinstance(thing, Keep)]
        self.raw = said
        return self.said

    def do(self, event, seconds):
        """What is said after an event so many seconds after the beginning."""
        return self._take(self.state.after(event, at(seconds)))

    def resume(self, seconds, desk_=None):
        """Read the exam from its steps, as after a crash."""
        from quiz.exam.progress import sittings

        (progress,) = sittings(self.steps)
        drawn = sheets(progress.exam, desk_ or desk(*self.questions))
        return self._take(Session.resume(progress, drawn, "en", at(seconds)))

    @property
    def answers(self):
        return {place: given.typed for place, given in self.state.progress.answers.items()}


def essays(*answers):
    """An exam with two essays, handed in with these answers; the first essay is asked about."""
    run = Run(question("one", kind="essay"), question("two"), question("three", kind="essay"))
    for number, typed in enumerate(answers, 1):
        run.do(Reply(typed), number)
    run.do(SURE, 10)
    return run
