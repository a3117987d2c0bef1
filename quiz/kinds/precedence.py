"""Orders: which ones are wanted, how much of one is kept, and what blind guessing keeps of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from math import comb, factorial, prod

from quiz.finding import Problem
from quiz.kinds.options import Entry

#: Names of two items of which the first has to come before the second.
Pair = tuple[str, str]


def wanted_pairs(things: Sequence[Entry]) -> list[Pair] | None:
    """Every pair whose order matters, also through others; None where the whole chain does."""
    if all(thing.row["after"] is None for thing in things):
        return None
    before: dict[str, set[str]] = {}
    for thing in things:
        direct = thing.row["after"] or ()
        before[thing.name] = set(direct).union(*(before.get(name, ()) for name in direct))
    names = [thing.name for thing in things]
    return [(first, second) for second in names for first in names if first in before[second]]


def order_problems(things: Sequence[Entry]) -> Iterator[Problem]:
    """What is wrong with what items say they come after; also where that is idle."""
    faults = list(_after_problems(things))
    yield from faults
    pairs = wanted_pairs(things)
    if faults or pairs is None:
        return
    if not pairs:
        yield Problem("no-order", ("items",))
    if len(pairs) == comb(len(things), 2):
        yield Problem("only-order", ("items",))


def _after_problems(things: Sequence[Entry]) -> Iterator[Problem]:
    """Items that come after unknown ones, or after ones that the author puts later.

    Where there are none, the author's own order is a right one, and there can be no circle.
    """
    names = [thing.name for thing in things]
    for place, thing in enumerate(things):
        for index, name in enumerate(thing.row["after"] or ()):
            at = (*thing.at, "after", index)
            if name not in names:
                yield Problem("after-unknown", at, {"name": name, "names": names})
            elif name not in names[:place]:
                yield Problem("after-later", at, {"name": name, "item": thing.name})


def longest_chain(places: Sequence[int]) -> int:
    """Length of the longest increasing subsequence, by patience sorting."""
    tops: list[int] = []
    for place in places:
        pile = bisect_left(tops, place)
        tops[pile : pile + 1] = [place]
    return len(tops)


@cache
def expected_chain(count: int) -> float:
    """Mean length of the longest increasing subsequence over all orders of so many items.

    By the correspondence of Robinson and Schensted, permutations whose longest increasing
    subsequence has length L are pairs of standard tableaux of one shape with a first row of L;
    the hook length formula counts them.
    """
    total = sum(shape[0] * _tableaux(shape) ** 2 for shape in _partitions(count, count))
    return total / factorial(count)


def _partitions(count: int, largest: int) -> Iterator[tuple[int, ...]]:
    """Ways to write `count` as a sum of falling parts, none above `largest`."""
    if count == 0:
        yield ()
    for first in range(min(count, largest), 0, -1):
        for rest in _partitions(count - first, first):
            yield (first, *rest)


def _tableaux(shape: tuple[int, ...]) -> int:
    """Standard Young tableaux of a shape (Frame, Robinson and Thrall, 1954)."""
    columns = [sum(row > column for row in shape) for column in range(shape[0])]
    hooks = prod(
        (width - column) + (columns[column] - row) - 1
        for row, width in enumerate(shape)
        for column in range(width)
    )
    return factorial(sum(shape)) // hooks
