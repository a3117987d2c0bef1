"""What is asked next. Pure: log, bank and a seed in, picks out.

`Picker` is all that a session knows. `MissedAndNew` is the plain way to pick: concepts that were
missed and concepts that are new in turns, then what is known, the longest unseen first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

from quiz.records import Review
from quiz.standing import Standing, Trace, Traces, after, standing, traces

#: Seeds of variants are short enough to be typed.
SEEDS = 1_000_000


#: Turns after which a question that has one form only can be asked again in the same session.
_SETTLED = 3


class Askable(Protocol):
    """What a picker has to know of a question (quiz/bank has it without building the question)."""

    @property
    def id(self) -> str:
        """Stable for ever."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """The first is the primary one."""

    @property
    def difficulty(self) -> int:
        """1 (easy) to 5."""

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
    """

    question: str
    seed: int
    again: str = ""


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


class MissedAndNew:
    """Missed and new concepts in turns, after an easy opener; then misses once more.

    Args:
        pool: the questions to pick from.
        past: the whole log, oldest first.
        varied: whether another seed makes another question of a question.
        count: how many questions at most, without those asked again.
        seed: of all that is random.
    """

    def __init__(
        self,
        pool: Iterable[Askable],
        past: Sequence[Review],
        varied: Callable[[str], bool],
        count: int,
        seed: int,
    ) -> None:
        self._pool = _without_doubted(list(pool), past)
        self._known = traces(past, {entry.id: entry.revision for entry in self._pool})
        self._asked = _times(past)
        self._varied = varied
        self._seed = seed
        self.count = min(count, len(self._pool))

    def pick(self, done: Sequence[Review], refused: Collection[str] = ()) -> Pick | None:
        """The next question; see `Picker`."""
        rng = Random(f"{self._seed}/{len(done)}/{len(refused)}")
        first = [review for review in done if not review.again]
        seen = {review.question for review in done} | set(refused)
        pool = [entry for entry in self._pool if entry.id not in seen]
        if len(first) < self.count and pool:
            entry = self._fresh(pool, done, rng) if done else self._opener(pool, rng)
            return Pick(entry.id, rng.randrange(SEEDS))
        return self._once_more(pool, done, refused, rng)

    def _opener(self, pool: Sequence[Askable], rng: Random) -> Askable:
        """An easy question on something that was not missed, rather new than known."""
        order = {Standing.NEW: 0, Standing.KNOWN: 1, Standing.WEAK: 2}

        def rank(entry: Askable) -> tuple[object, ...]:
            how = standing(self._known, entry.concepts[0])
            return how is Standing.WEAK, entry.difficulty, order[how], rng.random()

        return min(pool, key=rank)

    def _fresh(self, pool: Sequence[Askable], done: Sequence[Review], rng: Random) -> Askable:
        by_concept: dict[str, list[Askable]] = {}
        for entry in pool:
            by_concept.setdefault(entry.concepts[0], []).append(entry)
        known = after(self._known, done)
        last = set(done[-1].concepts)
        taken = {review.concepts[0] for review in done}
        wanted = Standing.WEAK if len(done) % 2 else Standing.NEW

        def rank(concept: str) -> tuple[object, ...]:
            how = standing(known, concept)
            tier = 0 if how is wanted else 2 if how is Standing.KNOWN else 1
            return concept in last, concept in taken, tier, _age(known, concept), rng.random()

        def easiest(entry: Askable) -> tuple[object, ...]:
            again = self._asked.get(entry.id, 0)
            return not last.isdisjoint(entry.concepts), again, entry.difficulty, rng.random()

        return min(by_concept[min(by_concept, key=rank)], key=easiest)

    def _once_more(
        self,
        pool: Sequence[Askable],
        done: Sequence[Review],
        refused: Collection[str],
        rng: Random,
    ) -> Pick | None:
        """A miss of this session in another form: each once, in the order of the misses."""
        good = {review.again for review in done} | set(refused)
        misses = [r for r in done if r.counts and not (r.again or r.passed or r.question in good)]
        last = set(done[-1].concepts) if done else set()
        misses.sort(key=lambda miss: not last.isdisjoint(miss.concepts))
        recent = {review.question for review in done[-_SETTLED:]}
        for miss in misses:
            alike = [entry for entry in pool if entry.concepts[0] == miss.concepts[0]]
            if self._varied(miss.question):
                question = miss.question
            elif alike:
                question = min(alike, key=self._untried).id
            elif miss.question in recent or miss.kind == "essay":
                continue  # its answer still stands on the screen, or takes minutes to write again
            else:
                question = miss.question
            return Pick(question, rng.randrange(SEEDS), again=miss.question)
        return None

    def _untried(self, entry: Askable) -> tuple[int, int]:
        return self._asked.get(entry.id, 0), entry.difficulty


def _without_doubted(pool: list[Askable], past: Sequence[Review]) -> list[Askable]:
    """A question that the learner called unclear rests until its author raises the revision."""
    doubted = {(review.question, review.revision) for review in past if review.doubted}
    rest = [entry for entry in pool if (entry.id, entry.revision) not in doubted]
    return rest or pool


def _times(past: Sequence[Review]) -> dict[str, int]:
    times: dict[str, int] = {}
    for review in past:
        times[review.question] = times.get(review.question, 0) + 1
    return times


def _age(known: Traces, concept: str) -> float:
    """Sorts what was seen longest ago first; new concepts are all of one age."""
    trace: Trace | None = known.get(concept)
    return trace.at.timestamp() if trace else 0.0
