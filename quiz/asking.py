"""A session of questions as a state machine: event in; new state, what to show and keep out.

Nothing here reads, writes or looks at a clock: the face brings the events and the time, shows what
is said and keeps what is to be kept. So the terminal, JSON lines and the web are the same session.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from quiz.errors import FormulaError, UnreadableError
from quiz.events import (
    Asked,
    Doubt,
    Doubted,
    Ended,
    Event,
    Help,
    Hint,
    Hinted,
    Keep,
    Keys,
    Leave,
    Look,
    Marked,
    Next,
    Phase,
    Reply,
    Said,
    Skip,
    Sources,
    Turn,
    Unaskable,
    Unread,
)
from quiz.kinds.kind import Kind
from quiz.logbook.records import Flag, Outcome, Review
from quiz.mark import Answer, Mark
from quiz.picking import SEEDS, Pick, Picker
from quiz.prompt import Prompt, Variant
from quiz.question import Question

#: Seeds that are tried for a variant that looks different from the one that was missed.
_TRIES = 10


@dataclass(frozen=True)
class Desk:
    """What a session needs of the engine.

    Attributes:
        picker: chooses the questions.
        question: a question by its id.
        kind: how a question is asked and marked.
        draw: a variant of a question by its seed.
    """

    picker: Picker
    question: Callable[[str], Question]
    kind: Callable[[Question], Kind]
    draw: Callable[[Question, int], Variant]


Step = tuple["Session", tuple[Said, ...]]


@dataclass(frozen=True)
class Session:
    """A session at one moment; `after` gives the next one.

    Attributes:
        id: names the session in the log.
        lang: "ko" or "en", the language in which it is shown.
        turn: the question at hand; None before the first and after the last.
        done: final reviews of the turns that are over.
        refused: questions that could not be drawn.
        since: when the question was shown.
        answer: what awaits the reply to a second prompt.
    """

    desk: Desk
    id: str
    lang: str
    phase: Phase = Phase.NEXT
    turn: Turn | None = None
    done: tuple[Review, ...] = ()
    refused: frozenset[str] = frozenset()
    since: datetime | None = None
    hinted: bool = False
    doubted: bool = False
    answer: Answer | None = None

    @classmethod
    def begin(cls, desk: Desk, id: str, lang: str, now: datetime) -> Step:
        """A new session with its first question."""
        return cls(desk, id, lang)._next(now)

    def after(self, event: Event, now: datetime) -> Step:
        """What comes of an event. One that makes no sense at this moment changes nothing.

        Args:
            event: what the learner did.
            now: the time, with a zone.
        """
        match event:
            case Leave():
                return self._over()
            case Help():
                return self, (Keys(self.phase),)
            case Next() if self.phase is Phase.NEXT:
                return self._next(now)
        if self.turn is None:
            return self, ()
        match event:
            case Reply(typed) if self.phase in (Phase.ANSWER, Phase.SECOND):
                return self._reply(self.turn, typed, now)
            case Skip() if self.phase is Phase.ANSWER:
                return self._ended(Marked(self.turn, self._review("skipped", now)))
            case Skip() if self.phase is Phase.SECOND and self.answer is not None:
                review = self._review("open", now, self.answer.typed)  # as it was kept already
                state, said = self._ended(Marked(self.turn, review, self.answer))
                return state, said[1:]
            case Hint() if self.phase is Phase.ANSWER:
                return replace(self, hinted=True), (Hinted(self.turn),)
            case Look():
                return replace(self, hinted=True), (Sources(self.turn),)
            case Doubt(remark):
                return self._doubt(self.turn, remark, now)
        return self, ()

    # --- asking --------------------------------------------------------------------------------

    def _next(self, now: datetime) -> Step:
        refused: list[Unaskable] = []
        state = self
        while pick := state.desk.picker.pick(state.done, state.refused):
            try:
                turn = state._drawn(pick)
            except Exception as fault:  # a bad question, or a fault of ours: ask another one
                refused.append(Unaskable(pick.question, fault))
                state = replace(state, refused=state.refused | {pick.question})
                continue
            state = replace(
                Session(state.desk, state.id, state.lang, Phase.ANSWER, turn, state.done),
                refused=state.refused,
                since=now,
            )
            return state, (*refused, Asked(turn))
        state, said = state._over()
        return state, (*refused, *said)

    def _drawn(self, pick: Pick) -> Turn:
        question = self.desk.question(pick.question)
        kind = self.desk.kind(question)
        prompt = kind.prompt(self.desk.draw(question, pick.seed))
        earlier = next((r for r in self.done if r.question == question.id), None)
        if earlier is not None:  # a miss asked again shall not look as it did
            missed = kind.prompt(self.desk.draw(question, earlier.seed))
            for step in range(1, _TRIES):
                if _shown(prompt) != _shown(missed):
                    break
                prompt = kind.prompt(self.desk.draw(question, (pick.seed + step) % SEEDS))
        total = self.desk.picker.count
        place = total if pick.again else sum(not review.again for review in self.done) + 1
        number = len(self.done) + 1
        return Turn(number, place, total, pick, kind, prompt, kind.chance(prompt))

    # --- marking -------------------------------------------------------------------------------

    def _reply(self, turn: Turn, typed: str, now: datetime) -> Step:
        kind, prompt = turn.kind, turn.prompt
        try:
            if self.answer is None:
                if not typed.strip():
                    raise UnreadableError("unreadable_empty", how=prompt.how)
                answer = kind.read(prompt, typed)
                if second := kind.second(prompt, answer):
                    kept = self._review("open", now, answer.typed)
                    state = replace(self, phase=Phase.SECOND, answer=answer)
                    return state, (Keep(kept), Asked(turn, second))
            else:
                answer = kind.read_second(prompt, self.answer, typed)
            mark = kind.mark(prompt, answer)
        except (UnreadableError, FormulaError) as error:
            return self, (Unread(typed, error),)
        except (
            Exception
        ) as fault:  # ours: the answer is kept, costs nothing, and the session goes on
            review = self._review("broken", now, typed)
            return self._ended(Marked(turn, review, fault=fault))
        review = self._review("marked", now, answer.typed, mark)
        return self._ended(Marked(turn, review, answer, mark))

    def _ended(self, marked: Marked) -> Step:
        state = replace(self, phase=Phase.NEXT, done=(*self.done, marked.review), answer=None)
        return state, (Keep(marked.review), marked)

    def _review(
        self, outcome: Outcome, now: datetime, typed: str = "", mark: Mark | None = None
    ) -> Review:
        assert self.turn is not None and self.since is not None  # only called within a turn
        review = self.turn.review(
            "practice",
            self.id,
            self.lang,
            now,
            outcome,
            typed,
            score=mark.score if mark else 0.0 if outcome == "skipped" else None,
            seconds=max(0.0, (now - self.since).total_seconds()),
        )
        return replace(
            review,
            says=mark.says if mark else (),
            betrayed=mark.concepts if mark else (),
            hinted=self.hinted,
            doubted=self.doubted,
        )

    # --- doubts, and the end -------------------------------------------------------------------

    def _doubt(self, turn: Turn, remark: str, now: datetime) -> Step:
        marked = self.phase is Phase.NEXT
        flag = Flag(
            at=now,
            session=self.id,
            turn=turn.number,
            question=turn.question.id,
            revision=turn.question.revision,
            seed=turn.prompt.variant.seed,
            what="contested" if marked else "unclear",
            remark=remark.strip(),
        )
        done = self.done
        if marked:
            done = (*done[:-1], replace(done[-1], doubted=True))
        return replace(self, done=done, doubted=True), (Keep(flag), Doubted(flag))

    def _over(self) -> Step:
        over = replace(self, phase=Phase.OVER, turn=None)
        return over, (Ended(self.done, self.desk.picker.count),)


def _shown(prompt: Prompt) -> tuple[object, ...]:
    """What a learner sees of a prompt: two variants that agree in it are one to them."""
    return prompt.text, prompt.options, prompt.others, prompt.code
