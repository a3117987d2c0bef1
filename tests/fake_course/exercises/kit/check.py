"""Public checks of the practice kit."""

import numpy as np

from grader.checks import assert_close, check


@check(points=2, ko="두 배로 만든다", en="doubles")
def test_doubles(student):
    x = np.array([1.0, 2.0, 3.0])
    assert_close(student.double(x), 2 * x, what="double(x)")


@check(points=2, ko="평균을 구한다", en="takes the mean")
def test_mean_by_hand(student, credit):
    assert_close(student.mean(np.array([1.0])), 1.0, what="mean")
    credit(0.5, ko="원소 하나의 평균", en="the mean of one")
    assert_close(student.mean(np.array([1.0, 3.0])), 2.0, what="mean")


@check(points=1, ko="주어진 코드와 함께 돈다", en="works with the code around it")
def test_wrapped(student):
    assert_close(student.wrapped(np.ones(2)), 2 * np.ones(2))
    assert student.printed() == "doubling\n"


@check(points=1, needs="doubles", ko="빈 배열도 된다", en="takes an empty array")
def test_empty(student):
    assert_close(student.double(np.zeros(0)), np.zeros(0))
