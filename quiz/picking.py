"""What is asked next in a session. Pure: plan, memory and a seed in, picks out.

`Picker` is all that a session knows. `PlanPicker` asks in the order of a plan (quiz/planning/
agenda.py) and keeps to what makes a good session: mistakes in code first, else an easy opener;
areas in turns, what was missed once more at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

from quiz.logbook.records import Review
from quiz.memory.memory import Memory
from quiz.planning.questions import Graded, Questions

#: Seeds of variants are short enough to be typed.
SEEDS = 1_000_000

#: Turns after which a question that has one form only can be asked again in the same session.
_SETTLED = 3

#: The most difficult question that is easy.
_EASY = 2

#: So many of one area in a row are enough.
_IN_A_ROW = 2

#: What lies within so many sessions is near enough to be asked for a change.
_REACH = 2


class Askable(Graded, Protocol):
    """What a picker has to know of a question (quiz/bank has it without building the question)."""

    @property
    def revision(self) -> int:
        """Older reviews do not count."""


@dataclass(frozen=True)
class Pick:
    """A question to ask.

    Attributes:
        seed: of its variant.
        again: the question of this session that was missed and that this one makes good, maybe
            itself; "" for a question that is asked for the first time.
        basis: whether it asks for what the missed one builds on, as that was missed too often.
    """

    question: str
    seed: int
    again: str = ""
    basis: bool = False


class Picker(Protocol):
    """Chooses the questions of a session."""

    @property
    def count(self) -> int:
        """How many questions are asked, without those that are asked again."""

    def pick(self, done: Sequence[Review], refused: Collection[str] = ()) -> Pick | None:
        """The next question.

        Args:
            done: the final reviews of this session, one for each turn, oldest first.
            refused: questions that could not be drawn.

        Returns:
            None at the end. The same arguments give the same pick.
        """


@dataclass(frozen=True)
class Plan:
    """What a session is picked by; concepts by their ids.

    Attributes:
        order: what is best asked first first.
        batch: how many of them belong to today.
        areas: the area of each.
        before: what has to be seen before each.
    """

    order: Sequence[str]
    batch: int
    areas: Mapping[str, str]
    before: Mapping[str, Sequence[str]]


class PlanPicker:
    """Concepts in the order of a plan, each with the question that fits; then misses once more.

    First comes what a mistake in code betrays, the latest mistake first; without one, something
    easy that was not missed. Then comes what an answer of this session betrays. A concept waits for
    what it requires, as far as that can be asked; no concept comes twice in a row, or again before
    all others have come; and no third one of an area in a row while another area is near in the
    plan.

    Args:
        pool: the questions to pick from.
        plan: in which order.
        memory: what is remembered.
        day: today (quiz/memory/days.py).
        varied: whether another seed makes another question of a question.
        count: how many questions at most, without those asked again.
        seed: of all that is random.
    """

    def __init__(
        self,
        pool: Iterable[Askable],
        plan: Plan,
        memory: Memory,
        day: int,
        varied: Callable[[str], bool],
        count: int,
        seed: int,
    ) -> None:
        entries = _without_doubted(list(pool), memory)
        self._questions = Questions(entries, memory.asked)
        self._order = [concept for concept in plan.order if concept in self._questions]
        self._plan = plan
        self._memory = memory
        self._day = day
        self._varied = varied
        self._seed = seed
        self._pending = sorted(memory.pending, key=lambda concept: -memory.pending[concept].day)
        self.count = min(count, len(entries))
        today = sum(concept in self._questions for concept in plan.order[: plan.batch])
        self._near = frozenset(self._order[: max(today, _REACH * count)])

    def pick(self, done: Sequence[Review], refused: Collection[str] = ()) -> Pick | None:
        """The next question; see `Picker`."""
        rng = Random(f"{self._seed}/{len(done)}/{len(refused)}")
        now = _Now(self._memory, done, refused)
        if sum(not review.again for review in done) < self.count:
            concept = self._concept(now) if done else self._promised(now) or self._opener(now)
            if concept is not None:
                return Pick(self._question(concept, now, rng).id, rng.randrange(SEEDS))
        return self._once_more(now, rng)

    # --- Which concept ---------------------------------------------------------------------------

    def _opener(self, now: _Now) -> str | None:
        """The first that was not missed, can be asked already, and has an easy question."""
        best: tuple[bool, bool, int] | None = None
        opener = None
        for concept in self._order:
            left = self._questions.left(concept, now.used)
            if not left:
                continue
            hard = max(_EASY, min(entry.difficulty for entry in left))
            rank = now.passed(concept) is False, not self._open(concept, now), hard
            if best is None or rank < best:
                best, opener = rank, concept
            if best == (False, False, _EASY):
                break
        return opener

    def _concept(self, now: _Now) -> str | None:
        if promised := self._promised(now):
            return promised
        for apart in (True, False):
            waiting = (c for c in self._order if c not in now.asked and self._can(c, now, apart))
            ready = (concept for concept in waiting if self._open(concept, now))
            if chosen := self._in_turns(ready, now):
                return chosen
        return self._another_round(now)

    def _promised(self, now: _Now) -> str | None:
        """What mistakes betrayed: whoever made one in code was told that this comes first."""
        for concept in (*self._pending, *now.betrayed):
            if concept not in now.asked and self._can(concept, now, apart=True):
                return concept
        return None

    def _in_turns(self, ready: Iterator[str], now: _Now) -> str | None:
        """The first, but if its area has had its turns, the next of another one that is near."""
        areas = self._plan.areas
        recent = [areas.get(concept) for concept in now.recent]
        tired = recent[0] if len(recent) == _IN_A_ROW and len(set(recent)) == 1 else None
        first = next(ready, None)
        if first is None or tired is None or areas.get(first) != tired:
            return first
        for concept in ready:
            if concept not in self._near:
                break
            if areas.get(concept) != tired:
                return concept
        return first

    def _another_round(self, now: _Now) -> str | None:
        """Where there are more questions than concepts: the one asked least often."""
        left = [concept for concept in self._order if self._can(concept, now)]

        def rank(concept: str) -> tuple[bool, bool, int]:
            same = bool(now.recent) and concept == now.recent[-1]
            return same, not self._can(concept, now, apart=True), now.asked[concept]

        return min(left, key=rank, default=None)

    def _can(self, concept: str, now: _Now, apart: bool = False) -> bool:
        """Whether it has a question left; `apart`: one that shares no concept with the last one."""
        left = self._questions.left(concept, now.used)
        return any(now.apart(entry) for entry in left) if apart else bool(left)

    def _open(self, concept: str, now: _Now) -> bool:
        """Whether all that it requires was seen, as far as that can be asked about."""
        return all(
            now.seen(needed) or not self._can(needed, now)
            for needed in self._plan.before.get(concept, ())
        )

    # --- Which question --------------------------------------------------------------------------

    def _question(self, concept: str, now: _Now, rng: Random) -> Askable:
        among = self._questions.left(concept, now.used)
        among = [entry for entry in among if now.apart(entry)] or among
        if not now.done:
            among = [entry for entry in among if entry.difficulty <= _EASY] or among
        return self._questions.fitting(concept, among, now.passed(concept), rng)

    def _once_more(self, now: _Now, rng: Random) -> Pick | None:
        """A miss of this session in another form: each once, in the order of the misses."""
        good = {review.again for review in now.done} | set(now.refused)
        misses = [miss for miss in now.misses if miss.question not in good]
        misses.sort(key=lambda miss: not now.last.isdisjoint(miss.concepts))
        for miss in misses:
            basis = self._basis(miss, now, rng)
            question = basis or self._other_form(miss, now, rng)
            if question:
                return Pick(question, rng.randrange(SEEDS), miss.question, bool(basis))
        return None

    def _basis(self, miss: Review, now: _Now, rng: Random) -> str:
        """Of a concept that was missed before, too: a question on what it requires."""
        concept = miss.concepts[0]
        trace = self._memory.traces.get(concept)
        earlier = trace is not None and not trace.passed and trace.day < self._day
        if not earlier and sum(other.concepts[0] == concept for other in now.misses) < 2:
            return ""
        for needed in self._plan.before.get(concept, ()):
            left = self._questions.left(needed, now.used)
            if left and needed not in now.asked and not now.passed(needed):
                return self._questions.fitting(needed, left, now.passed(needed), rng).id
        return ""

    def _other_form(self, miss: Review, now: _Now, rng: Random) -> str:
        concept = miss.concepts[0]
        alike = self._questions.left(concept, now.used)
        easier = [entry for entry in alike if entry.difficulty < miss.difficulty]
        if easier or (alike and not self._varied(miss.question)):
            return self._questions.fitting(concept, easier or alike, passed=False, rng=rng).id
        recent = {review.question for review in now.done[-_SETTLED:]}
        if not self._varied(miss.question) and (miss.question in recent or miss.kind == "essay"):
            return ""  # its answer still stands on the screen, or takes minutes to write again
        return miss.question


class _Now:
    """A session at a moment, on top of what was remembered before it."""

    def __init__(self, memory: Memory, done: Sequence[Review], refused: Collection[str]) -> None:
        first = [review for review in done if not review.again]
        self.done = done
        self.refused = refused
        self.used = {review.question for review in done} | set(refused)
        self.asked = Counter(review.concepts[0] for review in first)
        self.recent = [review.concepts[0] for review in done[-_IN_A_ROW:]]
        self.last = set(done[-1].concepts) if done else set()
        self.misses = [review for review in first if review.counts and not review.passed]
        self.betrayed = [c for review in done if review.counts for c in review.betrayed]
        self._memory = memory
        self._latest: dict[str, bool] = {}
        for review in done:
            if review.counts:
                concept = review.concepts[0]
                at_once = review.again and concept in self._latest
                self._latest |= {betrayed: False for betrayed in review.betrayed}
                self._latest[concept] = review.passed and not at_once

    def apart(self, entry: Askable) -> bool:
        """Whether a question shares no concept with the one before it."""
        return self.last.isdisjoint(entry.concepts)

    def seen(self, concept: str) -> bool:
        """Whether it was asked about, ever."""
        return concept in self.asked or concept in self._memory.traces

    def passed(self, concept: str) -> bool | None:
        """How the latest look at it went; None if there was none."""
        if concept in self._latest:
            return self._latest[concept]
        trace = self._memory.traces.get(concept)
        return trace.passed if trace else None


def _without_doubted(pool: list[Askable], memory: Memory) -> list[Askable]:
    """A question that the learner called unclear rests until its author raises the revision."""
    if not memory.doubted:
        return pool
    return [entry for entry in pool if (entry.id, entry.revision) not in memory.doubted] or pool
