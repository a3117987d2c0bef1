"""Find out whether a call changed its inputs in place.

A learner's function that sorts its argument in place gives the right value here and breaks its
caller elsewhere; numpy and torch beginners do it all the time. Only copies ever come here, so
the worst a lie can do is hide that.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.wire import flat

_DEEPEST = 8


class InputWatch:
    """Remembers the inputs of one call.

    Args:
        function: what is about to be called; asked for its parameters' names if need be.
        args: positional inputs.
        kwargs: inputs by name.
    """

    def __init__(
        self, function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> None:
        self._function = function
        self._args = args
        self._kwargs = kwargs
        roots: list[tuple[int | str, Any]] = [*enumerate(args), *kwargs.items()]
        self._before = [
            (root, path, value, _picture(value))
            for root, value in roots
            for path, value in _parts("", value, 0)
        ]

    def changed(self) -> list[str]:
        """Names of the inputs that are no longer what they were, such as `params['w']`."""
        changed = [
            (root, path) for root, path, value, was in self._before if _picture(value) != was
        ]
        if not changed:
            return []
        names = self._names()
        return [f"{names.get(root, root)}{path}" for root, path in changed]

    def _names(self) -> dict[int | str, str]:
        names: dict[int | str, str] = {i: f"args[{i}]" for i in range(len(self._args))}
        try:
            parameters = list(inspect.signature(self._function).parameters.values())
        except (TypeError, ValueError):
            return names
        for i, parameter in enumerate(parameters[: len(self._args)]):
            if parameter.kind is parameter.VAR_POSITIONAL:
                break
            names[i] = parameter.name
        return names


def _parts(path: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """The changeable things inside a value, with their paths."""
    if isinstance(value, list | dict) or _is_array(value):
        yield path, value
    if depth >= _DEEPEST:
        return
    if isinstance(value, list | tuple):
        for i, item in enumerate(value):
            yield from _parts(f"{path}[{i}]", item, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _parts(f"{path}[{key!r}]", item, depth + 1)


def _is_array(value: Any) -> bool:
    torch = sys.modules.get("torch")
    return isinstance(value, np.ndarray) or torch is not None and isinstance(value, torch.Tensor)


def _picture(value: Any) -> Any:
    """Something equal only as long as the value has not been changed.

    Items of containers count by identity; that they live as long as the picture is seen to by
    the picture itself.
    """
    if isinstance(value, list):
        return [_Same(item) for item in value]
    if isinstance(value, dict):
        return [(_Same(key), _Same(item)) for key, item in value.items()]
    layout = flat(value)
    return layout and (layout.dtype, layout.shape, bytes(layout.data))


class _Same:
    """Equal to another one of the very same object."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other._value is self._value

    __hash__ = None  # type: ignore[assignment]
