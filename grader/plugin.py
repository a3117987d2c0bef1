"""The pytest plugin: the marker, the fixtures, and what a check leaves behind.

Checks are ordinary pytest tests; this plugin is all that they get from us besides grader.checks. It
runs in our process and never sees a submission's file, only its worker's replies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from basis.texts import Text
from grader.checks import assert_close
from grader.race import Make, Same, TooSlow, Track, run_growth, run_race
from grader.scene import Scene
from grader.student import Record, Reference, Student
from grader.verdict import Race


class Stage:
    """Where the scene that is playing is found; one per pytest session."""

    def __init__(self) -> None:
        self.scene: Scene | None = None

    def playing(self) -> Scene:
        """The scene that is playing.

        Raises:
            RuntimeError: if a fixture is used outside a check.
        """
        if self.scene is None:
            raise RuntimeError("grader fixtures work only in checks run by the grader")
        return self.scene


class Plugin:
    """Hooks and fixtures, bound to a stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def pytest_configure(self, config: pytest.Config) -> None:
        """Register the marker."""
        config.addinivalue_line("markers", "check(points, ko, en, ...): a check of an exercise")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        """Keep the exception itself; skip pytest's costly rendering of tracebacks."""
        scene = self._stage.playing()
        if call.excinfo is not None and scene.error is None:
            scene.error = call.excinfo.value
        outcome: Any = "passed" if call.excinfo is None else "failed"
        when: Any = call.when
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, when)

    @pytest.fixture
    def seed(self) -> int:
        """The run's seed."""
        return self._stage.playing().seed

    @pytest.fixture
    def rng(self) -> np.random.Generator:
        """The only randomness of a check: a function of the run's seed and the check's name."""
        return np.random.default_rng(self._stage.playing().entropy())

    @pytest.fixture
    def student(self) -> Student:
        """The submission that is judged, in its worker."""
        scene = self._stage.playing()
        scene.performer = scene.entrance(scene.cast.student(scene.check))
        return scene.cast.proxy(scene.performer, scene.record)

    @pytest.fixture
    def reference(self) -> Student:
        """The reference, in a worker of its own."""
        scene = self._stage.playing()
        performer = scene.entrance(scene.cast.reference())
        return scene.cast.proxy(performer, Record(), Reference)

    @pytest.fixture
    def credit(self) -> Callable[..., None]:
        """`credit(points, ko=..., en=...)`: earned from here on, even if the check fails later."""
        scene = self._stage.playing()

        def credit(points: float, *, ko: str, en: str) -> None:
            scene.earned = min(max(scene.earned, float(points)), scene.check.points)
            scene.partial.append(Text(ko=ko, en=en))

        return credit

    @pytest.fixture
    def race(self, rng: np.random.Generator) -> Iterator[Callable[..., Race]]:
        """`race(function, make, limit=2.4, rtol=None, atol=None, same=None)`."""
        scene = self._stage.playing()
        track = _started(scene)

        def race(
            function: str,
            make: Make,
            *,
            limit: float = 2.4,
            rtol: float | None = None,
            atol: float | None = None,
            same: Same | None = None,
        ) -> Race:
            judge = same or _close(rtol, atol)
            try:
                scene.race = run_race(track, function, make, judge, rng, limit)
            except TooSlow as lost:
                scene.race = lost.race
                raise
            return scene.race

        yield race
        track.close()

    @pytest.fixture
    def growth(self, rng: np.random.Generator) -> Iterator[Callable[..., float]]:
        """`growth(function, make, sizes, at_most=1.4)`: make(rng, n) draws arguments of size n."""
        scene = self._stage.playing()
        track = _started(scene)

        def growth(
            function: str,
            make: Callable[[np.random.Generator, int], Any],
            sizes: Sequence[int],
            at_most: float = 1.4,
            *,
            rtol: float | None = None,
            atol: float | None = None,
            same: Same | None = None,
        ) -> float:
            judge = same or _close(rtol, atol)
            cpu_s = scene.check.cpu_s or scene.cpu_s
            return run_growth(track, function, make, judge, rng, sizes, at_most, cpu_s)

        yield growth
        track.close()


def _started(scene: Scene) -> Track:
    """The entrants of a race, ready for this check; its prints and seconds are the learner's."""
    track = scene.cast.track(scene.check)
    scene.performer = scene.entrance(track.learner)
    scene.entrance(track.reference)
    return track


def _close(rtol: float | None, atol: float | None) -> Same:
    def same(got: Any, want: Any, *args: Any, **kwargs: Any) -> None:
        assert_close(got, want, what="the timed result", rtol=rtol, atol=atol)

    return same
