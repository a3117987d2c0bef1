"""A learner sits down: bank, log and a face come together around one session.

The only place where a session meets the disk and the clock. What a session wants kept is in the log
before anything else of it is shown, so that a crash at any moment loses at most a half-typed line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from typing import TYPE_CHECKING, Protocol

from basis.errors import GongbuError
from basis.places import cache_folder, content_root
from quiz.asking import Desk, Session
from quiz.bank.bank import Bank
from quiz.bank.record import Entry
from quiz.choosing import Wish, chosen
from quiz.errors import LogError, QuizError, UsageError
from quiz.events import Ended, Event, Keep, Leave, Marked, Phase, Said, Unaskable
from quiz.exam.blueprint import Blueprint
from quiz.kinds.registry import kind_of
from quiz.logbook.keeping import Keeper
from quiz.logbook.log import Log
from quiz.logbook.records import Goal, Review
from quiz.memory.days import study_day
from quiz.memory.memory import Memory
from quiz.memory.remembering import remembered
from quiz.picking import SEEDS, Plan, PlanPicker
from quiz.planning.agenda import agenda
from quiz.planning.material import Subjects, subjects
from quiz.variants.drawing import draw

if TYPE_CHECKING:
    from quiz.progress.summary import Summary
    from quiz.progress.upcoming import Upcoming

Warn = Callable[[GongbuError], None]


@dataclass(frozen=True)
class Card:
    """What there is to say at the end.

    Attributes:
        known, weak, new, fading: concepts of the questions that were chosen from, as they stand
            now.
        lost: answers that could not be kept.
        upcoming: what there is to do next.
    """

    summary: Summary
    seed: int
    known: int
    weak: int
    new: int
    lost: int = 0
    fading: int = 0
    upcoming: Upcoming | None = None


class Face(Protocol):
    """Where a session is shown and answered."""

    def show(self, said: Said, details: str = "") -> None:
        """Show what a session says.

        Args:
            said: anything but `Keep` and `Ended`.
            details: the file with the details of a fault of ours, "" elsewhere.
        """

    def event(self, session: Session) -> Event:
        """Wait for the learner.

        Raises:
            EOFError, KeyboardInterrupt: if they leave that way.
        """

    def end(self, card: Card) -> None:
        """Show how the session went."""


def open_bank(warn: Warn) -> Bank:
    """The banks of this installation, after a word on files with faults.

    Raises:
        UsageError: if there are none.
        YamlFault, ContentError: if the syllabus cannot be used.
    """
    folder = content_root("questions")
    if folder is None:
        raise UsageError("no_questions_folder")
    bank = Bank.open(folder, cache_folder())
    if bank.findings:
        warn(QuizError("bank_faults", files=len({finding.file for finding in bank.findings})))
    return bank


def read_log(log: Log, warn: Warn) -> tuple[Review, ...]:
    """All reviews; a log that cannot be read is said, and does not stop anybody from learning."""
    try:
        return log.reviews()
    except LogError as error:
        warn(error)
        return ()


def read_learner(log: Log, revisions: Mapping[str, int], warn: Warn) -> tuple[Memory, Goal | None]:
    """What the learner remembers, and for what they prepare; nothing if the log cannot be read."""
    try:
        return remembered(log, revisions, cache_folder()), log.goal()
    except LogError as error:
        warn(error)
        return Memory(), None


def subjects_of(bank: Bank, memory: Memory, goal: Goal | None, warn: Warn) -> Subjects[Entry]:
    """What there is to study, weighed for the exam that the learner prepares for."""
    blueprint = blueprint_of(bank, goal, warn) if goal else None
    return subjects(bank.entries, bank.syllabus, memory, blueprint)


def new_name(began: datetime) -> str:
    """Of a session or an exam in the log: two that begin in the same second have two names."""
    return f"{began:%Y%m%dT%H%M%S}-{SystemRandom().randrange(16**4):04x}"


def plan_of(what: Subjects[Entry], memory: Memory, goal: Goal | None, day: int) -> Plan:
    """In which order concepts are best asked on a day."""
    today = agenda(what.material, memory, goal, day)
    return Plan(today.order, today.batch, what.areas, what.before)


def blueprint_of(bank: Bank, goal: Goal | None, warn: Warn) -> Blueprint | None:
    """What the exam is made of, or the usual one where there is no goal; None if none says it."""
    from quiz.exam.blueprints import find, load_blueprints

    try:
        found = load_blueprints(bank.folder, cache_folder())
        if goal is None or not (found or found.findings):  # a course need not have any
            return found.get(Goal.blueprint)
        return find(found, goal.blueprint)
    except GongbuError as error:
        warn(error)
        return None


class Sitting:
    """One `quiz start`.

    Args:
        bank: where the questions come from.
        log: where the answers go.
        warn: says what goes wrong beside the questions.
        wish: which questions.
        count: how many at most.
        seed: of all that is random; drawn if None.

    Raises:
        UsageError: if there are no such questions.
    """

    def __init__(
        self, bank: Bank, log: Log, warn: Warn, wish: Wish, count: int, seed: int | None = None
    ) -> None:
        self.seed = SystemRandom().randrange(SEEDS) if seed is None else seed
        self._pool: Sequence[Entry] = chosen(bank.entries, bank.syllabus, wish)
        self._log = log
        self._keeper = Keeper(log, warn)
        self._day = study_day(_now())
        self._revisions = {entry.id: entry.revision for entry in bank.entries}
        self._before, self._goal = read_learner(log, self._revisions, warn)

        def varied(id: str) -> bool:
            return bank.question(id).parametric

        self._subjects = subjects_of(bank, self._before, self._goal, warn)
        plan = plan_of(self._subjects, self._before, self._goal, self._day)
        picker = PlanPicker(self._pool, plan, self._before, self._day, varied, count, self.seed)
        self._desk = Desk(picker, bank.question, kind_of, draw)

    def run(self, face: Face, lang: str) -> int:
        """Ask until the questions are over or the learner leaves.

        Returns:
            an exit code: 3 if an answer could not be kept.
        """
        began = _now()
        state, said = Session.begin(self._desk, new_name(began), lang, began)
        try:
            self._tell(said, face)
            while state.phase is not Phase.OVER:
                state, said = state.after(face.event(state), _now())
                self._tell(said, face)
        except (EOFError, KeyboardInterrupt):
            if state.phase is not Phase.OVER:
                self._tell(state.after(Leave(), _now())[1], face)
        return self._keeper.finish()

    def _tell(self, said: Sequence[Said], face: Face) -> None:
        for thing in said:
            if isinstance(thing, Keep):
                self._keeper.keep(thing.record)
            elif isinstance(thing, Ended):
                face.end(self._card(thing))
                self._remember()
            else:
                face.show(thing, _details(thing))

    def _card(self, ended: Ended) -> Card:
        from quiz.memory.standing import Standing
        from quiz.progress.overview import outlook
        from quiz.progress.summary import summary
        from quiz.progress.upcoming import upcoming

        self._keeper.flush()
        after = self._after(ended.done)
        seen = outlook(self._pool, after, self._day)
        return Card(
            summary=summary(self._before, after, ended.done, ended.count),
            seed=self.seed,
            known=seen.get(Standing.KNOWN, 0),
            weak=seen.get(Standing.WEAK, 0),
            new=seen.get(Standing.NEW, 0),
            lost=self._keeper.lost,
            fading=seen.get(Standing.FADING, 0),
            upcoming=upcoming(self._subjects.material, after, self._goal, self._day),
        )

    def _after(self, done: Sequence[Review]) -> Memory:
        if not done:
            return self._before
        from quiz.memory.deriving import continued  # imports fsrs, now that nobody waits

        return continued(self._before, done, revisions=self._revisions)

    def _remember(self) -> None:
        """Bring the memory up to the log now, so that the next start need not."""
        with suppress(LogError):  # said already, or at the next start
            remembered(self._log, self._revisions, cache_folder())


def _details(said: Said) -> str:
    """Save the traceback of a fault that nobody raised on purpose."""
    fault = said.fault if isinstance(said, Marked | Unaskable) else None
    if fault is None or isinstance(fault, GongbuError):
        return ""
    from basis.fault import save_fault

    return str(save_fault(fault) or "")


def _now() -> datetime:
    return datetime.now().astimezone()
