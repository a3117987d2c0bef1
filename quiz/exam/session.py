"""A mock exam as a state machine: event in; new state, what to show and keep out (quiz/asking.py).

No verdict before the end. Whatever changes is a step that is kept, and the state is the fold of the
steps (quiz/exam/progress.py), so that an exam that was interrupted goes on where it was. Time comes
in from outside; where it runs backwards, the exam's own time stands still.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quiz.errors import FormulaError, UnreadableError
from quiz.events import Help, Leave, Next, Reply, Skip, Turn, Unread
from quiz.exam.events import (
    Asked,
    Back,
    Begun,
    Ended,
    Event,
    Flag,
    Go,
    HandIn,
    Heard,
    Keep,
    Keys,
    Left,
    List,
    Listed,
    Noted,
    Pause,
    Phase,
    Said,
    Sure,
    Withdraw,
)
from quiz.exam.exam import Exam
from quiz.exam.outcome import End, results, reviews, unticked
from quiz.exam.progress import Progress
from quiz.exam.sheets import Sheet, Void
from quiz.logbook.records import Step as Kept
from quiz.mark import Answer

Step = tuple["Session", tuple[Said, ...]]


@dataclass(frozen=True)
class Session:
    """A mock exam at one moment; `after` gives the next one.

    Attributes:
        sheets: the questions of the paper.
        lang: "ko" or "en", the language in which they are shown.
    """

    sheets: tuple[Sheet, ...]
    lang: str
    progress: Progress
    phase: Phase = Phase.ANSWER

    @classmethod
    def begin(cls, exam: Exam, sheets: Sequence[Sheet], lang: str) -> Step:
        """A new exam with its first question."""
        state = cls(tuple(sheets), lang, Progress.of(exam))
        kept = Keep((exam.begin(),))
        return state._said(kept, Begun(exam, state.sheets), then=state._enter(exam.began))

    @classmethod
    def resume(cls, progress: Progress, sheets: Sequence[Sheet], lang: str, now: datetime) -> Step:
        """An exam that was interrupted; if its time is over by now, it is handed in."""
        at = max(now, progress.latest)
        away = (at - progress.latest).total_seconds()
        state, kept = cls(tuple(sheets), lang, progress)._step(at, "resumed")
        begun = Begun(state.exam, state.sheets, away)
        then = state._closed(at) if progress.closed else state._enter(at)
        return state._said(kept, begun, then=then)

    @property
    def exam(self) -> Exam:
        """What is sat."""
        return self.progress.exam

    @property
    def turn(self) -> Turn | None:
        """The question on the screen, or the essay whose points are ticked."""
        pending = self._pending if self.phase is Phase.TICK else None
        place = self.progress.here if pending is None else pending
        sheet = self.sheets[place] if place >= 0 else None
        return sheet if isinstance(sheet, Turn) else None

    @property
    def _pending(self) -> int | None:
        """The essay whose points are to be ticked next."""
        return next(iter(unticked(self.progress, self.sheets)), None)

    def taken_in(self, steps: Sequence[Kept], now: datetime) -> Step:
        """Take in what was done in another window, and say what of it the learner cannot know.

        The question stays the one that is on the screen here, as long as it is to be answered.

        Args:
            steps: those of the log by now, and what was kept here.
            now: the time.
        """
        there = Progress.of(self.exam, steps)
        at = max(now, there.latest)
        progress = replace(there, here=self.progress.here, watching=True)
        state = replace(self, progress=progress)
        if there.end:
            return replace(state, phase=Phase.OVER), (_noted("exam_elsewhere"),)
        if there.closed and (self.phase is not Phase.TICK or state._pending != self._pending):
            return state._closed(at)
        return state, tuple(self._answered_elsewhere(progress))

    def _answered_elsewhere(self, progress: Progress) -> Iterator[Noted]:
        """What is said of answers that another window has changed."""
        before, here = self.progress.answers, self.progress.here
        changed = [
            place
            for place in range(len(self.sheets))
            if before.get(place) != progress.answers.get(place)
        ]
        others = [place + 1 for place in changed if place != here]
        if others:
            yield _noted("exam_elsewhere_others", numbers=", ".join(map(str, others)))
        if here in changed and here in progress.answers:
            yield _noted("exam_elsewhere_here", answer=progress.answers[here].typed)
        elif here in changed:
            yield _noted("exam_elsewhere_withdrawn")

    def caught_up(self, steps: Sequence[Kept], now: datetime) -> Step:
        """Hand in once more, when what was done in another window has to be taken in first.

        Args:
            steps: those of the log by now.
            now: the time.
        """
        state, said = replace(self, phase=Phase.ANSWER).taken_in(steps, now)
        if state.progress.closed:
            return state, said
        at = max(now, state.progress.latest)
        how = "time" if at > self.exam.deadline else "handed-in"
        return self._said(*said, then=state._close(at, how))

    def after(self, event: Event, now: datetime) -> Step:
        """What comes of an event. One that makes no sense at this moment changes nothing.

        Args:
            event: what the learner did.
            now: the time, with a zone.
        """
        at = max(now, self.progress.latest)
        if self.phase is Phase.OVER:
            return self, ()
        if isinstance(event, Help):
            return self, (Keys(self.phase),)
        if self.phase is Phase.TICK:
            return self._ticking(event, at)
        if at > self.exam.deadline:
            return self._overtime(event, at)
        if isinstance(event, Leave | Pause):
            state, kept = self._step(at, "left")
            left = Left(self.exam, self.exam.left(at))
            return replace(state, phase=Phase.OVER), (kept, left)
        if isinstance(event, HandIn) and event.sure:
            return self._close(at, "handed-in")
        if self.phase is Phase.SURE:
            return replace(self, phase=Phase.ANSWER)._show(self.progress.here, at)
        return self._answering(event, at)

    # --- Before the end --------------------------------------------------------------------------

    def _answering(self, event: Event, at: datetime) -> Step:
        here = self.progress.here
        match event:
            case Reply(typed):
                return self._reply(typed, at)
            case Next():
                return self._move(range(here + 1, len(self.sheets)), "exam_last", at)
            case Back():
                return self._move(range(here - 1, -1, -1), "exam_first", at)
            case Go(number):
                return self._go(number, at)
            case Flag():
                what = "unflag" if here in self.progress.flags else "flag"
                state, kept = self._step(at, what, here)
                return state, (kept, _noted(f"exam_{what}ged"))
            case Withdraw() if here in self.progress.answers:
                state, kept = self._step(at, "answer", here)
                return state, (kept, _noted("exam_withdrawn"))
            case Withdraw():
                return self, (_noted("exam_nothing_to_withdraw"),)
            case List():
                return self, (Listed(self.progress, self.sheets, self.exam.left(at)),)
            case HandIn():
                flagged = len(self.progress.flags)
                return replace(self, phase=Phase.SURE), (Sure(len(self._open()), flagged),)
        return self, ()

    def _reply(self, typed: str, at: datetime) -> Step:
        here, turn = self.progress.here, self.turn
        if turn is None:
            return self, ()
        try:
            answer = _read(turn, typed)
        except (UnreadableError, FormulaError) as error:
            return self, (Unread(typed, error),)
        before = self.progress.answers.get(here)
        state, kept = self._step(at, "answer", here, typed)
        heard = Heard(turn, typed, answer, before.typed if before else "")
        open = state._open()
        if not open:
            return state, (kept, heard, _noted("exam_all_answered"))
        following = next((place for place in open if place > here), open[0])
        return state._said(kept, heard, then=state._show(following, at))

    def _move(self, places: range, none: str, at: datetime) -> Step:
        for place in places:
            if isinstance(self.sheets[place], Turn):
                return self._show(place, at)
        return self, (_noted(none, open=len(self._open())),)

    def _go(self, number: int, at: datetime) -> Step:
        if not 0 < number <= len(self.sheets):
            return self, (_noted("exam_no_number", number=number, total=len(self.sheets)),)
        if isinstance(self.sheets[number - 1], Void):
            return self, (_noted("exam_void", number=number),)
        return self._show(number - 1, at)

    def _enter(self, at: datetime) -> Step:
        """Show the question where the learner was, or hand in if there is nothing to be done."""
        if at > self.exam.deadline:
            return self._close(at, "time")
        here = max(0, self.progress.here)
        places = [*range(here, len(self.sheets)), *range(here)]
        asked = [place for place in places if isinstance(self.sheets[place], Turn)]
        return self._show(asked[0], at) if asked else self._close(at, "handed-in")

    def _show(self, place: int, at: datetime) -> Step:
        state, kept = self._step(at, "seen", place)
        return state, (kept, state._asked(place, at))

    def _asked(self, place: int, at: datetime) -> Asked:
        turn, item, given = (
            self.sheets[place],
            self.exam.paper.items[place],
            self.progress.answers.get(place),
        )
        assert isinstance(turn, Turn)  # void items are never shown
        return Asked(
            turn=turn,
            points=item.points,
            area=item.area,
            typed=given.typed if given else "",
            flagged=place in self.progress.flags,
            left=self.exam.left(at),
        )

    def _open(self) -> list[int]:
        """Questions without an answer."""
        return [
            place
            for place, sheet in enumerate(self.sheets)
            if isinstance(sheet, Turn) and place not in self.progress.answers
        ]

    # --- The end ---------------------------------------------------------------------------------

    def _overtime(self, event: Event, at: datetime) -> Step:
        """The time was over when the learner typed this: kept if it is an answer, not counted."""
        if self.phase is Phase.ANSWER and isinstance(event, Reply):
            state, kept = self._step(at, "answer", self.progress.here, event.typed)
            return state._said(kept, _noted("exam_late"), then=state._close(at, "time"))
        return self._close(at, "time")

    def _close(self, at: datetime, how: str) -> Step:
        state, kept = self._step(at, "closed", value=how)
        said = [_noted("exam_time_over")] if how == "time" else []
        return state._said(kept, *said, then=state._closed(at))

    def _closed(self, at: datetime) -> Step:
        """After the paper was handed in: the points of essays are ticked, then comes the end."""
        pending = unticked(self.progress, self.sheets)
        if not pending:
            return self._end(at)
        state = replace(self, phase=Phase.TICK)
        intro = _noted("exam_ticks", count=len(pending)) if self.phase is not Phase.TICK else None
        said = (intro,) if intro else ()
        return state, (*said, state._second(pending[0], at))

    def _second(self, place: int, at: datetime) -> Asked:
        asked = self._asked(place, at)
        kind, prompt = asked.turn.kind, asked.turn.prompt
        return replace(asked, second=kind.second(prompt, kind.read(prompt, asked.typed)))

    def _ticking(self, event: Event, at: datetime) -> Step:
        place, *_ = unticked(self.progress, self.sheets)
        match event:
            case Leave():
                return self._end(at)
            case Pause():
                state, kept = self._step(at, "left")
                return replace(state, phase=Phase.OVER), (kept, Left(self.exam, 0.0, closed=True))
            case Skip():
                ticked = ""
            case Reply(ticked):
                try:
                    _read_second(self._second(place, at), ticked)
                except (UnreadableError, FormulaError) as error:
                    return self, (Unread(ticked, error),)
            case _:
                return self, ()
        state, kept = self._step(at, "tick", place, ticked)
        return state._said(kept, then=state._closed(at))

    def _end(self, at: datetime) -> Step:
        found = results(self.progress, self.sheets, self.lang)
        value = End.of_results(self.progress, found).value()
        state, kept = self._step(at, "end", value=value)
        over = replace(state, phase=Phase.OVER)
        return over, (Keep((*kept.records, *reviews(found))), Ended(state.progress, found))

    # --- Parts -----------------------------------------------------------------------------------

    def _step(
        self, at: datetime, what: str, item: int = -1, value: str = ""
    ) -> tuple[Session, Keep]:
        step = self.exam.step(at, what, item, value)
        return replace(self, progress=self.progress.after(step)), Keep((step,))

    @staticmethod
    def _said(*said: Said, then: Step) -> Step:
        """Something said before a step."""
        state, more = then
        return state, (*said, *more)


def _noted(key: str, **fields: object) -> Noted:
    return Noted(key, fields)


def _read(turn: Turn, typed: str) -> Answer | None:
    """An answer as it is understood; None where a fault of ours stands in the way.

    It is marked as well, since some answers prove undecidable only then; what the mark is stays
    unsaid.

    Raises:
        UnreadableError, FormulaError: if it cannot be read or decided.
    """
    kind, prompt = turn.kind, turn.prompt
    answer = None
    try:
        if not typed.strip():
            raise UnreadableError("unreadable_empty", how=prompt.how)
        answer = kind.read(prompt, typed)
        if kind.second(prompt, answer) is None:
            kind.mark(prompt, answer)
    except (UnreadableError, FormulaError):
        raise
    except Exception:  # found again, and reported, when the exam is marked
        return answer
    return answer


def _read_second(asked: Asked, ticked: str) -> None:
    """Refuse a reply to a second question that cannot be read."""
    kind, prompt = asked.turn.kind, asked.turn.prompt
    try:
        if not ticked.strip():
            raise UnreadableError("unreadable_empty", how=(asked.second or prompt).how)
        kind.read_second(prompt, kind.read(prompt, asked.typed), ticked)
    except (UnreadableError, FormulaError):
        raise
    except Exception:  # found again, and reported, when the exam is marked
        return
