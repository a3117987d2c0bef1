"""The sanity ladder: type, shape, dtype, finite, values. Pure; knows nothing of workers.

`first_fault` walks two values side by side and returns the first broken rung, so that a learner
reads the most basic truth first. Tolerances are relative to the expected array as a whole:
|got - want| <= rtol * |want| + atol with atol = rtol * max|want| unless given, because one rounding
error of the largest term is what cancellation leaves in the smallest.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.wire import Foreign, Handle

_LONGEST = 80  # characters of a text that a learner returned

#: Default relative tolerances by dtype of the expected value.
FLOAT64 = 1e-9
FLOAT32 = 2e-5
FLOAT16 = 2e-3

_RTOL = {
    "float64": FLOAT64,
    "complex128": FLOAT64,
    "float32": FLOAT32,
    "complex64": FLOAT32,
    "float16": FLOAT16,
    "bfloat16": 2e-2,
}


@dataclass(frozen=True)
class Fault:
    """The first broken rung of the ladder.

    Attributes:
        rung: "type", "shape", "dtype", "finite" or "values" (also "length" and "keys").
        what: the part compared, as the learner would write it, for example "out" or "out[1]".
        fields: JSON-ready facts; the keys in `REVEALING` show inputs or expected values.
    """

    rung: str
    what: str
    fields: Mapping[str, Any] = field(default_factory=dict)


#: Facts that only a public check, or one marked `reveal`, may show.
REVEALING = frozenset({"at", "expected", "got", "examples"})


def kind_of(value: Any) -> str:
    """Name a value's type in a learner's words: "tensor", "array", "tuple", "None" ..."""
    if isinstance(value, Foreign | Handle):
        return str(value.type_name)
    if is_tensor(value):
        return "tensor"
    if isinstance(value, np.ndarray):
        return "array"
    if isinstance(value, np.generic):
        return "float" if isinstance(value, np.floating) else type(value).__name__
    return "None" if value is None else type(value).__name__


def is_tensor(value: Any) -> bool:
    """Tell whether a value is a torch tensor, without importing torch."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def describe(value: Any) -> str:
    """Describe a value in a few words: `tensor (2, 3) float32`, `tuple of 2`, `float 0.25`."""
    kind = kind_of(value)
    if is_tensor(value) or isinstance(value, np.ndarray):
        return f"{kind} {tuple(value.shape)} {dtype_name(value)}"
    if isinstance(value, tuple | list | dict):
        return f"{kind} of {len(value)}"
    if isinstance(value, bool | int | float | complex | np.generic):
        return f"{kind} {value!s:.20}"
    return f"str of {len(value)}" if isinstance(value, str) else kind


def dtype_name(value: Any) -> str:
    """The dtype of an array or tensor, without its library's prefix."""
    return str(value.dtype).removeprefix("torch.")


def first_fault(
    got: Any,
    want: Any,
    *,
    what: str = "value",
    rtol: float | None = None,
    atol: float | None = None,
    dtype: bool = True,
) -> Fault | None:
    """Compare a learner's value with the expected one; None means they agree.

    Args:
        got: what came from the worker.
        want: what is expected: numbers, arrays, tensors, or tuples, lists, dicts of them.
        what: the name of the value in messages.
        rtol: relative tolerance; by default that of the expected dtype.
        atol: absolute tolerance; by default rtol times the largest expected magnitude.
        dtype: whether the dtype is a rung.
    """
    if isinstance(want, Mapping):
        return _mapping_fault(got, want, what=what, rtol=rtol, atol=atol, dtype=dtype)
    if isinstance(want, tuple | list):
        return _sequence_fault(got, want, what=what, rtol=rtol, atol=atol, dtype=dtype)
    if want is None or isinstance(want, str | bool):
        got = bool(got) if isinstance(got, np.bool_) else got
        same = type(got) is type(want) and got == want
        return None if same else _plain_fault(got, want, what)
    return _numeric_fault(got, want, what=what, rtol=rtol, atol=atol, dtype=dtype)


def _plain_fault(got: Any, want: Any, what: str) -> Fault:
    if kind_of(got) != kind_of(want):
        return Fault("type", what, {"expected_type": kind_of(want), "got_type": describe(got)})
    fields = {"differ": 1, "of": 1, "expected": repr(want)[:_LONGEST]}
    fields["got"] = repr(got)[:_LONGEST]
    return Fault("values", what, fields)


def _mapping_fault(got: Any, want: Mapping[str, Any], *, what: str, **how: Any) -> Fault | None:
    if not isinstance(got, dict):
        return Fault("type", what, {"expected_type": "dict", "got_type": describe(got)})
    if set(got) != set(want):
        missing, extra = sorted(set(want) - set(got)), sorted(map(str, set(got) - set(want)))
        return Fault("keys", what, {"missing_keys": missing, "extra_keys": extra[:10]})
    faults = (first_fault(got[key], want[key], what=f'{what}["{key}"]', **how) for key in want)
    return next((fault for fault in faults if fault), None)


def _sequence_fault(got: Any, want: Any, *, what: str, **how: Any) -> Fault | None:
    if not isinstance(got, tuple | list):
        expected = f"{kind_of(want)} of {len(want)}"
        return Fault("type", what, {"expected_type": expected, "got_type": describe(got)})
    if len(got) != len(want):
        return Fault("length", what, {"expected_length": len(want), "got_length": len(got)})
    pairs = enumerate(zip(got, want, strict=True))
    faults = (first_fault(g, w, what=f"{what}[{i}]", **how) for i, (g, w) in pairs)
    return next((fault for fault in faults if fault), None)


def _numeric_fault(
    got: Any, want: Any, *, what: str, rtol: float | None, atol: float | None, dtype: bool
) -> Fault | None:
    fault = _type_fault(got, want, what)
    if fault:
        return fault
    got_array, want_array = as_array(got), as_array(want)
    if got_array.shape != want_array.shape:
        shapes = {"expected_shape": list(want_array.shape), "got_shape": list(got_array.shape)}
        return Fault("shape", what, shapes)
    if dtype and _is_array(want) and _is_array(got) and dtype_name(got) != dtype_name(want):
        names = {"expected_dtype": dtype_name(want), "got_dtype": dtype_name(got)}
        return Fault("dtype", what, names)
    if rtol is None:
        rtol = _RTOL.get(dtype_name(want) if _is_array(want) else want_array.dtype.name, FLOAT64)
    return values_fault(got_array, want_array, what=what, rtol=rtol, atol=atol)


def _is_array(value: Any) -> bool:
    return is_tensor(value) or isinstance(value, np.ndarray)


def _type_fault(got: Any, want: Any, what: str) -> Fault | None:
    if is_tensor(want):
        right = is_tensor(got)
    elif isinstance(want, np.ndarray) and want.ndim > 0:
        right = isinstance(got, np.ndarray)
    else:  # a number: python, numpy, or an array without axes
        number = isinstance(got, int | float | complex | np.number) and not isinstance(got, bool)
        right = number or (_is_array(got) and got.ndim == 0)
    if right:
        return None
    kind = "number" if not _is_array(want) or np.ndim(as_array(want)) == 0 else kind_of(want)
    expected = kind_of(want) if is_tensor(want) else kind
    return Fault("type", what, {"expected_type": expected, "got_type": describe(got)})


def as_array(value: Any) -> np.ndarray[Any, Any]:
    """Turn a number, array or tensor into a numpy array (bfloat16 through float32).

    An int that no integer dtype can hold becomes a float, infinite if need be.
    """
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 64:
        return np.asarray(_as_float(value))
    if is_tensor(value):
        value = value.detach().cpu()
        value = value.float() if dtype_name(value) == "bfloat16" else value
        return np.asarray(value.numpy())
    return np.asarray(value)


def _as_float(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def values_fault(
    got: np.ndarray[Any, Any],
    want: np.ndarray[Any, Any],
    *,
    what: str,
    rtol: float,
    atol: float | None = None,
) -> Fault | None:
    """Compare two arrays of one shape: NaN and infinities first, then magnitudes."""
    if not want.size:
        return None
    if want.dtype.kind in "biu" and got.dtype.kind in "biu":
        wrong = got != want
        return _worst(got, want, wrong, what, rtol, None) if wrong.any() else None
    wide = np.complex128 if "c" in (got.dtype.kind, want.dtype.kind) else np.float64
    got, want = got.astype(wide), want.astype(wide)
    bad = ~_same_nonfinite(got, want)
    if bad.any() and not np.isfinite(got[bad]).all():
        return _nonfinite(got, want, bad, what)
    finite = np.isfinite(want) & np.isfinite(got)
    size = np.abs(np.where(np.isfinite(want), want, 0.0))
    bound = rtol * size + (rtol * float(size.max()) if atol is None else atol)
    with np.errstate(over="ignore"):
        error = np.abs(np.where(finite, got, 0.0) - np.where(finite, want, 0.0))
    wrong = bad | (finite & ~(error <= bound))
    return _worst(got, want, wrong, what, rtol, atol) if wrong.any() else None


def _same_nonfinite(got: np.ndarray[Any, Any], want: np.ndarray[Any, Any]) -> Any:
    both_nan = np.isnan(got) & np.isnan(want)
    return (np.isfinite(got) & np.isfinite(want)) | both_nan | (got == want)


def _nonfinite(got: np.ndarray[Any, Any], want: np.ndarray[Any, Any], bad: Any, what: str) -> Fault:
    wrong = bad & ~np.isfinite(got)
    at = [int(i) for i in np.argwhere(wrong)[0]]
    fields = {
        "nan": int(np.isnan(got[wrong]).sum()),
        "inf": int(np.isinf(got[wrong]).sum()),
        "of": int(got.size),
        "at": at,
        "expected": number(want[tuple(at)]),
        "got": number(got[tuple(at)]),
    }
    return Fault("finite", what, fields)


def _worst(
    got: np.ndarray[Any, Any],
    want: np.ndarray[Any, Any],
    wrong: Any,
    what: str,
    rtol: float,
    atol: float | None,
) -> Fault:
    """Describe a difference: how many values differ, the largest error and where it is."""
    wide = np.complex128 if "c" in (got.dtype.kind, want.dtype.kind) else np.float64
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.abs(got.astype(wide) - want.astype(wide))
    error = np.where(wrong, np.where(np.isnan(error), np.inf, error), 0.0)
    at = np.unravel_index(int(np.argmax(error)), error.shape) if error.ndim else ()
    scale = float(np.abs(want.astype(wide)[np.isfinite(want)]).max(initial=0.0))
    fields: dict[str, Any] = {
        "differ": int(np.sum(wrong)),
        "of": int(want.size),
        "largest": number(error[at]),
        "relative": number(_ratio(error[at], scale)),
        "rtol": rtol,
        "at": [int(i) for i in at],
        "expected": number(want[at]),
        "got": number(got[at]),
    }
    return Fault("values", what, fields | ({} if atol is None else {"atol": atol}))


def _ratio(part: Any, whole: float) -> float | None:
    with np.errstate(over="ignore"):
        return float(part / whole) if whole else None


def number(value: Any) -> Any:
    """A JSON-ready number: what JSON has no number for becomes a short string.

    That is NaN, infinities, complex numbers, and whatever a learner returned instead of a number.
    """
    if isinstance(value, np.ndarray) and value.size == 1 or isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, complex):
        return f"{value:.6g}"
    if isinstance(value, float) and not np.isfinite(value):
        return str(value)
    if isinstance(value, str):
        return value[:_LONGEST]
    return value if isinstance(value, int | float | None) else describe(value)
