"""A call in words: `attention(q, k, v, causal=True), q k v (1, 2, 5, 4) float32`. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from grader.compare import describe, dtype_name, is_tensor, kind_of

_LONGEST = 200  # characters of one plain argument


def call_in_words(
    function: str,
    parameters: Sequence[str],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    discreet: bool = False,
) -> str:
    """Describe a call: plain arguments by value, arrays by name, with shape and dtype behind.

    Args:
        function: its name.
        parameters: names of its positional parameters, as far as known.
        args: positional arguments.
        kwargs: keyword arguments.
        discreet: numbers and texts are not told, as they are inputs too; flags are.
    """
    names = [*parameters[: len(args)], *(f"args[{i}]" for i in range(len(parameters), len(args)))]
    given = [(name, value, "") for name, value in zip(names, args, strict=True)]
    given += [(name, value, f"{name}=") for name, value in kwargs.items()]
    said = _discreet if discreet else _plain
    inside = [key + (name if _is_array(value) else said(value)) for name, value, key in given]
    arrays = [(name, value) for name, value, _ in given if _is_array(value)]
    return ", ".join([f"{function}({', '.join(inside)})", *_groups(arrays)])


def _groups(arrays: Sequence[tuple[str, Any]]) -> list[str]:
    """Arrays with their shapes: one shape and one dtype are said once for all that share it."""
    said = []
    for dtype, same_dtype in groupby(arrays, lambda pair: dtype_name(pair[1])):
        shapes = groupby(same_dtype, lambda pair: tuple(pair[1].shape))
        parts = [f"{' '.join(name for name, _ in same)} {shape}" for shape, same in shapes]
        said.append(f"{', '.join(parts)} {dtype}")
    return said


def _is_array(value: Any) -> bool:
    return is_tensor(value) or (isinstance(value, np.ndarray) and value.ndim > 0)


def _plain(value: Any) -> str:
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value)[:_LONGEST]
    return describe(value)


def _discreet(value: Any) -> str:
    number = isinstance(value, int | float | complex | np.generic) and not isinstance(value, bool)
    if number or isinstance(value, np.ndarray) or is_tensor(value):
        return kind_of(value)
    return describe(value) if isinstance(value, str) else _plain(value)
