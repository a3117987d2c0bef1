"""A learner sits a mock exam: banks, log, clock and a face come together (compare quiz/sitting.py).

The only place where an exam meets the disk and the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom

from basis.places import cache_folder
from quiz.bank.bank import Bank
from quiz.errors import LogError, QuizError, UsageError
from quiz.exam.assembling import assemble
from quiz.exam.blueprints import find, load_blueprints
from quiz.exam.clock import Clock
from quiz.exam.events import HandIn, Said
from quiz.exam.exam import Exam, Forecast, unreadable
from quiz.exam.outcome import results
from quiz.exam.paper import Paper
from quiz.exam.progress import sittings, unfinished
from quiz.exam.report import Report
from quiz.exam.running import Face, Run, Troubles
from quiz.exam.screens import clock as shown
from quiz.exam.session import Session
from quiz.exam.sheets import Desk, sheets
from quiz.exam.windows import Window
from quiz.kinds.registry import kind_of
from quiz.logbook.keeping import Keeper
from quiz.logbook.log import Log
from quiz.logbook.records import Goal, Step
from quiz.memory.remembering import remembered
from quiz.picking import SEEDS
from quiz.sitting import Warn, new_name
from quiz.variants.drawing import draw

#: Predicts the score of a paper, before it is sat.
Foresee = Callable[[Paper], Forecast | None]


@dataclass(frozen=True)
class Wish:
    """Which exam the learner wants; None for what is usual."""

    blueprint: str | None = None
    minutes: int | None = None
    count: int | None = None
    seed: int | None = None


class Sitting:
    """One run of `quiz exam`.

    Args:
        bank: where the questions come from.
        log: where the exam is kept.
        warn: says what goes wrong beside the questions.
        face: where it is shown.
        lang: "ko" or "en".
        forecast: predicts the score.
    """

    def __init__(
        self,
        bank: Bank,
        log: Log,
        warn: Warn,
        face: Face,
        lang: str,
        forecast: Foresee | None = None,
    ) -> None:
        self._bank = bank
        self._log = log
        self._warn = warn
        self._face = face
        self._lang = lang
        self._forecast = forecast
        self._trouble = Troubles(warn).tell
        self._keeper = Keeper(log, self._trouble)
        self._desk = Desk(self._digest, bank.question, kind_of, draw)

    # --- What a learner asks for -----------------------------------------------------------------

    def begin(self, wish: Wish) -> int:
        """Sit a new exam.

        Returns:
            an exit code: 3 if something could not be kept.

        Raises:
            UsageError: if there is no such exam, or another one is not handed in yet.
        """
        self._refuse_a_second()
        blueprints = load_blueprints(self._bank.folder, cache_folder())
        blueprint = find(blueprints, wish.blueprint or self._planned())
        seed = SystemRandom().randrange(SEEDS) if wish.seed is None else wish.seed
        paper = assemble(blueprint, self._bank.entries, seed, wish.count, wish.minutes)
        if wish.count is not None and len(paper.items) < wish.count:
            count = len(paper.items)
            self._warn(QuizError("exam_fewer", asked=wish.count, count=count))
        clock = Clock()
        began = clock.now()
        exam = Exam(
            id=new_name(began),
            paper=paper,
            began=began,
            digests=tuple(self._digest(item.question) or "" for item in paper.items),
            forecast=self._forecast(paper) if self._forecast else None,
        )
        window = Window(self._log, self._keeper, exam.id)
        state, said = Session.begin(exam, sheets(exam, self._desk), self._lang)
        return self._run(state, said, clock, window)

    def resume(self, hand_in: bool = False) -> int:
        """Go on with the exam that was begun last and has no end.

        Args:
            hand_in: to hand it in at once.

        Raises:
            UsageError: if there is none.
            LogError: if the log cannot be read.
        """
        steps = self._steps()
        progress = unfinished(sittings(steps))
        if progress is None:
            raise UsageError("exam_none")
        window = Window(self._log, self._keeper, progress.exam.id, steps)
        clock = Clock(progress.latest)
        drawn = sheets(progress.exam, self._desk)
        if hand_in and not progress.closed:
            state = Session(drawn, self._lang, progress)
            state, said = state.after(HandIn(sure=True), clock.now())
        else:
            state, said = Session.resume(progress, drawn, self._lang, clock.now())
        return self._run(state, said, clock, window)

    def report(self) -> None:
        """Show how the latest exam went.

        Raises:
            UsageError: if none was handed in.
            LogError: if the log cannot be read.
        """
        for progress in reversed(sittings(self._steps())):
            if not progress.end:
                continue
            found = results(progress, sheets(progress.exam, self._desk), self._lang)
            try:
                report = Report.of(progress, found)
            except ValueError:  # it was edited, or a later version wrote it
                self._warn(QuizError("exam_end_unreadable", began=_moment(progress.exam.began)))
                continue
            self._face.end(report)
            return
        raise UsageError("exam_no_report")

    def _run(self, state: Session, said: Sequence[Said], clock: Clock, window: Window) -> int:
        state = Run(self._face, self._keeper, window, clock, self._warn).go(state, said)
        if state.progress.end:
            self._remember()
        return self._keeper.finish()

    # --- Parts -----------------------------------------------------------------------------------

    def _digest(self, question: str) -> str | None:
        entry = self._bank.find(question)
        return entry.digest if entry else None

    def _remember(self) -> None:
        """Bring the memory up to the log now, so that the next start need not."""
        revisions = {entry.id: entry.revision for entry in self._bank.entries}
        with suppress(LogError):  # said already, or at the next start
            remembered(self._log, revisions, cache_folder())

    def _steps(self) -> tuple[Step, ...]:
        """The steps of the log, after a word on an exam that cannot be read."""
        steps = self._log.records().steps
        if error := unreadable(steps):
            self._warn(error)
        return steps

    def _refuse_a_second(self) -> None:
        try:
            progress = unfinished(sittings(self._steps()))
        except LogError as error:  # it does not stop anybody from learning
            self._trouble(error)
            return
        if progress is None:
            return
        left = progress.exam.left(Clock(progress.latest).now())
        began = _moment(progress.exam.began)
        if progress.closed:
            raise UsageError("exam_unfinished_closed", began=began)
        if not left:
            raise UsageError("exam_unfinished_over", began=began)
        raise UsageError("exam_unfinished", began=began, clock=shown(left))

    def _planned(self) -> str:
        """The exam that the learner prepares for."""
        try:
            goal = self._log.goal()
        except LogError:  # was said already
            goal = None
        return goal.blueprint if goal else Goal.blueprint


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
