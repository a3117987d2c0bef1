"""Dates as learners type them, and what they are told instead."""

from datetime import date

import pytest

from basis.texts import LANGUAGES, Texts
from quiz.dates import exam_day
from quiz.errors import UsageError

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("typed", ["2026-12-09", " 2026-12-09 "])
def test_a_date_is_read(typed):
    assert exam_day(typed, TODAY) == date(2026, 12, 9)


def test_the_first_and_the_last_day_that_is_read():
    assert exam_day("2026-11-22", TODAY) == TODAY
    assert exam_day("2029-11-22", TODAY) == date(2029, 11, 22)


@pytest.mark.parametrize(
    ("typed", "key", "write"),
    [
        ("12/24", "date_form", date(2026, 12, 24)),
        ("24.12", "date_form", date(2026, 12, 24)),
        ("9.12.", "date_form", date(2026, 12, 9)),
        ("09.12.2026", "date_form", date(2026, 12, 9)),
        ("09/12/2026", "date_form", date(2026, 12, 9)),
        ("03.04.2027", "date_form", date(2027, 4, 3)),
        ("09.12.26", "date_form", date(2026, 12, 9)),
        ("26.12.9", "date_form", date(2026, 12, 9)),
        ("12월 9일", "date_form", date(2026, 12, 9)),
        ("5/5", "date_form", date(2027, 5, 5)),
        ("24.12.", "date_form", date(2026, 12, 24)),
        ("24.12.2026", "date_form", date(2026, 12, 24)),
        ("12/24/2026", "date_form", date(2026, 12, 24)),
        ("2026/12/9", "date_form", date(2026, 12, 9)),
        ("2026-12-9", "date_form", date(2026, 12, 9)),
        ("20261209", "date_form", date(2026, 12, 9)),
        ("2026년 12월 9일", "date_form", date(2026, 12, 9)),
        ("tomorrow", "date_form", date(2026, 11, 23)),
        ("내일", "date_form", date(2026, 11, 23)),
        ("2/29", "date_form", date(2028, 2, 29)),
        ("2026-24-12", "date_impossible", date(2026, 12, 24)),
        ("2026-13-40", "date_impossible_unclear", date(2026, 12, 13)),
        ("2026-02-30", "date_impossible_unclear", date(2026, 12, 13)),
        ("2025-24-12", "date_impossible_unclear", date(2026, 12, 13)),
        ("soon", "date_form_unclear", date(2026, 12, 13)),
        ("", "date_empty", date(2026, 12, 13)),
        ("99999999999999", "date_form_unclear", date(2026, 12, 13)),
        ("0000-00-00", "date_impossible_unclear", date(2026, 12, 13)),
        ("٢٠٢٦-١٢-٠٩", "date_form_unclear", date(2026, 12, 13)),
        ("2025-12-24", "date_over", date(2026, 12, 24)),
        ("2026-11-21", "date_over", date(2027, 11, 21)),
        ("2024-02-29", "date_over", date(2028, 2, 29)),
        ("09.11.2026", "date_over", date(2027, 11, 9)),
        ("9999-12-31", "date_far", date(2026, 12, 31)),
        ("2029-11-23", "date_far", date(2026, 11, 23)),
        ("3026-12-09", "date_far", date(2026, 12, 9)),
        ("2026/9/12", "date_over", date(2027, 9, 12)),
    ],
)
def test_what_is_no_date_is_told_what_to_write(typed, key, write):
    with pytest.raises(UsageError) as caught:
        exam_day(typed, TODAY)
    assert (caught.value.key, caught.value.fields["write"]) == (key, write)
    for lang in LANGUAGES:
        said = Texts(lang, "quiz").fill(key, caught.value.fields)
        assert write.isoformat() in said and said != key


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("1/9", (date(2027, 1, 9), date(2027, 9, 1))),
        ("9/12", (date(2027, 9, 12), date(2026, 12, 9))),
        ("12.9", (date(2026, 12, 9), date(2027, 9, 12))),
        ("12. 9.", (date(2026, 12, 9), date(2027, 9, 12))),
        ("3/4/2027", (date(2027, 3, 4), date(2027, 4, 3))),
    ],
)
def test_what_can_be_two_days_offers_both(typed, days):
    with pytest.raises(UsageError) as caught:
        exam_day(typed, TODAY)
    assert caught.value.key == "date_form_either"
    for lang in LANGUAGES:
        said = Texts(lang, "quiz").fill(caught.value.key, caught.value.fields)
        assert all(day.isoformat() in said for day in days)
        assert said.index(str(days[0])) < said.index(str(days[1]))
