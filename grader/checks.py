"""What a check.py may import: the marker, the ladder, properties and draws.

A check is an ordinary pytest test with the marker `check(points, ko=..., en=...)`; see
docs/adding-an-exercise.md. Everything here runs on our side, on plain data that came from the
learner's worker.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from basis.texts import Text
from grader.compare import (
    FLOAT16,
    FLOAT32,
    FLOAT64,
    Fault,
    as_array,
    describe,
    dtype_name,
    first_fault,
    is_tensor,
    kind_of,
    number,
)
from grader.wire import Foreign, Seeded

__all__ = [
    "FLOAT16",
    "FLOAT32",
    "FLOAT64",
    "CheckFailed",
    "Foreign",
    "as_tuple",
    "assert_close",
    "assert_dtype",
    "assert_finite",
    "assert_shape",
    "assert_type",
    "check",
    "generator",
    "near",
    "randn",
    "require",
]

#: The marker of a check: `@check(points=2, ko="...", en="...", needs=(), reveal=False, ...)`.
check = pytest.mark.check


class CheckFailed(AssertionError):
    """A check found the learner's result wrong.

    Attributes:
        fault: which rung broke, of what, with evidence.
        says: the author's own sentence, where the check states a property.
    """

    def __init__(self, fault: Fault, says: Text | None = None) -> None:
        super().__init__(f"{fault.what}: {fault.rung} {dict(fault.fields)}")
        self.fault = fault
        self.says = says


def assert_close(
    got: Any,
    want: Any,
    *,
    what: str = "value",
    rtol: float | None = None,
    atol: float | None = None,
    dtype: bool = True,
) -> None:
    """Fail unless `got` has the type, shape, dtype and values of `want`.

    Args:
        got: a reply of the worker.
        want: numbers, numpy arrays, torch tensors, or tuples, lists, dicts of them.
        what: what the learner calls it, for example "out".
        rtol: relative tolerance; default FLOAT64, FLOAT32 ... by the dtype of `want`.
        atol: absolute tolerance; default rtol * max|want|.
        dtype: False leaves the dtype rung out.

    Raises:
        CheckFailed: with the first rung that breaks.
    """
    fault = first_fault(got, want, what=what, rtol=rtol, atol=atol, dtype=dtype)
    if fault:
        raise CheckFailed(fault)


def assert_type(got: Any, kind: str, *, what: str = "value") -> None:
    """Fail unless `got` is a "tensor", "array", "float", "int", "tuple", "list", "dict" or "str".

    A "float" (or "number") may be any real number: Python's, numpy's, or an array or tensor without
    axes, as `np.where` gives.
    """
    if kind_of(got) != kind and not (kind in ("float", "number") and _is_real(got)):
        raise CheckFailed(Fault("type", what, {"expected_type": kind, "got_type": describe(got)}))


def _is_real(value: Any) -> bool:
    if isinstance(value, bool | np.bool_):
        return False
    if is_tensor(value) or isinstance(value, np.ndarray):
        return value.ndim == 0 and as_array(value).dtype.kind in "fiu"
    return isinstance(value, int | float | np.floating | np.integer)


def assert_shape(got: Any, shape: tuple[int, ...], *, what: str = "value") -> None:
    """Fail unless `got` is an array or tensor of this shape."""
    if not (is_tensor(got) or isinstance(got, np.ndarray | np.generic)):
        expected = f"shape {tuple(shape)}"
        fields = {"expected_type": expected, "got_type": describe(got)}
        raise CheckFailed(Fault("type", what, fields))
    if tuple(got.shape) != tuple(shape):
        shapes = {"expected_shape": list(shape), "got_shape": list(got.shape)}
        raise CheckFailed(Fault("shape", what, shapes))


def assert_dtype(got: Any, dtype: str, *, what: str = "value") -> None:
    """Fail unless `got` is an array or tensor of this dtype, for example "float32"."""
    if not (is_tensor(got) or isinstance(got, np.ndarray | np.generic)):
        fields = {"expected_type": dtype, "got_type": describe(got)}
        raise CheckFailed(Fault("type", what, fields))
    if dtype_name(got) != dtype:
        names = {"expected_dtype": dtype, "got_dtype": dtype_name(got)}
        raise CheckFailed(Fault("dtype", what, names))


def assert_finite(got: Any, *, what: str = "value") -> None:
    """Fail unless every number in `got` (also in tuples, lists, dicts) is finite."""
    if isinstance(got, dict):
        got = tuple(got.values())
    if isinstance(got, tuple | list):
        for i, part in enumerate(got):
            assert_finite(part, what=f"{what}[{i}]")
        return
    if not (is_tensor(got) or isinstance(got, int | float | complex | np.ndarray | np.generic)):
        fields = {"expected_type": "number", "got_type": describe(got)}
        raise CheckFailed(Fault("type", what, fields))
    array = as_array(got)
    if not np.isfinite(array).all():
        counts = {"nan": int(np.isnan(array).sum()), "inf": int(np.isinf(array).sum())}
        raise CheckFailed(Fault("finite", what, counts | {"of": int(array.size)}))


def as_tuple(got: Any, n: int, *, what: str = "the return value") -> tuple[Any, ...]:
    """The n parts of a returned tuple (a list will do).

    Raises:
        CheckFailed: if `got` is no tuple, or has another number of parts.
    """
    if not isinstance(got, tuple | list):
        fields = {"expected_type": f"tuple of {n}", "got_type": describe(got)}
        raise CheckFailed(Fault("type", what, fields))
    if len(got) != n:
        raise CheckFailed(Fault("length", what, {"expected_length": n, "got_length": len(got)}))
    return tuple(got)


def require(condition: Any, *, ko: str, en: str, **numbers: float) -> None:
    """Fail with the author's sentence unless a property holds.

    Args:
        condition: anything with a truth value; a one-element array or tensor is fine.
        ko: what is wrong when it does not hold, in Korean.
        en: the same in English.
        **numbers: evidence by name, shown with the sentence.
    """
    if not bool(condition):
        facts = {name: number(as_array(value)[()]) for name, value in numbers.items()}
        raise CheckFailed(Fault("property", "", {"numbers": facts}), Text(ko=ko, en=en))


def near(
    estimate: float, truth: float, standard_error: float, *, what: str, sigmas: float = 6
) -> None:
    """Fail unless an estimate lies within `sigmas` standard errors of the truth.

    With the default of 6 a right submission fails about 2 times in 10^9 a draw (normal tails).
    """
    distance = abs(float(estimate) - float(truth))
    if not distance <= sigmas * float(standard_error):
        fields = {
            "standard_errors": number(distance / float(standard_error)),
            "sigmas": sigmas,
            "expected": number(float(truth)),
            "got": number(float(estimate)),
        }
        raise CheckFailed(Fault("statistics", what, fields))


def randn(rng: np.random.Generator, *shape: int, dtype: str = "float32") -> Any:
    """A torch tensor of independent standard normal draws, of this shape and dtype."""
    import torch

    return torch.from_numpy(rng.standard_normal(shape)).to(getattr(torch, dtype))


def generator(seed: int, kind: str = "torch") -> Seeded:
    """A random generator as an argument: built from the seed inside the worker.

    Args:
        seed: a non-negative int.
        kind: "torch" (torch.Generator) or "numpy" (numpy.random.Generator).
    """
    if kind not in ("torch", "numpy"):
        raise ValueError(f"kind must be 'torch' or 'numpy', not {kind!r}")
    return Seeded(int(seed), kind)
