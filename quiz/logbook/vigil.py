"""Opens the log of a learner who begins something, and says what they should know of it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from quiz.errors import LogError
from quiz.logbook.log import Log, Warn

#: Two zones differ by so much at most: whose clock has the wrong zone is not told that it is wrong.
PATIENCE = timedelta(hours=26)


def open_log(warn: Warn, now: datetime | None = None) -> Log:
    """The learner's log.

    Args:
        warn: told if the clock was set back, or if the log lacks what its twin holds; and later of
            what is wrong although nothing is lost.
        now: the present by default.
    """
    log = Log(warn=warn)
    now = now or datetime.now().astimezone()
    with suppress(LogError):  # who reads the log will say so
        latest = log.latest()
        if latest is not None and latest - now > PATIENCE:
            warn(LogError("log_clock", latest=_minute(latest), now=_minute(now)))
        if log.behind():
            warn(LogError("log_behind", twin=str(log.twin.path), path=str(log.path)))
    return log


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
