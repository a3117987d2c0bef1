"""Do two records of calls agree? Pure comparison of answers, for the diagnosis.

A record agrees with another if every answer does: values within a tolerance, the same pattern of
NaN and infinity, the same exception type. Calls that drew random numbers may differ value by value
and still agree: then their statistics must, and whether equal requests got equal answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.answer import Answer, Raised, Returned
from grader.compare import as_array, dtype_name, first_fault, is_tensor
from grader.wire import Foreign, Handle, Seeded

#: Relative agreement between two independently written versions of one mistake, by dtype.
_AGREE = {"float64": 1e-6, "float32": 1e-4, "float16": 1e-2, "bfloat16": 5e-2}

#: Fewer draws than this say too little about a distribution.
_ENOUGH = 1_000


@dataclass(frozen=True)
class Tolerance:
    """How far two answers may be apart; None means by dtype."""

    rtol: float | None = None
    atol: float | None = None


def same_answer(one: Answer | None, other: Answer | None, tolerance: Tolerance) -> bool:
    """Whether two answers agree, value by value."""
    if isinstance(one, Returned) and isinstance(other, Returned):
        return same_value(one.value, other.value, tolerance)
    if isinstance(one, Raised) and isinstance(other, Raised):
        return (one.kind, one.type_name) == (other.kind, other.type_name)
    return False


def same_value(one: Any, other: Any, tolerance: Tolerance) -> bool:
    """Whether two plain values agree, NaN and infinities in the same places."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        pairs = [(one[key], other.get(key)) for key in one]
        same_keys = set(one) == set(other)
        return same_keys and all(same_value(a, b, tolerance) for a, b in pairs)
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        if len(one) != len(other):
            return False
        return all(same_value(a, b, tolerance) for a, b in zip(one, other, strict=True))
    if isinstance(one, Handle | Foreign) or isinstance(other, Handle | Foreign):
        return type(one) is type(other) and one.type_name == other.type_name
    if one is None or other is None or isinstance(one, str) or isinstance(other, str):
        return type(one) is type(other) and bool(one == other)
    name = dtype_name(one) if _is_array(one) else "float64"
    rtol = _AGREE.get(name, 1e-6) if tolerance.rtol is None else tolerance.rtol
    fault = first_fault(one, other, rtol=rtol, atol=tolerance.atol, dtype=True)
    return fault is None


def _is_array(value: Any) -> bool:
    return is_tensor(value) or isinstance(value, np.ndarray | np.generic)


def is_random(message: Any) -> bool:
    """Whether a request carries a generator."""
    if isinstance(message, Seeded):
        return True
    if isinstance(message, Mapping):
        return any(is_random(part) for part in message.values())
    return isinstance(message, list | tuple) and any(is_random(part) for part in message)


def repeats(answers: Sequence[Answer | None], digests: Sequence[bytes]) -> tuple[bool, ...]:
    """For each pair of equal requests, whether their answers were equal."""
    pairs = [(i, j) for j in range(len(answers)) for i in range(j) if digests[i] == digests[j]]
    exact = Tolerance(1e-6)
    return tuple(same_answer(answers[i], answers[j], exact) for i, j in pairs)


@dataclass(frozen=True)
class Spread:
    """How a sample of shape (rows, columns) is spread: the traces of how noise was drawn.

    Attributes:
        columns: mean standard deviation down the columns; rows: along the rows.
        within: share of values within one standard deviation of the mean.
        error: standard error of the mean if all values were drawn independently.
    """

    mean: float
    overall: float
    columns: float
    rows: float
    within: float
    error: float

    @property
    def shared(self) -> tuple[bool, bool]:
        """Whether one draw serves all rows, or all columns."""
        line = 0.05 * self.overall
        return self.columns <= line, self.rows <= line


def spread(value: Any) -> Spread | None:
    """The spread of an array of at least `_ENOUGH` finite values, else None."""
    if not _is_array(value):
        return None
    array = as_array(value)
    if array.dtype.kind != "f" or array.ndim == 0 or array.size < _ENOUGH:
        return None
    table = array.astype(np.float64).reshape(array.shape[0], -1)
    if not np.isfinite(table).all():
        return None
    overall = float(table.std())
    within = float((np.abs(table - table.mean()) <= overall).mean())
    columns = float(table.std(axis=0).mean())
    rows = float(table.std(axis=1).mean())
    return Spread(float(table.mean()), overall, columns, rows, within, overall / table.size**0.5)


def same_spread(one: Spread, other: Spread) -> bool:
    """Whether two samples look drawn in the same way."""
    if one.shared != other.shared:
        return False
    low, high = sorted((one.overall, other.overall))
    if any(one.shared):  # few independent draws: only the size of their spread is telling
        return low > 0.5 * high or high == 0.0
    if low < 0.9 * high or abs(one.columns - other.columns) > 0.1 * high:
        return False
    close_mean = abs(one.mean - other.mean) <= 6 * (one.error + other.error)
    return close_mean and abs(one.within - other.within) < 0.02


def same_in_law(one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers hold large samples of what looks like the same distributions."""
    if not isinstance(one, Returned) or not isinstance(other, Returned):
        return False
    return _alike_in_law(one.value, other.value)


def _alike_in_law(one: Any, other: Any) -> bool:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return set(one) == set(other) and all(_alike_in_law(one[k], other[k]) for k in one)
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(_alike_in_law(a, b) for a, b in pairs)
    a, b = spread(one), spread(other)
    if a is None or b is None:  # too small to be a sample: it must be the same
        return same_value(one, other, Tolerance())
    return same_spread(a, b)


def tells_apart(variant: Answer | None, reference: Answer | None, tolerance: Tolerance) -> bool:
    """Whether a variant's answer is evidence against the reference's.

    An answer of nothing but NaN is none: too many bugs end that way.
    """
    if same_answer(variant, reference, tolerance):
        return False
    return not isinstance(variant, Returned) or _has_finite(variant.value)


def _has_finite(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_has_finite(part) for part in value.values())
    if isinstance(value, tuple | list):
        return any(_has_finite(part) for part in value) or not value
    if _is_array(value) or isinstance(value, int | float | complex):
        array = as_array(value)
        return bool(np.isfinite(array).any()) if array.dtype.kind in "fc" else True
    return True
