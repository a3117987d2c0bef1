"""How far a log goes, to tell what was derived from it from what is out of date. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quiz.logbook.records import Flag, Review, Slip


class Extent(NamedTuple):
    """How much a log holds, and what its last records are.

    A log that was only added to still has these records at these places. After a backup was taken
    in, or in another log, others stand there.

    Attributes:
        reviews, flags, slips: how many.
        ends: names of the last review, flag and slip; "" where there is none.
    """

    reviews: int = 0
    flags: int = 0
    slips: int = 0
    ends: tuple[str, str, str] = ("", "", "")


def extent(reviews: Sequence[Review], flags: Sequence[Flag], slips: Sequence[Slip]) -> Extent:
    """How far records go."""
    ends = tuple(end_of(kind[-1]) if kind else "" for kind in (reviews, flags, slips))
    return Extent(len(reviews), len(flags), len(slips), (ends[0], ends[1], ends[2]))


def end_of(record: Review | Flag | Slip) -> str:
    """Names a record among those of its kind."""
    if isinstance(record, Slip):
        return f"{record.at.isoformat()} {record.exercise} {record.mistake}"
    return f"{record.at.isoformat()} {record.session} {record.turn}"
