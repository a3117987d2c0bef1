"""Hidden checks of gmm_em: a slow second implementation, properties, and a race."""

import math

import numpy as np

from grader.checks import as_tuple, assert_close, assert_shape, assert_type, check, require

# Relative tolerances. In brackets the largest spread of the correct alternatives (tests/content/
# gmm_em/right) over 700 seeds; every tolerance is well above twice that, and no catalogued mistake
# comes within a factor of 1000.
RTOL_STEP = 1e-12  # one E-step or M-step on well scaled data (5e-15)
RTOL_FIT = 1e-9  # several iterations, each carries the rounding of the one before (4e-13)
RTOL_SHIFTED = 1e-8  # data 10⁶ away, where float64 is spaced by 1e-10 (2e-10)
DECREASE = 1e-9  # what a log-likelihood may fall by rounding, relative to its size (1e-15)

# A tolerance that no step falls short of, so that the number of steps is given.
NEVER = -1.0

# Two overlapping groups on a line: EM climbs slowly here.
LINE = np.array([-16, -11, -7, -4, -2, 1, 3, 8, 12, 17, 21, 24, 26, 31, 35, 42]) / 10


@check(points=1, ko="e_step이 느린 반복문과 같다", en="e_step matches a slow loop")
def test_e_step_matches_a_loop(student, rng):
    X, pi, mu, Sigma = _mixture(rng, n=10, k=3, d=3)
    R, loglik = as_tuple(student.e_step(X, pi, mu, Sigma), 2)
    want_R, want_loglik = _slow_e_step(X, pi, mu, Sigma)
    assert_close(R, want_R, what="R", rtol=RTOL_STEP)
    assert_close(loglik, want_loglik, what="loglik", rtol=RTOL_STEP)


@check(points=1, ko="m_step이 느린 반복문과 같다", en="m_step matches a slow loop")
def test_m_step_matches_a_loop(student, rng):
    X = rng.normal(size=(12, 3)) * [1.0, 2.0, 0.5] + [0.0, 1.0, -3.0]
    R = _random_rows(rng, 12, 4)
    got = as_tuple(student.m_step(X, R, 0.02), 3)
    _assert_parameters(got, _slow_m_step(X, R, 0.02), RTOL_STEP)

    # Points on a line: without reg the covariance has no inverse. This is the default reg.
    line = rng.normal(size=(9, 1)) * np.array([1.0, -2.0]) + 1.0
    R = _random_rows(rng, 9, 2)
    pi, mu, Sigma = as_tuple(student.m_step(line, R), 3)
    _assert_parameters((pi, mu, Sigma), _slow_m_step(line, R, 1e-6), RTOL_STEP)
    smallest = float(np.linalg.eigvalsh(Sigma).min())
    require(
        smallest > 0.99e-6,
        ko="공분산의 고윳값은 모두 reg 이상이어야 합니다.",
        en="every eigenvalue of a covariance must be at least reg.",
        smallest=smallest,
    )


@check(points=1, ko="원점에서 먼 데이터에서도 정확하다", en="stays exact far from the origin")
def test_far_from_the_origin(student, rng):
    X, pi, mu, Sigma = _mixture(rng, n=10, k=2, d=2)
    X, mu = X + 1e6, mu + 1e6
    R, loglik = as_tuple(student.e_step(X, pi, mu, Sigma), 2)
    want_R, want_loglik = _slow_e_step(X, pi, mu, Sigma)
    assert_close(R, want_R, what="R", rtol=RTOL_SHIFTED)
    assert_close(loglik, want_loglik, what="loglik", rtol=RTOL_SHIFTED)
    got = as_tuple(student.m_step(X, want_R, 0.0), 3)
    _assert_parameters(got, _slow_m_step(X, want_R, 0.0), RTOL_SHIFTED)


@check(points=1, ko="fit_gmm이 느린 EM과 같다", en="fit_gmm matches a slow EM")
def test_fit_matches_a_loop(student, rng):
    X, pi, mu, Sigma = _mixture(rng, n=30, k=2, d=2)
    got = as_tuple(student.fit_gmm(X, pi, mu, Sigma, 3, NEVER, reg=0.01), 4)
    want = _slow_fit(X, pi, mu, Sigma, 3, 0.01)
    assert_close(got[3], np.array([loglik for *_, loglik in want]), what="history", rtol=RTOL_FIT)
    _assert_parameters(got[:3], want[-1][:3], RTOL_FIT)


@check(points=1, ko="정해진 대로 멈추고 감소하지 않는다", en="stops as agreed and never decreases")
def test_stops_as_agreed(student, rng):
    # The first M-steps gain 3.3, 0.24, 0.14, 0.063, 0.026, 0.012, whatever scale and place.
    scale, place = rng.uniform(0.5, 2.0), rng.normal()
    X, mu = scale * LINE[:, None] + place, scale * np.array([[0.0], [1.5]]) + place
    start = (X, np.array([0.4, 0.6]), mu, np.full((2, 1, 1), scale**2))
    slow = _slow_fit(*start, 5, 0.0)
    logliks = np.array([loglik for *_, loglik in slow])

    # No M-step at all: what came in goes out, with its log-likelihood.
    got = as_tuple(student.fit_gmm(*start, 0, 0.04), 4)
    assert_close(got[3], logliks[:1], what="history (n_iter = 0)", rtol=RTOL_FIT)
    _assert_parameters(got[:3], start[1:], RTOL_FIT)

    # 0.026 is the first gain below 0.04: five M-steps. Relative to the log-likelihood, or to the
    # number of points, 0.24 would already be small enough.
    got = as_tuple(student.fit_gmm(*start, 50, 0.04, reg=0.0), 4)
    assert_close(got[3], logliks, what="history (stopped by tol)", rtol=RTOL_FIT)
    _assert_parameters(got[:3], slow[-1][:3], RTOL_FIT)

    # reg = 0: every step raises the log-likelihood, or leaves it. Two clusters of 40 points, and
    # a start close to them: no component can collapse.
    X = rng.normal(size=(80, 2)) * [1.0, 0.5] + np.repeat([[0.0, 0.0], [2.5, 1.0]], 40, axis=0)
    start = (X, np.array([0.3, 0.7]), X[[0, 79]], np.array([np.eye(2), np.eye(2)]))
    history = as_tuple(student.fit_gmm(*start, 12, NEVER, reg=0.0), 4)[3]
    assert_type(history, "array", what="history")
    assert_shape(history, (13,), what="history")
    fall = float(-np.diff(history).min())
    require(
        fall <= DECREASE * abs(float(history[0])),
        ko="reg = 0이면 로그가능도는 한 번도 감소하지 않아야 합니다.",
        en="with reg = 0 the log-likelihood must never decrease.",
        largest_decrease=fall,
    )


@check(
    points=2,
    needs="fit_matches_a_loop",
    ko="점 2,000개, 기준 풀이의 2배 이내",
    en="2,000 points, within 2x of the reference",
)
def test_fit_in_time(race):
    def make(rng):
        return (*_mixture(rng, n=2000, k=5, d=4), 15, NEVER)

    race("fit_gmm", make, limit=2.4, rtol=RTOL_FIT)


def _assert_parameters(got, want, rtol):
    for name, mine, theirs in zip(("pi", "mu", "Sigma"), got, want, strict=True):
        assert_close(mine, theirs, what=name, rtol=rtol)


def _mixture(rng, n, k, d):
    """Overlapping clusters and a mixture of unequal weights that does not fit them yet."""
    X = rng.normal(size=(n, d)) + 2.0 * rng.normal(size=(k, d))[rng.integers(k, size=n)]
    pi = np.arange(1.0, k + 1) / (k * (k + 1) / 2)
    A = rng.normal(size=(k, d, d))
    return X, pi, rng.normal(size=(k, d)), A @ A.transpose(0, 2, 1) + np.eye(d)


def _random_rows(rng, n, k):
    R = rng.uniform(0.1, 1.0, size=(n, k))
    return R / R.sum(axis=1, keepdims=True)


# A second implementation, point by point and entry by entry. Nothing is shared with the
# reference: LU instead of Cholesky, Python floats instead of arrays, math.fsum for sums.


def _slow_e_step(X, pi, mu, Sigma):
    n, k, d = len(X), len(pi), X.shape[1]
    R, logliks = np.empty((n, k)), []
    inverses = [np.linalg.inv(S) for S in Sigma]
    logdets = [float(np.linalg.slogdet(S)[1]) for S in Sigma]
    for i in range(n):
        joint = []
        for j in range(k):
            dx = [float(X[i, a]) - float(mu[j, a]) for a in range(d)]
            quadratic = math.fsum(
                dx[a] * float(inverses[j][a, b]) * dx[b] for a in range(d) for b in range(d)
            )
            normaliser = -0.5 * (d * math.log(2 * math.pi) + logdets[j])
            joint.append(math.log(pi[j]) + normaliser - 0.5 * quadratic)
        top = max(joint)
        total = math.fsum(math.exp(a - top) for a in joint)
        R[i] = [math.exp(a - top) / total for a in joint]
        logliks.append(top + math.log(total))
    return R, math.fsum(logliks)


def _slow_m_step(X, R, reg):
    X, R = X.tolist(), R.tolist()
    n, k, d = len(X), len(R[0]), len(X[0])
    pi, mu, Sigma = np.empty(k), np.empty((k, d)), np.empty((k, d, d))
    for j in range(k):
        owned = math.fsum(R[i][j] for i in range(n))
        pi[j] = owned / n
        centre = [math.fsum(R[i][j] * X[i][a] for i in range(n)) / owned for a in range(d)]
        mu[j] = centre
        for a in range(d):
            for b in range(d):
                products = (
                    R[i][j] * (X[i][a] - centre[a]) * (X[i][b] - centre[b]) for i in range(n)
                )
                Sigma[j, a, b] = math.fsum(products) / owned + (reg if a == b else 0.0)
    return pi, mu, Sigma


def _slow_fit(X, pi, mu, Sigma, steps, reg):
    """Return (pi, mu, Sigma, loglik) before the first M-step and after each."""
    records = []
    for _ in range(steps + 1):
        R, loglik = _slow_e_step(X, pi, mu, Sigma)
        records.append((pi, mu, Sigma, loglik))
        pi, mu, Sigma = _slow_m_step(X, R, reg)
    return records
