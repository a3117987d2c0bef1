"""Whole numbers in given proportions. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import floor
from typing import TypeVar

K = TypeVar("K")


def apportion(
    shares: Mapping[K, float], seats: int, room: Mapping[K, int], chance: Callable[[], float]
) -> dict[K, int]:
    """Share out seats by largest remainder, to nobody more than there is room for.

    Where there are fewer seats than names, a fixed rule would leave out the same names for ever;
    then they are drawn, and each gets a seat as often as its share says.

    Args:
        shares: proportions, positive; they need not add up to one.
        seats: how many there are.
        room: the most each can have.
        chance: draws a number from 0 to 1.

    Returns:
        seats of each name; together fewer than `seats` only where there is no more room.
    """
    given = dict.fromkeys(shares, 0)
    most = min(seats, sum(room[name] for name in shares))
    while (left := most - sum(given.values())) > 0:
        open_ = {name: share for name, share in shares.items() if given[name] < room[name]}
        exact = _quotas(open_, left)
        parts = _drawn(exact, left, chance) if left < len(open_) else _rounded(exact, left)
        for name, part in parts.items():
            given[name] += min(part, room[name] - given[name])
    return given


def _quotas(shares: Mapping[K, float], seats: int) -> dict[K, float]:
    whole = sum(shares.values())
    return {name: seats * share / whole for name, share in shares.items()}


def _rounded(quotas: Mapping[K, float], seats: int) -> dict[K, int]:
    """The largest remainders are rounded up; of equal ones, those that come first."""
    parts = {name: floor(quota) for name, quota in quotas.items()}
    by_remainder = sorted(quotas, key=lambda name: parts[name] - quotas[name])
    for name in by_remainder[: seats - sum(parts.values())]:
        parts[name] += 1
    return parts


def _drawn(quotas: Mapping[K, float], seats: int, chance: Callable[[], float]) -> dict[K, int]:
    """Each quota is rounded up as often as its fraction says: a comb with a drawn first tooth."""
    parts: dict[K, int] = {}
    reached, before = chance(), 0
    for name, quota in quotas.items():
        reached += quota
        # The last one gets what is left, whatever rounding has made of the sum.
        after = seats if len(parts) == len(quotas) - 1 else min(floor(reached), seats)
        parts[name] = after - before
        before = after
    return parts
