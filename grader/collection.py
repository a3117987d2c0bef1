"""Check files collected once by a pytest session of our own, to be run for many submissions.

The session's configuration is entirely ours: no ini file, no conftest, no plugin from outside, no
PYTEST_ variable has a say. Plugins that cost time and give nothing here are off; among them
`unraisableexception`, which runs full garbage collections over torch's heap.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import os
import sys
import traceback
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from _pytest.config import _prepareconfig  # no public way to hold a session open
from _pytest.runner import runtestprotocol

from basis.heap import unswept
from basis.texts import Text
from grader.course import Exercise
from grader.errors import ContentError
from grader.plugin import Plugin, Stage
from grader.scene import CheckSpec, Scene
from grader.watchdog import Overrun, bounded

#: CPU seconds that one check may spend in our process; honest ones spend milliseconds, races less
#: than two seconds.
_OWN_CPU_S = 15.0

_OFF = (
    "cacheprovider unraisableexception threadexception faulthandler logging junitxml doctest "
    "pastebin nose setuponly setupplan stepwise debugging terminal warnings legacypath"
).split()


@dataclass(frozen=True)
class Check:
    """A collected check: what its author marked, and the pytest item that runs it."""

    spec: CheckSpec
    item: pytest.Item


class Collection:
    """A pytest session that is held open; checks are collected on demand and run by `play`."""

    def __init__(self) -> None:
        self._stage = Stage()
        self._checks: dict[str, tuple[Check, ...]] = {}
        arguments = ["-c", os.devnull, f"--rootdir={Path(__file__).parent}", "--noconftest"]
        arguments += ["--import-mode=importlib", "--capture=no", "--strict-markers"]
        arguments += ["-o", "python_files=check.py", "-o", "python_functions=test_*"]
        arguments += ["-o", "python_classes="]
        arguments += [part for name in _OFF for part in ("-p", f"no:{name}")]
        with _quiet_environment():
            config = _prepareconfig(arguments, [Plugin(self._stage)])
            config._do_configure()
        self._config = config
        self._session = pytest.Session.from_config(config)
        config.hook.pytest_sessionstart(session=self._session)

    def checks(self, exercise: Exercise) -> tuple[Check, ...]:
        """The checks of an exercise in the order in which they run: needs first, races last.

        Raises:
            ContentError: if a check file does not import, or a check is not marked properly.
        """
        if exercise.slug not in self._checks:
            with unswept():
                found = [
                    Check(_spec(item, path, path.parent == exercise.folder), item)
                    for path in exercise.check_files
                    for item in self._collect(path)
                ]
            _one_thread()
            self._checks[exercise.slug] = _in_order(found)
        return self._checks[exercise.slug]

    def play(self, check: Check, scene: Scene) -> Scene:
        """Run one check; the scene holds what came of it."""
        self._stage.scene = scene
        module: Any = check.item.parent
        try:
            # Naming the module as what comes next keeps its own fixtures alive from check to
            # check; runtestprotocol resets an item that has run before by itself.
            self._session._setupstate.teardown_exact(module)
            with (
                contextlib.redirect_stdout(sys.stderr),
                warnings.catch_warnings(),
                bounded(_OWN_CPU_S),
            ):
                warnings.simplefilter("ignore")  # hostile values make numpy complain
                runtestprotocol(check.item, log=False, nextitem=module)
        except Overrun as overrun:  # it rang between two phases of the check
            scene.error = scene.error or overrun
        finally:
            self._stage.scene = None
        return scene

    def close(self) -> None:
        """End the pytest session."""
        self._session._setupstate.teardown_exact(None)
        self._config.hook.pytest_sessionfinish(session=self._session, exitstatus=0)
        self._config._ensure_unconfigure()

    def _collect(self, path: Path) -> Sequence[pytest.Item]:
        recorder = _Recorder()
        self._config.pluginmanager.register(recorder)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                items = self._session.perform_collect([str(path)], genitems=True)
        except pytest.UsageError as error:
            raise ContentError("check_import", path, problem=str(error)[:500]) from None
        finally:
            self._config.pluginmanager.unregister(recorder)
        if recorder.error is not None:
            raise _not_imported(path, recorder.error)
        return tuple(item for item in items if isinstance(item, pytest.Item))


class _Recorder:
    """Keeps the exception that the first failed collection ended with."""

    def __init__(self) -> None:
        self.error: BaseException | None = None

    def pytest_exception_interact(self, call: pytest.CallInfo[Any]) -> None:
        if self.error is None and call.excinfo is not None:
            self.error = call.excinfo.value


def _one_thread() -> None:
    """Have torch, if a check imported it, compute in one thread, as it does in the workers.

    Checks compute little. A second thread, on a machine with something else to do, makes them
    wait for it: a tenth of a second and more for a millisecond's work.
    """
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)


def _not_imported(path: Path, error: BaseException) -> ContentError:
    """The fault of a check file that does not import: what it raised, and at which of its lines."""
    error = error.__cause__ or error  # pytest wraps some
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return ContentError("syntax", path, error.lineno or 1, problem=error.msg)
    frames = traceback.extract_tb(error.__traceback__)
    line = next((f.lineno for f in reversed(frames) if f.filename == str(path)), None)
    problem = f"{type(error).__name__}: {error}"[:500]
    return ContentError("check_import", path, line or 1, problem=problem)


@contextlib.contextmanager
def _quiet_environment() -> Iterator[None]:
    """Hide every PYTEST_ variable, and switch plugin autoload off, while pytest configures."""
    hidden = {k: os.environ.pop(k) for k in [*os.environ] if k.startswith("PYTEST_")}
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        os.environ.pop("PYTEST_DISABLE_PLUGIN_AUTOLOAD", None)
        os.environ.update(hidden)


_OPTIONS = {"needs", "reveal", "bonus", "fresh", "redraw", "cpu_s", "memory_mb", "ko", "en"}


def _line(item: pytest.Item) -> int:
    return (item.location[1] or 0) + 1


def _fault(key: str, check: Check, **fields: Any) -> ContentError:
    """A ContentError that points at a check."""
    return ContentError(key, check.item.path, _line(check.item), check=check.spec.name, **fields)


def _spec(item: pytest.Item, path: Path, public: bool) -> CheckSpec:
    line = _line(item)
    name = item.name.removeprefix("test_")
    marker = item.get_closest_marker("check")
    if marker is None:
        raise ContentError("check_unmarked", path, line, check=name)
    given: dict[str, Any] = dict(marker.kwargs)
    for position, key in enumerate(("points", "ko", "en")):
        if position < len(marker.args):
            given[key] = marker.args[position]
    points = given.pop("points", None)
    _examine(given, points, path, line, name)
    needs = given.pop("needs", ())
    title = Text(ko=given.pop("ko"), en=given.pop("en"))
    return CheckSpec(
        name=name,
        title=title,
        points=float(points or 0),
        public=public,
        needs=(needs,) if isinstance(needs, str) else tuple(needs),
        timed=bool({"race", "growth"} & set(getattr(item, "fixturenames", ()))),
        **given,
    )


def _examine(given: Mapping[str, Any], points: Any, path: Path, line: int, name: str) -> None:
    unknown = sorted(set(given) - _OPTIONS)
    if unknown:
        near = difflib.get_close_matches(unknown[0], sorted(_OPTIONS), 1)
        key = "check_option_near" if near else "check_option"
        fields = {"check": name, "option": unknown[0], "near": "".join(near)}
        raise ContentError(key, path, line, **fields)
    if not isinstance(points, int | float) or points < 0:
        raise ContentError("check_points", path, line, check=name)
    for lang in ("ko", "en"):
        if not isinstance(given.get(lang), str) or not given[lang].strip():
            raise ContentError("check_title", path, line, check=name, lang=lang)


def _in_order(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Sort by needs, keeping the authors' order otherwise; races after everything else."""
    by_name = {check.spec.name: check for check in checks}
    if len(by_name) < len(checks):
        # Of one name the last stands in by_name.
        twice = next(by_name[c.spec.name] for c in checks if by_name[c.spec.name] is not c)
        raise _fault("check_twice", twice)
    order: dict[str, Check] = {}

    def place(check: Check, above: tuple[str, ...]) -> None:
        if check.spec.name in above:
            raise _fault("check_circle", check)
        for need in check.spec.needs:
            if need not in by_name:
                near = difflib.get_close_matches(need, by_name, 1)
                key = "check_need_near" if near else "check_need"
                raise _fault(key, check, need=need, near="".join(near))
            if by_name[need].spec.bonus and not check.spec.bonus:
                raise _fault("check_needs_bonus", check, need=need)
            place(by_name[need], (*above, check.spec.name))
        order.setdefault(check.spec.name, check)

    for check in sorted(checks, key=lambda check: check.spec.timed):
        place(check, ())
    return tuple(sorted(order.values(), key=lambda check: check.spec.timed))
