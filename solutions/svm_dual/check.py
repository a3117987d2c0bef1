"""Hidden checks of svm_dual: certificates, an exact oracle, a known margin, a race.

Nothing here trusts a solver. Feasibility, complementarity and the gap certify a solution by
themselves; tiny problems are solved by trying every assignment of points to {0, free, C}. Where
alpha itself is compared, K has a ridge, hence no eigenvalue below RIDGE and one solution only.
"""

import itertools

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

RIDGE = 0.1

# Stopping at max_up e - min_low e <= tol = 1e-6 implies: every complementarity product is at most
# C tol / 2, the gap at most n C tol / 2, and |alpha - alpha*| <= tol sqrt(n) / (2 RIDGE), which is
# 2.3e-5 for n = 21. Measured over 100 seeds of SMO (two kinds), projected gradient and an
# interior-point method: 6e-7 C, 2e-6 of the objective, 8e-6. Other stopping rules are welcome, so
# the lines are well beyond twice that.
FEASIBLE = 1e-8  # times C; measured 2e-9
COMPLEMENTARY = 1e-5  # times C
GAP = 1e-4  # times the primal objective
UNIQUE = 1e-4  # alpha (relative to its largest) and b, of a problem with one solution
MARGIN = 2e-3  # of w: |w - w*|^2 is bounded by tol, |w - w*| by its root
FORMULA = 1e-12  # plain sums of 25 products of size one: orders of summation differ by 1e-15


def rbf(X, Z, gamma):
    return np.exp(-gamma * ((X[:, None] - Z[None]) ** 2).sum(-1))


def overlapping(rng, n):
    """Two overlapping classes, one twice as large; K is strictly positive definite."""
    y = np.where(np.arange(n) % 3 == 0, 1.0, -1.0)
    X = rng.standard_normal((n, 2)) + 0.4 * y[:, None]
    return rbf(X, X, 0.5) + RIDGE * np.eye(n), y


def fitted(reply, y):
    """The reply of svm_dual_fit as (alpha, b), after the first rungs of the ladder."""
    alpha, b = as_tuple(reply, 2)
    assert_shape(alpha, y.shape, what="alpha")
    assert_dtype(alpha, "float64", what="alpha")
    assert_type(b, "float", what="b")
    assert_finite(alpha, what="alpha")
    assert_finite(b, what="b")
    return alpha, float(b)


def products_and_gap(K, y, alpha, b, C):
    """The largest complementarity product, the duality gap and the primal objective."""
    f = K @ (alpha * y) + b
    m = y * f - 1
    xi = np.maximum(0, -m)
    w2 = (alpha * y) @ K @ (alpha * y)
    largest = max(np.abs(alpha * (m + xi)).max(), np.abs((C - alpha) * xi).max())
    return largest, abs(w2 + C * xi.sum() - alpha.sum()), w2 / 2 + C * xi.sum()


def require_feasible(alpha, y, C):
    require(
        (-alpha).max() <= FEASIBLE * C and (alpha - C).max() <= FEASIBLE * C,
        ko="상자 제약 0 <= alpha_i <= C를 벗어난 alpha가 있습니다.",
        en="some alpha leaves the box 0 <= alpha_i <= C.",
        smallest=alpha.min(),
        largest=alpha.max(),
        C=C,
    )
    require(
        abs(alpha @ y) <= FEASIBLE * C,
        ko="등식 제약 sum_i alpha_i y_i = 0이 지켜지지 않았습니다.",
        en="the equality sum_i alpha_i y_i = 0 does not hold.",
        sum=alpha @ y,
    )


def best_offset(K, y, alpha):
    """The b of the smallest slack, which is piecewise linear in b with its kinks at the e_i."""
    e = y - K @ (alpha * y)
    slacks = np.maximum(0, y * (e - e[:, None])).sum(axis=1)  # 1 - y_i f_i = y_i (e_i - b)
    return e[slacks.argmin()]


def is_optimal(K, y, alpha, b, C):
    largest, gap, primal = products_and_gap(K, y, alpha, b, C)
    return largest <= COMPLEMENTARY * C and gap <= GAP * primal


def require_optimal_alpha(K, y, alpha, C):
    """Judge alpha with its best b, so that a learner knows which of the two is wrong."""
    best = best_offset(K, y, alpha)
    largest, gap, primal = products_and_gap(K, y, alpha, best, C)
    require(
        is_optimal(K, y, alpha, best, C),
        ko="alpha는 제약을 지키지만 최적해가 아닙니다. 가장 좋은 b를 골라도 쌍대 간극이 남습니다.",
        en="alpha is feasible but not optimal: a duality gap is left even with the best b.",
        gap=gap,
        primal=primal,
        largest_product=largest,
    )


def require_optimal_b(K, y, alpha, b, C):
    largest, gap, _ = products_and_gap(K, y, alpha, b, C)
    require(
        is_optimal(K, y, alpha, b, C),
        ko="alpha는 최적이지만 b가 KKT 조건에 맞지 않습니다.",
        en="alpha is optimal, but b does not satisfy the KKT conditions.",
        gap=gap,
        largest_product=largest,
    )


@check(
    points=1,
    ko="겹친 두 클래스에서 제약을 모두 지킨다",
    en="overlapping classes: alpha is feasible",
)
def test_feasible(student, rng):
    K, y = overlapping(rng, 21)
    alpha, _ = fitted(student.svm_dual_fit(K, y, 0.7), y)
    require_feasible(alpha, y, 0.7)


@check(
    points=2,
    needs="feasible",
    ko="간극과 상보 조건이 최적임을 보인다",
    en="overlapping classes: certified optimal",
)
def test_optimal(student, rng, credit):
    K, y = overlapping(rng, 21)
    bounds = (1.0, 10.0)  # most multipliers held at C; most of them free
    fits = [fitted(student.svm_dual_fit(K, y, C), y) for C in bounds]
    for C, (alpha, _) in zip(bounds, fits, strict=True):
        require_feasible(alpha, y, C)
        require_optimal_alpha(K, y, alpha, C)
    credit(1, ko="alpha는 최적이다", en="alpha is optimal")
    for C, (alpha, b) in zip(bounds, fits, strict=True):
        require_optimal_b(K, y, alpha, b, C)


def interval(K, y, alpha, C):
    """The ends of the interval of b: max over I_up and min over I_low of e, of an exact alpha."""
    e = y - K @ (alpha * y)
    up = np.where(y > 0, alpha < C, alpha > 0)
    low = np.where(y > 0, alpha > 0, alpha < C)
    return e[up].max(initial=-np.inf), e[low].min(initial=np.inf)


def solve_tiny(K, y, C):
    """Solve the dual exactly: try alpha = 0, alpha = C and y f = 1 for each point, 3^n cases.

    Returns:
        alpha, and the ends of the interval of b.
    """
    n = len(y)
    Q = y[:, None] * K * y
    for kinds in itertools.product((0, 1, 2), repeat=n):
        kinds = np.array(kinds)
        alpha = np.where(kinds == 1, C, 0.0)
        free = np.flatnonzero(kinds == 2)
        if len(free):
            k = len(free)
            M = np.zeros((k + 1, k + 1))
            M[:k, :k], M[:k, k], M[k, :k] = Q[np.ix_(free, free)], y[free], y[free]
            right = np.append(1 - Q[free] @ alpha, -(y @ alpha))
            alpha[free] = np.linalg.solve(M, right)[:k]
        if alpha.min() < 0 or alpha.max() > C or abs(alpha @ y) > 1e-9 * C:
            continue
        up, low = interval(K, y, alpha, C)
        if up <= low + 1e-9:
            return alpha, min(up, low), max(up, low)
    raise RuntimeError("a convex problem without a solution")


@check(
    points=1,
    ko="점 네다섯 개: 모든 경우를 따진 해와 같다",
    en="four and five points, every case tried",
)
def test_tiny_problems(student, rng):
    labels = np.array([1.0, -1.0, -1.0, 1.0, -1.0])
    corners = np.array([[0, 0.5], [1, 1], [1, -1], [0, -0.5], [-1, 0]])
    X, new = corners + 0.2 * rng.standard_normal((5, 2)), rng.standard_normal((3, 2))
    gram, gram_new = rbf(X, X, 0.5) + RIDGE * np.eye(5), rbf(new, X, 0.5)
    # Some at C and some free; all free; a C so small that every point is held at it.
    for n, C in ((5, 0.5), (5, 50.0), (4, 1e-3)):
        K, y, K_new = gram[:n, :n], labels[:n], gram_new[:, :n]
        want, low, high = solve_tiny(K, y, C)
        alpha, b = fitted(student.svm_dual_fit(K, y, C), y)
        assert_close(alpha, want, what="alpha", rtol=UNIQUE)
        assert_close(b, np.clip(b, low, high), what="b", rtol=UNIQUE, atol=UNIQUE)
        f = student.svm_decision(K_new, y, want, low)
        assert_close(f, K_new @ (want * y) + low, what="f", rtol=FORMULA)


@check(
    points=1,
    ko="분리 가능한 자료에서 알려진 마진을 찾는다",
    en="separable data: the known widest margin",
)
def test_known_margin(student, rng):
    # The first point and the last, one of each class, face each other across the margin; all others
    # lie further out, so the street between the two is the widest. Their alpha is 1 / (2 gamma^2),
    # at most 2: C = 5 holds nobody back.
    gamma, turn = rng.uniform(0.5, 1.0), rng.uniform(0, 2 * np.pi)
    y = np.where(np.arange(12) < 5, 1.0, -1.0)
    out = gamma + np.concatenate([[0], rng.uniform(0.3, 2, 10), [0]])
    along = np.concatenate([[0], rng.uniform(-2, 2, 10), [0]])
    u, v = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    X = np.outer(y * out, u) + np.outer(along, v) + 1.5 * u
    alpha, b = fitted(student.svm_dual_fit(X @ X.T, y, 5.0), y)
    w = (alpha * y) @ X
    assert_close(w, u / gamma, what="w", rtol=MARGIN)
    smallest = (y * (X @ w + b)).min()
    require(
        smallest >= 1 - MARGIN,
        ko="마진을 지키지 못한 점이 있습니다. 분리 가능하고 C가 크면 모든 점이 y f >= 1입니다.",
        en="a point misses the margin. On separable data with large C every y f is at least 1.",
        smallest_yf=smallest,
    )


@check(
    points=1,
    ko="순서, 라벨, 단위를 바꾸어도 같은 해를 낸다",
    en="the same shuffled, flipped and rescaled",
)
def test_same_problem_retold(student, rng):
    K, y = overlapping(rng, 15)
    alpha, b = fitted(student.svm_dual_fit(K, y, 10.0), y)

    order = rng.permutation(15)
    shuffled, b_shuffled = fitted(student.svm_dual_fit(K[np.ix_(order, order)], y[order], 10.0), y)
    assert_close(shuffled, alpha[order], what="alpha of shuffled points", rtol=UNIQUE, atol=UNIQUE)
    assert_close(b_shuffled, b, what="b of shuffled points", rtol=UNIQUE, atol=UNIQUE)

    flipped, b_flipped = fitted(student.svm_dual_fit(K, -y, 10.0), y)
    assert_close(flipped, alpha, what="alpha of flipped labels", rtol=UNIQUE, atol=UNIQUE)
    assert_close(b_flipped, -b, what="b of flipped labels", rtol=UNIQUE, atol=UNIQUE)

    # Features in units 10^4 times smaller: alpha shrinks as K grows, f stays.
    scaled, b_scaled = fitted(student.svm_dual_fit(1e8 * K, y, 1e-7), y)
    assert_close(1e8 * scaled, alpha, what="10^8 alpha, for 10^8 K", rtol=UNIQUE, atol=UNIQUE)
    assert_close(b_scaled, b, what="b, for 10^8 K", rtol=UNIQUE, atol=UNIQUE)


def residuals_by_loops(K, y, alpha, b, C):
    n = len(y)
    box = total = largest = quadratic = slack = 0.0
    for i in range(n):
        f = b + sum(alpha[j] * y[j] * K[i][j] for j in range(n))
        m = y[i] * f - 1
        xi = -m if m < 0 else 0.0
        box = max(box, -alpha[i], alpha[i] - C)
        total += alpha[i] * y[i]
        largest = max(largest, abs(alpha[i] * (m + xi)), abs((C - alpha[i]) * xi))
        quadratic += sum(alpha[i] * alpha[j] * y[i] * y[j] * K[i][j] for j in range(n))
        slack += xi
    gap = abs(quadratic + C * slack - sum(alpha))
    return {"box": box, "equality": abs(total), "complementarity": largest, "gap": gap}


@check(
    points=1,
    ko="망가뜨린 해에서도 KKT 잔차가 정의대로이다",
    en="KKT residuals of right and spoilt solutions",
)
def test_kkt_matches_loops(student, rng):
    y = np.array([1.0, -1.0, -1.0, 1.0, -1.0])
    X = rng.standard_normal((5, 2))
    K, C = rbf(X, X, 0.5) + RIDGE * np.eye(5), 0.3
    alpha, low, high = solve_tiny(K, y, C)
    b = (low + high) / 2
    cases = (
        (rng.uniform(-0.3, 0.6, 5), rng.uniform(-1, 1)),  # outside the box, sum not zero
        (C * np.array([0.9, 0.4, 0.3, 0.1, 0.3]), b),  # feasible, but not optimal
        (alpha, b + 0.5),
        (1.1 * alpha, b),
        (alpha, b),  # last: all four are 0 here, and no mistake shows
    )
    for alpha, b in cases:
        got = student.kkt_residuals(K, y, alpha, b, C)
        want = residuals_by_loops(K.tolist(), y.tolist(), alpha.tolist(), b, C)
        assert_close(got, want, what="residuals", rtol=FORMULA, atol=FORMULA)


def crowd(rng):
    """400 points in five dimensions, two overlapping classes, RBF kernel; default tolerance."""
    y = np.where(np.arange(400) % 2 == 0, 1.0, -1.0)
    X = rng.standard_normal((400, 5)) + y[:, None] / np.sqrt(5)
    return rbf(X, X, 1.0), y, 1.0


def same_optimum(got, want, K, y, C):
    alpha, b = fitted(got, y)
    require_feasible(alpha, y, C)
    require_optimal_alpha(K, y, alpha, C)
    require_optimal_b(K, y, alpha, b, C)


@check(
    points=1,
    needs="optimal",
    ko="점 400개, 기준 풀이의 10배 시간 안",
    en="400 points, within 10x of the reference",
)
def test_race(race):
    race("svm_dual_fit", crowd, limit=10.0, same=same_optimum)
