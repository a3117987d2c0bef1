"""Objects that stay in the worker, known to the grader by number."""

from __future__ import annotations

import random
import sys
import types
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.inside.mishap import type_name
from grader.wire import Foreign, Handle, Seeded

_MOST = 1_000
_NAMELESS = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType)


class Objects:
    """The table of handles of one worker.

    Attributes:
        unknown: a handle that the last request named and this worker never gave out. It may be
            of an earlier worker that had to be replaced.
    """

    def __init__(self) -> None:
        self._kept: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self.unknown: Handle | None = None

    def stand_in(self, value: Any) -> Handle | Foreign:
        """What to send for a value that has no place on the wire.

        Instances of classes that somebody wrote become handles; sets, functions, generators,
        classes, modules and odd arrays are only named.
        """
        cls = type(value)
        name = type_name(cls)
        if isinstance(value, np.ndarray | np.generic):
            return Foreign(f"{name} of {value.dtype.name}"[:200])
        if not _is_instance(value) or len(self._kept) >= _MOST:
            return Foreign(name)
        number = self._numbers.setdefault(id(value), len(self._kept))
        self._kept[number] = value
        return Handle(number, name)

    def revive(self, found: Seeded | Handle) -> Any:
        """The object that a Seeded or a Handle in a request stands for."""
        if isinstance(found, Seeded):
            return _generator(found)
        if found.id not in self._kept:
            self.unknown = found
        return self._kept.get(found.id)


def _is_instance(value: Any) -> bool:
    cls = type(value)
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return False
    if isinstance(value, (*_NAMELESS, Iterator, list, tuple, dict)):
        return False
    return getattr(cls, "__module__", None) not in ("builtins", "types", "functools")


def _generator(seeded: Seeded) -> Any:
    if seeded.kind == "torch":
        return sys.modules["torch"].Generator().manual_seed(seeded.seed)
    if seeded.kind == "numpy":
        return np.random.default_rng(seeded.seed)
    return random.Random(seeded.seed)
