"""Processes that are killed lose no result but their own."""

import os
import signal
from pathlib import Path

import pytest

from quiz.authoring import checking
from quiz.authoring.workers import MOST_KILLED, Workers, workers
from quiz.bank.bank import Bank
from tests.quiz.authoring.banks import course, good, rules, said


def work(item):
    """Double a number; None is a killer, and a file kills once."""
    if item is None or (isinstance(item, Path) and item.exists()):
        if item is not None:
            item.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return 0 if isinstance(item, Path) else 2 * item


def done(items, cores=2):
    those = Workers(cores)
    try:
        return list(those.map(work, items, lambda item: "lost"))
    finally:
        those.close()


def test_results_are_in_order():
    assert done(range(40)) == [2 * n for n in range(40)]
    with workers(40) as those:
        assert list(those.map(work, range(9), str)) == [2 * n for n in range(9)]


def test_a_killer_is_told_from_the_others():
    items = [*range(10), None, *range(10)]
    assert done(items) == [*(2 * n for n in range(10)), "lost", *(2 * n for n in range(10))]


def test_what_was_killed_once_is_done_again(tmp_path):
    (tmp_path / "kill").touch()
    assert done([1, 2, 3, tmp_path / "kill", 4, 5]) == [2, 4, 6, 0, 8, 10]


def test_where_everything_is_killed_the_rest_is_given_up():
    assert done([None] * MOST_KILLED + [1, 2]) == ["lost"] * (MOST_KILLED + 2)


def test_the_next_list_has_processes_again():
    those = Workers(2)
    assert list(those.map(work, [None, 1], lambda item: "lost")) == ["lost", 2]
    assert list(those.map(work, [3, 4], lambda item: "lost")) == [6, 8]
    those.close()


def test_one_core_is_this_process():
    assert done([1, 2, 3], cores=1) == [2, 4, 6]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_check_goes_on_and_ends_as_our_fault(tmp_path, monkeypatch, lang):
    questions = [good("truefalse")] * 9
    monkeypatch.setattr(checking, "_tried", killing_the_fifth)
    found = checking.check(Bank.open(course(tmp_path, *questions)))
    assert rules(found) == ["process-lost"] and found.findings[0].question == "sample-4"
    assert (found.right_questions, found.exit_code) == (8, 3)
    assert said(found.findings[0], lang)


def killing_the_fifth(question, seeds):
    if question.id == "sample-4":
        os.kill(os.getpid(), signal.SIGKILL)
    return checking.try_question(question, seeds)
