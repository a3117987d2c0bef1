"""Hidden checks of the made-up exercise. SECRET stands for what no learner may see."""

import numpy as np

from grader.checks import assert_close, check

SECRET = "@CANARY@"
RTOL = 1e-9


@check(points=2, needs="by_hand", ko="무작위 값", en="random values")
def test_random_values(student, rng):
    x = rng.normal(size=(5, 7))
    e = np.exp(x)
    assert_close(student.softmax(x), e / e.sum(axis=-1, keepdims=True), what="softmax", rtol=RTOL)


@check(points=2, ko="연립방정식의 해", en="solutions of linear systems")
def test_solve_values(student, rng):
    a = rng.normal(size=(4, 4)) + 4 * np.eye(4)
    want = rng.normal(size=4)
    assert_close(student.solve(a, a @ want), want, what="solve", rtol=RTOL)


@check(points=1, ko="평균과 표준편차", en="mean and standard deviation")
def test_stats_pair(student, rng):
    x = rng.normal(size=50)
    mean, std = student.stats(x)
    assert abs(mean - x.sum() / 50) < 1e-9
    assert abs(std * std - ((x - mean) ** 2).sum() / 50) < 1e-9


@check(points=1, ko="세는 물건", en="an object that counts")
def test_counter(student):
    counter = student.Counter(3)
    assert_close(counter.add(4), 7, what="Counter(3).add(4)")
    assert_close(counter.add(5), 12, what="add(5) after that")


@check(points=1, ko="지수 평활", en="exponential smoothing")
def test_smooth_values(student, rng):
    x = rng.normal(size=6)
    weights = 0.1 * np.tril(0.9 ** np.subtract.outer(np.arange(6.0), np.arange(6.0)).clip(0))
    assert_close(student.smooth(x), weights @ x, what="smooth", rtol=RTOL)


@check(points=2, needs="smooth_values", cpu_s=4, ko="지수 평활의 속도", en="speed of smoothing")
def test_race_smooth(race):
    race("smooth", lambda rng: (rng.normal(size=60_000),), limit=2.4, rtol=RTOL)


@check(points=1, ko="가장 긴 증가 구간", en="longest rising run")
def test_streak_values(student):
    assert_close(student.streak(np.array([3.0, 1, 2, 5, 4, 6, 7, 8, 9, 0])), 5, what="streak")


@check(points=1, needs="streak_values", cpu_s=4, ko="선형 시간", en="linear time")
def test_growth_streak(growth):
    growth("streak", lambda rng, n: (rng.normal(size=n),), (20_000, 80_000, 320_000), at_most=1.4)
