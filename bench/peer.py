"""The peer that the grader is measured against: the same checks under plain pytest.

A pytest plugin with in-process stand-ins for our fixtures: the submission is imported into pytest's
own process, so nothing is isolated and nothing is limited. Races are left out, on both sides.
Used as `python -m pytest -p bench.peer --submission FILE --solution FILE CHECK_FILES`.
"""

from __future__ import annotations

import importlib.util
import zlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from grader.student import Pullback
from grader.wire import Seeded


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--submission")
    parser.addoption("--solution")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "check(points, ko, en, ...): a check of an exercise")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = [i for i in items if not {"race", "growth"} & set(getattr(i, "fixturenames", ()))]


class InProcess:
    """Looks like grader.student.Student, but calls the module directly."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Callable[..., Any]:
        function = getattr(self._module, name)
        return lambda *args, **kwargs: function(*revived(args), **revived(kwargs))

    def grad(
        self, name: str, *args: Any, wrt: Any = 0, cotangent: Any = None, **kwargs: Any
    ) -> Any:
        from grader.inside.gradient import pullback

        paths = [wrt] if isinstance(wrt, int) else list(wrt)
        paths = [list(p) if isinstance(p, tuple) else p for p in paths]
        function = getattr(self._module, name)
        found = pullback(function, list(revived(args)), kwargs, paths, cotangent)
        return Pullback(found["value"], tuple(found["grads"]))


def revived(value: Any) -> Any:
    """Arguments with generators in place of their seeds."""
    if isinstance(value, Seeded):
        return _generator(value)
    if isinstance(value, dict):
        return {key: revived(part) for key, part in value.items()}
    return type(value)(map(revived, value)) if type(value) in (tuple, list) else value


def _generator(seeded: Seeded) -> Any:
    if seeded.kind == "torch":
        import torch

        return torch.Generator().manual_seed(seeded.seed)
    return np.random.default_rng(seeded.seed)


def load(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(Path(path).stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def student(request: pytest.FixtureRequest) -> InProcess:
    return InProcess(load(request.config.getoption("--submission")))


@pytest.fixture(scope="session")
def reference(request: pytest.FixtureRequest) -> InProcess:
    return InProcess(load(request.config.getoption("--solution")))


@pytest.fixture
def seed() -> int:
    return 7


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng([7, zlib.crc32(request.node.name.encode())])


@pytest.fixture
def credit() -> Callable[..., None]:
    return lambda points, **texts: None
