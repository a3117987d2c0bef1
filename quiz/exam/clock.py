"""An exam's clock: on the wall when a run begins, and never slower than what has passed since."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta


def ticks() -> float:
    """Seconds since some moment, those included in which the computer slept, where it tells."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)  # Linux; elsewhere `monotonic` counts sleep
    return time.monotonic() if boot is None else time.clock_gettime(boot)


def wall() -> datetime:
    """The time on the learner's clock, with its offset."""
    return datetime.now().astimezone()


class Clock:
    """Tells the time of one run.

    Setting the clock on the wall changes nothing during a run, and setting it back gives no time
    between two.

    Args:
        latest: the run cannot begin before this moment.
    """

    def __init__(
        self,
        latest: datetime | None = None,
        wall: Callable[[], datetime] = wall,
        ticks: Callable[[], float] = ticks,
    ) -> None:
        now = wall()
        self._begin = now if latest is None or now > latest else latest.astimezone(now.tzinfo)
        self._ticks = ticks
        self._first = ticks()

    def now(self) -> datetime:
        """The time."""
        return self._begin + timedelta(seconds=self._ticks() - self._first)
