"""Public checks of svm_dual: examples small enough to solve with a pencil."""

import numpy as np

from grader.checks import (
    as_tuple,
    assert_close,
    assert_dtype,
    assert_finite,
    assert_shape,
    assert_type,
    check,
    require,
)

# A solver that stops at tol = 1e-6 leaves at most 5e-7 C in alpha on these examples and 5e-7 in b
# (measured over SMO of first and second order, projected gradient, interior point: 2e-8). Twenty
# times as much is allowed, because other stopping rules are welcome.
SOLVED = 1e-5
FORMULA = 1e-12  # plain formulas of numbers of size one: a few rounding errors, doubled


def fit(student, X, y, C):
    """Fit points with the linear kernel; returns alpha and b after the ladder's first rungs."""
    reply = student.svm_dual_fit(X @ X.T, y, C)
    alpha, b = as_tuple(reply, 2)
    assert_shape(alpha, y.shape, what="alpha")
    assert_dtype(alpha, "float64", what="alpha")
    assert_type(b, "float", what="b")
    assert_finite(alpha, what="alpha")
    assert_finite(b, what="b")
    return alpha, b


@check(
    points=1,
    ko="손으로 푼 두 점",
    en="two points by hand",
)
def test_two_points(student):
    X, y = np.array([[3.0], [1.0]]), np.array([1.0, -1.0])
    alpha, b = fit(student, X, y, C=10.0)
    assert_close(alpha, np.array([0.5, 0.5]), what="alpha", rtol=SOLVED)
    assert_close(b, -2.0, what="b", rtol=SOLVED)


@check(
    points=1,
    ko="손으로 푼 세 점: 하나는 상한 C에 걸린다",
    en="three points by hand, one held at C",
)
def test_three_points(student):
    X = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    y = np.array([1.0, -1.0, -1.0])
    alpha, b = fit(student, X, y, C=1.5)
    assert_close(alpha, np.array([1.5, 0.75, 0.75]), what="alpha", rtol=SOLVED)
    assert_close(b, -1.0, what="b", rtol=SOLVED)


@check(
    points=1,
    ko="모두 상한 C에 걸려도 b가 정해진다",
    en="b where every point is held at C",
)
def test_all_at_the_bound(student):
    X, y = np.array([[3.0], [1.0]]), np.array([1.0, -1.0])
    alpha, b = fit(student, X, y, C=0.2)
    assert_close(alpha, np.array([0.2, 0.2]), what="alpha", rtol=SOLVED)
    require(
        -1.4 - SOLVED <= b <= -0.2 + SOLVED,
        ko="b가 구간 [-1.4, -0.2] 밖에 있습니다. 이 문제에는 0 < alpha < C인 점이 없습니다.",
        en="b is outside [-1.4, -0.2]. No point here has 0 < alpha < C.",
        b=b,
    )


@check(
    points=1,
    ko="손으로 계산한 결정값",
    en="decision values by hand",
)
def test_decision_by_hand(student):
    X = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    y = np.array([1.0, -1.0, -1.0])
    new = np.array([[2.0, 0.0], [0.0, 2.0]])
    f = student.svm_decision(new @ X.T, y, np.array([1.0, 0.75, 0.25]), -1.0)
    assert_close(f, np.array([1.0, -2.0]), what="f", rtol=FORMULA)


@check(
    points=1,
    ko="손으로 계산한 KKT 잔차",
    en="KKT residuals by hand",
)
def test_kkt_by_hand(student):
    X = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    y = np.array([1.0, -1.0, -1.0])
    cases = (  # alpha, box, equality, complementarity, gap; all with b = -1 and C = 1.5
        ((1.5, 0.75, 0.75), 0.0, 0.0, 0.0, 0.0),
        ((1.0, 1.0, 0.0), 0.0, 0.0, 1.5, 3.0),
        ((2.0, 0.75, 0.75), 0.5, 0.5, 0.0, 0.5),
    )
    for alpha, *residuals in cases:
        names = ("box", "equality", "complementarity", "gap")
        want = dict(zip(names, residuals, strict=True))
        got = student.kkt_residuals(X @ X.T, y, np.array(alpha), -1.0, 1.5)
        assert_close(got, want, what="residuals", rtol=FORMULA, atol=FORMULA)
