"""On which day somebody studies: memory counts in days, and a day ends when people sleep. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

#: Whoever studies past midnight is still at the day before.
DAWN = timedelta(hours=4)


def study_day(at: datetime) -> int:
    """The day of a moment as a number that grows by one a day (`date.toordinal`).

    Args:
        at: in the zone of the learner's clock.
    """
    return (at - DAWN).toordinal()


def day_of(exam: date) -> int:
    """The number of a day of the calendar."""
    return exam.toordinal()
