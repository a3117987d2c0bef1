"""From a blueprint and the banks to a paper. Pure: blueprint, banks and seed decide everything.

Questions are shared out over the areas first. Which of an area's questions are taken is then found
by exchanging one for another as long as that brings the paper nearer to the blueprint's kinds,
difficulties and points of areas, from several drawn beginnings.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from quiz.bank.record import Entry
from quiz.errors import UsageError
from quiz.exam.apportioning import apportion
from quiz.exam.blueprint import Blueprint
from quiz.exam.paper import Item, Paper
from quiz.picking import SEEDS

#: Papers that are begun, of which the one nearest to the blueprint is taken.
_BEGINNINGS = 6
#: What one question's worth of points in a wrong area weighs against a question of a wrong kind.
_POINTS = 0.2

#: Differences that are only rounding.
_SAME = 1e-9

K = TypeVar("K")
Chance = Callable[[], float]


def assemble(
    blueprint: Blueprint,
    entries: Sequence[Entry],
    seed: int,
    count: int | None = None,
    minutes: int | None = None,
) -> Paper:
    """Make a paper.

    No two questions ask first about the same concept while other concepts are left. Areas come in
    the order of the course, and within an area what is easier comes first.

    Args:
        blueprint: what the exam is like.
        entries: the questions of all banks, in whatever order.
        seed: the same one makes the same paper of the same banks.
        count: questions, if not as many as the blueprint says; there may be fewer that fit.
        minutes: time; if None, that of the blueprint, less or more if the questions are.

    Raises:
        UsageError: if no question fits.
    """
    # Seeded by a text, `random()` gives the same numbers in every version of Python.
    chance = random.Random(f"{blueprint.id}/{seed}/paper").random
    rest = fitting(blueprint, entries)
    if not rest:
        raise UsageError("exam_no_questions", name=blueprint.id)
    wanted = min(count or blueprint.count, len(rest))
    taken: list[Entry] = []
    while len(taken) < wanted:
        taken += _round(blueprint, rest, taken, wanted, chance)
        ids = {entry.id for entry in taken}
        rest = [entry for entry in rest if entry.id not in ids]
    place = {area: index for index, area in enumerate(blueprint.areas)}
    taken.sort(key=lambda entry: (place[entry.area], entry.difficulty, entry.id))
    return Paper(
        blueprint=blueprint.id,
        title=blueprint.title,
        minutes=minutes or max(1, round(blueprint.minutes * wanted / blueprint.count)),
        seed=seed,
        items=tuple(
            Item(
                question=entry.id,
                revision=entry.revision,
                area=entry.area,
                seed=int(chance() * SEEDS),
                points=blueprint.points[entry.kind],
            )
            for entry in taken
        ),
    )


def fitting(blueprint: Blueprint, entries: Sequence[Entry]) -> list[Entry]:
    """The questions that an exam may ask, in an order that does not depend on the given one."""
    return sorted(
        (
            entry
            for entry in entries
            if entry.area in blueprint.areas
            and entry.kind in blueprint.kinds
            and entry.difficulty in blueprint.difficulties
        ),
        key=lambda entry: entry.id,
    )


def _round(
    blueprint: Blueprint, rest: Sequence[Entry], taken: list[Entry], wanted: int, chance: Chance
) -> list[Entry]:
    """Further questions, one a concept at most."""
    concepts: dict[str, set[str]] = {area: set() for area in blueprint.areas}
    for entry in rest:
        concepts[entry.area].add(entry.concepts[0])
    room = {area: len(found) for area, found in concepts.items()}
    seats = apportion(blueprint.areas, wanted - len(taken), room, chance)
    best: list[Entry] = []
    nearest = math.inf
    for _ in range(_BEGINNINGS):
        shuffled = sorted(rest, key=lambda _: chance())
        found = _first(shuffled, seats)
        tally = _Tally(blueprint, wanted, [*taken, *found])
        _improve(found, shuffled, tally)
        if (distance := tally.distance()) < nearest - _SAME:
            best, nearest = found, distance
    return best


def _first(shuffled: Sequence[Entry], seats: Mapping[str, int]) -> list[Entry]:
    """As many questions of each area as it has seats, each on another concept."""
    left, concepts, found = dict(seats), set(), []
    for entry in shuffled:
        if left[entry.area] and entry.concepts[0] not in concepts:
            left[entry.area] -= 1
            concepts.add(entry.concepts[0])
            found.append(entry)
    return found


def _improve(found: list[Entry], shuffled: Sequence[Entry], tally: _Tally) -> None:
    """Exchange questions for others of their area as long as the paper becomes better."""
    by_area: dict[str, list[Entry]] = {}
    for entry in shuffled:
        by_area.setdefault(entry.area, []).append(entry)
    concepts = {entry.concepts[0] for entry in found}
    better = True
    while better:
        better = False
        for place, old in enumerate(found):
            concepts.discard(old.concepts[0])
            new = tally.best(old, [e for e in by_area[old.area] if e.concepts[0] not in concepts])
            concepts.add(new.concepts[0])
            better = better or new is not old
            found[place] = new


class _Tally:
    """What questions come to, and how far that is from a blueprint.

    Args:
        blueprint: what is aimed at.
        wanted: questions in the end.
        entries: the questions to begin with.
    """

    def __init__(self, blueprint: Blueprint, wanted: int, entries: Sequence[Entry]) -> None:
        self._worth = blueprint.points
        self._shares = _scaled(blueprint.areas, 1)
        self._kinds = _scaled(blueprint.kinds, wanted)
        self._difficulties = _scaled(blueprint.difficulties, wanted)
        self._points = dict.fromkeys(blueprint.areas, 0.0)
        self._count = 0
        for entry in entries:
            self._add(entry, 1)

    def distance(self) -> float:
        """Zero for the blueprint to the letter; what lacks counts positive in the tallies."""
        whole = sum(self._points.values())
        amiss = sum(
            (self._points[area] - share * whole) ** 2 for area, share in self._shares.items()
        )
        return (
            sum(lack * lack for lack in self._kinds.values())
            + sum(lack * lack for lack in self._difficulties.values())
            + _POINTS * amiss * (self._count / whole) ** 2
        )

    def best(self, old: Entry, others: Sequence[Entry]) -> Entry:
        """Put the best of the others into the place of a question, unless that is best itself."""
        nearest, new = self.distance() - _SAME, old
        self._add(old, -1)
        seen: set[tuple[str, int]] = set()
        for entry in others:
            # Of those that are alike to a blueprint, the first in the drawn order will do.
            if (alike := (entry.kind, entry.difficulty)) not in seen:
                seen.add(alike)
                self._add(entry, 1)
                if (distance := self.distance()) < nearest:
                    nearest, new = distance, entry
                self._add(entry, -1)
        self._add(new, 1)
        return new

    def _add(self, entry: Entry, times: int) -> None:
        self._kinds[entry.kind] -= times
        self._difficulties[entry.difficulty] -= times
        self._points[entry.area] += times * self._worth[entry.kind]
        self._count += times


def _scaled(shares: Mapping[K, float], whole: float) -> dict[K, float]:
    total = sum(shares.values())
    return {name: whole * share / total for name, share in shares.items()}
