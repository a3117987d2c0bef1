"""Days as learners type them: only 2026-12-09 is read, but what was meant is often clear. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta

from quiz.errors import UsageError

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_DAY_FIRST = re.compile(r"\d+\.\d+\.\d*", re.ASCII)  # 9.12. and 09.12.2026
_WORDS = {"today": 0, "오늘": 0, "tomorrow": 1, "내일": 1, "모레": 2}
_YEARS = 3  # nobody prepares for an exam that is further away
_EXAMPLE = timedelta(weeks=3)  # an exam that is not clear is shown as one so far away


def exam_day(typed: str, today: date) -> date:
    """The day of an exam.

    Args:
        typed: a date as ISO 8601 writes it.
        today: as the learner's calendar has it.

    Raises:
        UsageError: if it is something else, no day of the calendar, over, or years away; it says
            what to write.
    """
    text = typed.strip()
    match = _ISO.fullmatch(text)
    if not text:
        raise UsageError("date_empty", write=today + _EXAMPLE)
    if match is None:
        raise _refused("date_form", text, today)
    try:
        day = date(*map(int, match.groups()))
    except ValueError:
        raise _refused("date_impossible", text, today) from None
    if day < today:
        raise _over(text, day, today)
    if (day.year - _YEARS, day.month, day.day) > (today.year, today.month, today.day):
        write = _next(day.month, day.day, today)
        raise UsageError("date_far", typed=text, years=_YEARS, write=write)
    return day


def _refused(key: str, text: str, today: date) -> UsageError:
    meant = [*dict.fromkeys(_meant(text, today))]
    ahead = [day for day in meant if day >= today]
    if meant and not ahead and key == "date_form":
        return _over(text, meant[0], today)
    if len(ahead) > 1:
        return UsageError("date_form_either", typed=text, write=ahead[0], other=ahead[1])
    key = key if ahead else f"{key}_unclear"
    return UsageError(key, typed=text, write=ahead[0] if ahead else today + _EXAMPLE)


def _over(text: str, day: date, today: date) -> UsageError:
    return UsageError("date_over", typed=text, write=_next(day.month, day.day, today))


def _meant(text: str, today: date) -> Iterator[date]:
    """The days that may have been meant, the likeliest first; a year that was typed stays."""
    if text.lower() in _WORDS:
        yield today + timedelta(days=_WORDS[text.lower()])
    for readings in _readings(text):
        for year, month, day in readings:
            with suppress(ValueError):  # no day of the calendar: the next reading may be one
                yield _next(month, day, today) if year is None else date(year, month, day)
                break


def _readings(text: str) -> Iterator[Sequence[tuple[int | None, int, int]]]:
    """What numbers may say as year, month and day; of each list the first that is a day counts."""
    typed = re.findall(r"\d+", text, re.ASCII)
    if len(typed) == 1 and len(text) == 8 and text.isdigit():  # 20261209
        typed = [text[:4], text[4:6], text[6:]]
    if len(typed) not in (2, 3) or any(len(number) > 4 for number in typed):
        return
    numbers = [int(number) for number in typed]
    if len(numbers) == 2:
        yield from _orders(text, None, *numbers)
        return
    first, second, third = numbers
    if len(typed[0]) < 4:
        yield from _orders(text, third if len(typed[2]) == 4 else 2000 + third, first, second)
    if len(typed[2]) < 4:
        year = first if len(typed[0]) == 4 else 2000 + first
        yield (year, second, third), (year, third, second)


def _orders(
    text: str, year: int | None, first: int, second: int
) -> Iterator[Sequence[tuple[int | None, int, int]]]:
    """Month and day, where either may come first unless the way of writing says which."""
    month_first, day_first = (year, first, second), (year, second, first)
    if "월" in text:
        yield (month_first,)
    elif _DAY_FIRST.fullmatch(text):
        yield day_first, month_first
    else:
        yield (month_first,)
        yield (day_first,)


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
