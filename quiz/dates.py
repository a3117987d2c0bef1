"""Days as learners type them: only 2026-12-09 is read, but what was meant is often clear. Pure."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta

from quiz.errors import UsageError

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_WORDS = {"today": 0, "오늘": 0, "tomorrow": 1, "내일": 1, "모레": 2}
_EXAMPLE = timedelta(weeks=3)  # an exam that is not clear is shown as one so far away


def exam_day(typed: str, today: date) -> date:
    """The day of an exam.

    Args:
        typed: a date as ISO 8601 writes it.
        today: as the learner's calendar has it.

    Raises:
        UsageError: if it is something else, no day of the calendar, or over; it says what to write.
    """
    text = typed.strip()
    match = _ISO.fullmatch(text)
    if match is None:
        raise _refused("date_form", text, today)
    try:
        day = date(*map(int, match.groups()))
    except ValueError:
        raise _refused("date_impossible", text, today) from None
    if day < today:
        raise UsageError("date_over", typed=text, write=_next(day.month, day.day, today))
    return day


def _refused(key: str, text: str, today: date) -> UsageError:
    meant = _meant(text, today)
    key = key if meant else f"{key}_unclear"
    return UsageError(key, typed=text, write=meant or today + _EXAMPLE)


def _meant(text: str, today: date) -> date | None:
    """The day that somebody probably meant, if there is one, from today on."""
    if text.lower() in _WORDS:
        return today + timedelta(days=_WORDS[text.lower()])
    numbers = re.findall(r"\d+", text, re.ASCII)
    if len(numbers) == 1 and len(numbers[0]) == 8:  # 20261209
        numbers = [text[:4], text[4:6], text[6:]] if text.isdigit() else []
    if len(numbers) == 3 and len(numbers[2]) == 4:  # the year last, as in 12/9/2026
        numbers = [numbers[2], *numbers[:2]]
    if len(numbers) not in (2, 3) or any(len(number) > 4 for number in numbers):
        return None
    *year, first, second = map(int, numbers)
    for month, day in ((first, second), (second, first)):
        with suppress(ValueError):
            if year and (found := date(year[0], month, day)) >= today:
                return found
            return _next(month, day, today)
    return None


def _next(month: int, day: int, today: date) -> date:
    """The next day that is called so.

    Raises:
        ValueError: if no year has such a day.
    """
    for year in range(today.year, today.year + 9):  # 29 February: there may be none for eight years
        with suppress(ValueError):
            if (found := date(year, month, day)) >= today:
                return found
    raise ValueError(month, day)
