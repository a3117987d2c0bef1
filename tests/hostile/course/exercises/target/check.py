"""Public checks of the made-up exercise."""

import numpy as np

from grader.checks import assert_close, check


@check(points=1, ko="손으로 계산한 값과 같다", en="equals values worked out by hand")
def test_by_hand(student):
    got = student.softmax(np.log([[1.0, 3.0], [2.0, 2.0]]))
    assert_close(got, np.array([[0.25, 0.75], [0.5, 0.5]]), what="softmax")


@check(points=1, ko="줄마다 합이 1이다", en="rows sum to one")
def test_careless(student, rng):
    # Written as an author in a hurry would: it touches the reply without looking at it first.
    x = rng.normal(size=(3, 4))
    out = student.softmax(x)
    total = 0.0
    assert min(row.min() for row in out) >= 0
    for i in range(len(x)):
        total += sum(float(out[i, j]) for j in range(out.shape[1]))
        assert out[i].max() <= 1
    assert abs(total - len(x)) < 1e-9
    assert np.argmax(out, axis=1).tolist() == np.argmax(x, axis=1).tolist()
