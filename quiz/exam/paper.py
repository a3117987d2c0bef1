"""An exam paper: which questions, in which variants, for how many points. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from basis.texts import Text


@dataclass(frozen=True)
class Item:
    """A question of a paper.

    Attributes:
        seed: of its variant.
        points: what it is worth.
    """

    question: str
    revision: int
    area: str
    seed: int
    points: float


@dataclass(frozen=True)
class Paper:
    """An exam that can be sat or printed.

    Attributes:
        blueprint: id of what it was made after.
        seed: makes the same paper of the same banks.
    """

    blueprint: str
    title: Text
    minutes: int
    seed: int
    items: tuple[Item, ...]

    @property
    def points(self) -> float:
        """What the whole is worth."""
        return sum(item.points for item in self.items)
