"""Hidden checks of the practice kit."""

import numpy as np

from grader.checks import as_tuple, assert_close, check, generator, near, require


@check(points=1, ko="아무 배열이나 두 배로", en="doubles anything")
def test_doubles_anything(student, rng, reference):
    x = rng.normal(size=(4, 3))
    assert_close(student.double(x), reference.double(x), what="double(x)")


@check(points=1, ko="객체가 상태를 지닌다", en="an object keeps its state")
def test_counter(student):
    counter = student.Counter(3)
    counter.add(4)
    assert_close(counter.get("total"), 7)


@check(points=1, redraw=1, ko="생성기로 뽑는다", en="draws from the generator")
def test_draw(student, rng):
    seed = int(rng.integers(1 << 30))
    one, two = (student.draw(generator(seed, "numpy")) for _ in range(2))
    assert_close(one, two, what="the second draw")
    low, high = as_tuple(student.draw(generator(seed + 1, "numpy")), 2)
    require(low <= high, ko="작은 값이 먼저다", en="the smaller comes first", low=low, high=high)
    near(low, 0.0, 1.0, what="low")


@check(points=1, fresh=True, memory_mb=64, ko="적은 메모리로", en="in little memory")
def test_little_memory(student):
    assert_close(student.heavy(np.ones(1_000)), 1_000.0)


@check(points=2, needs="doubles", cpu_s=10, ko="두 배 빠르기", en="in time")
def test_in_time(race):
    race("slope", lambda rng: (rng.random(200_000),), rtol=1e-9)


@check(points=2, needs="doubles", cpu_s=10, ko="자라는 정도", en="grows slowly enough")
def test_growth(growth):
    growth("slope", lambda rng, n: (rng.random(n),), (20_000, 40_000, 80_000, 160_000), rtol=1e-9)


@check(points=1, bonus=True, ko="덤", en="a bonus")
def test_bonus(student):
    assert_close(student.extra(1.0), 1.0)
