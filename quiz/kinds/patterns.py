"""What a wrong vector or matrix is as a whole: the key reversed, transposed, negated, scaled."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from basis.texts import Message
from quiz.kinds.array import Shape
from quiz.kinds.tolerance import Tolerance

Entries = Sequence[float]

#: A factor this many precisions from 1 may come from a single entry.
_NO_FACTOR = 5.0


def pattern(values: Entries, key: Entries, shape: Shape, tolerance: Tolerance) -> Message | None:
    """What was done to the key to get these entries; None if that is not clear.

    Args:
        values: the answer's entries, row by row; not all right.
        key: the right ones.
        shape: rows and columns, or the length.
        tolerance: of each entry.
    """
    share = tolerance.share(max(map(abs, key)))

    def alike(some: Entries, others: Entries) -> bool:
        size = max(map(abs, others))
        return all(abs(a - b) <= share * size for a, b in zip(some, others, strict=True))

    changed = [
        message
        for arranged, message in _changes(key, shape)
        if alike(values, arranged) and not alike(arranged, key)
    ]
    if changed:
        return changed[0] if len(changed) == 1 else None
    if alike(sorted(values), sorted(key)):
        return Message("vector_order")
    largest = max(range(len(key)), key=lambda index: abs(key[index]))
    factor = values[largest] / key[largest] if key[largest] else 0.0
    if (
        not factor
        or abs(factor - 1.0) <= _NO_FACTOR * share
        or sum(1 for entry in key if entry) < 2
    ):
        return None
    return _scaled(values, key, factor) if alike(values, [factor * k for k in key]) else None


def _changes(key: Entries, shape: Shape) -> Iterator[tuple[Entries, Message]]:
    yield [-entry for entry in key], Message("vector_sign")
    if len(shape) == 1:
        yield key[::-1], Message("vector_reversed")
    elif shape[0] == shape[1]:
        side = shape[0]
        transposed = [key[side * row + column] for column in range(side) for row in range(side)]
        yield transposed, Message("vector_transposed")


def _scaled(values: Entries, key: Entries, factor: float) -> Message:
    """All entries have the same factor: say what it is for, if it is to make a sum or length 1."""
    for key_of_text, size in (("vector_sum", math.fsum), ("vector_length", _length)):
        ours, theirs = _is_one(size(key)), _is_one(size(values))
        if ours is not theirs:
            return Message(f"{key_of_text}_wanted" if ours else f"{key_of_text}_needless")
    return Message("vector_scaled", {"factor": factor})


def _length(entries: Entries) -> float:
    return math.hypot(*entries)


def _is_one(size: float) -> bool:
    return abs(size - 1.0) < 0.01
