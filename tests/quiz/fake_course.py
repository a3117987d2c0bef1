"""The small course of tests/quiz/fake_questions, opened."""

from functools import cache
from pathlib import Path

from quiz.bank.bank import Bank

FOLDER = Path(__file__).resolve().parent / "fake_questions"


@cache
def bank():
    return Bank.open(FOLDER)


def syllabus():
    return bank().syllabus
