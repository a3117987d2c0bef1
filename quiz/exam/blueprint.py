"""What an exam is made of. Frozen data; quiz/exam/blueprints.py reads it from `exam-*.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from basis.texts import Text


@dataclass(frozen=True)
class Blueprint:
    """An exam as its author plans it. Shares need not add up to one.

    Attributes:
        id: of the file `exam-<id>.yaml`.
        count: questions.
        minutes: time.
        areas: share of each area in the points; areas that are not named are not asked about.
        kinds: share of each kind in the questions.
        difficulties: share of each difficulty (1 to 5) in the questions.
        points: what a question of a kind is worth.
    """

    id: str
    title: Text
    count: int
    minutes: int
    areas: Mapping[str, float]
    kinds: Mapping[str, float]
    difficulties: Mapping[int, float]
    points: Mapping[str, float]
