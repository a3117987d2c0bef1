"""Which question on a concept fits a learner. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from random import Random
from typing import Generic, Protocol, TypeVar


class Graded(Protocol):
    """What has to be known of a question."""

    @property
    def id(self) -> str:
        """Stable for ever."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """The first is the primary one."""

    @property
    def difficulty(self) -> int:
        """1 (easy) to 5."""


AnyGraded = TypeVar("AnyGraded", bound=Graded)


class Questions(Generic[AnyGraded]):
    """The questions on each concept.

    Args:
        entries: the questions.
        asked: how often each was asked.
    """

    def __init__(self, entries: Iterable[AnyGraded], asked: Mapping[str, int]) -> None:
        self._asked = asked
        self._on: dict[str, list[AnyGraded]] = {}
        for entry in entries:
            self._on.setdefault(entry.concepts[0], []).append(entry)

    def __contains__(self, concept: str) -> bool:
        return concept in self._on

    def left(self, concept: str, used: Collection[str]) -> list[AnyGraded]:
        """Those on a concept that are not used up."""
        return [entry for entry in self._on.get(concept, ()) if entry.id not in used]

    def fitting(
        self, concept: str, among: Sequence[AnyGraded], passed: bool | None, rng: Random
    ) -> AnyGraded:
        """The one that fits how the latest look at its concept went.

        What was never asked comes first. After a hit it may be a step harder than all before, to a
        concept that is new it is the easiest; after a miss it is the easiest, and one that is
        harder than all before only if there is no other.

        Args:
            concept: what is asked about.
            among: questions on it, at least one.
            passed: how the latest look went; None if there was none.
            rng: decides between equals.
        """
        hardest = self._hardest(concept)

        def rank(entry: AnyGraded) -> tuple[float, ...]:
            times, hard = self._asked.get(entry.id, 0), entry.difficulty
            if passed:
                return times, abs(hard - hardest - 1), hard, rng.random()
            too_hard = passed is False and hard > hardest > 0
            return too_hard, times, hard, rng.random()

        return min(among, key=rank)

    def _hardest(self, concept: str) -> int:
        """The difficulty of the hardest that was asked; 0 if none was."""
        asked = (entry.difficulty for entry in self._on[concept] if entry.id in self._asked)
        return max(asked, default=0)
