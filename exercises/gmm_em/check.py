"""Public checks of gmm_em: small examples that can be worked out by hand."""

import numpy as np

from grader.checks import as_tuple, assert_close, check, require

HALF_LOG_2PI = 0.5 * np.log(2 * np.pi)
# Rounding of a sum of k responsibilities or n of them; correct ways of writing it stay below 1e-15.
SUM_ATOL = 1e-12


@check(points=1, ko="두 점의 책임도를 손으로 구한 값", en="two points by hand (e_step)")
def test_e_step_by_hand(student):
    # At x = -2 both components have the same exponent, (2/1)² = (4/2)² = 4, so that only the
    # weights 1/4, 3/4 and the widths 1, 2 decide: 1/4 : 3/8 = 0.4 : 0.6.
    X = np.array([[-2.0], [2.0]])
    pi, mu, Sigma = np.array([0.25, 0.75]), np.array([[0.0], [2.0]]), np.array([[[1.0]], [[4.0]]])
    R, loglik = as_tuple(student.e_step(X, pi, mu, Sigma), 2)
    at_2 = np.array([0.25 * np.exp(-2), 0.375])
    assert_close(R, np.array([[0.4, 0.6], at_2 / at_2.sum()]), what="R")
    want = (np.log(0.625) - 2 - HALF_LOG_2PI) + (np.log(at_2.sum()) - HALF_LOG_2PI)
    assert_close(loglik, want, what="loglik")


@check(points=1, ko="세 점의 갱신을 손으로 구한 값", en="three points by hand (m_step)")
def test_m_step_by_hand(student):
    X = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0]])
    R = np.array([[1.0, 0.0], [0.5, 0.5], [0.5, 0.5]])
    pi, mu, Sigma = as_tuple(student.m_step(X, R, 0.5), 3)
    assert_close(pi, np.array([2 / 3, 1 / 3]), what="pi")
    assert_close(mu, np.array([[2.0, 1.0], [4.0, 2.0]]), what="mu")
    want = np.array([[[4.5, 2.0], [2.0, 3.5]], [[0.5, 0.0], [0.0, 4.5]]])
    assert_close(Sigma, want, what="Sigma")


@check(
    points=1, ko="성분 하나: 두 번의 M-step과 history", en="one component: two M-steps and history"
)
def test_one_gaussian_by_hand(student):
    # The first M-step finds the mean 2 and the variance 1 of the points 1 and 3; the second
    # changes nothing, so the log-likelihood rises by 0 < tol and the loop ends.
    X = np.array([[1.0], [3.0]])
    got = student.fit_gmm(
        X, np.array([1.0]), np.array([[0.0]]), np.array([[[1.0]]]), 10, 1e-6, reg=0.0
    )
    pi, mu, Sigma, history = as_tuple(got, 4)
    assert_close(mu, np.array([[2.0]]), what="mu")
    assert_close(Sigma, np.array([[[1.0]]]), what="Sigma")
    assert_close(pi, np.array([1.0]), what="pi")
    fitted = -1 - 2 * HALF_LOG_2PI
    assert_close(history, np.array([-5 - 2 * HALF_LOG_2PI, fitted, fitted]), what="history")


@check(points=1, ko="확률은 더하면 1이 된다", en="probabilities add up to one")
def test_probabilities_add_up(student, rng):
    X, pi, mu, Sigma = _mixture(rng, n=40, k=3, d=2)
    R, _ = as_tuple(student.e_step(X, pi, mu, Sigma), 2)
    assert_close(R.sum(axis=1), np.ones(40), what="R.sum(axis=1)", rtol=SUM_ATOL)
    require(
        bool((R >= 0).all() and (R <= 1).all()),
        ko="책임도는 확률이므로 0과 1 사이여야 합니다.",
        en="a responsibility is a probability, so it lies between 0 and 1.",
        smallest=float(R.min()),
        largest=float(R.max()),
    )
    R = rng.dirichlet([1.0, 2.0, 3.0], size=40)  # any shares will do for the M-step
    new_pi, new_mu, _ = as_tuple(student.m_step(X, R), 3)
    assert_close(new_pi, R.mean(axis=0), what="pi", rtol=SUM_ATOL)
    # Σ_k π_k μ_k = (1/n) Σ_i Σ_k r_ik x_i: the mixture keeps the mean of the data.
    assert_close(new_pi @ new_mu, X.mean(axis=0), what="pi @ mu", rtol=SUM_ATOL)


@check(points=1, ko="멀리 떨어진 점도 유한한 값을 준다", en="points far away stay finite")
def test_far_points_stay_finite(student):
    # Joint densities of exp(-735) and exp(-748): float64 keeps the first with four digits and
    # calls the second 0, though it is 3 millionths of the first.
    pi, Sigma = np.array([0.5, 0.5]), np.array([[[1.0]], [[1.0]]])
    X, mu = np.array([[38.3], [0.0]]), np.array([[0.0], [-0.33]])
    R, loglik = as_tuple(student.e_step(X, pi, mu, Sigma), 2)
    odds = np.exp(-0.5 * ((X + 0.33) ** 2 - X**2))  # N(x | -0.33, 1) / N(x | 0, 1), [2, 1]
    assert_close(R, np.hstack([1 / (1 + odds), odds / (1 + odds)]), what="R")
    want = np.sum(np.log(0.5) - HALF_LOG_2PI - 0.5 * X**2 + np.log1p(odds))
    assert_close(loglik, want, what="loglik")

    # exp(-800) is 0 in float64, yet the ratio of the two densities is exp(1) and the weights
    # are 1 : 4, so the responsibilities are 1 : 4e.
    pi, mu = np.array([0.2, 0.8]), np.array([[-1 / 80], [1 / 80]])
    R, loglik = as_tuple(student.e_step(np.array([[40.0]]), pi, mu, Sigma), 2)
    assert_close(R, np.array([[1.0, 4 * np.e]]) / (1 + 4 * np.e), what="R")
    want = np.log(0.2 + 0.8 * np.e) - HALF_LOG_2PI - 0.5 * (40 + 1 / 80) ** 2
    assert_close(loglik, want, what="loglik")


def _mixture(rng, n, k, d):
    """Overlapping clusters and a mixture of unequal weights that does not fit them yet."""
    X = rng.normal(size=(n, d)) + 2.0 * rng.normal(size=(k, d))[rng.integers(k, size=n)]
    pi = np.arange(1.0, k + 1) / (k * (k + 1) / 2)
    A = rng.normal(size=(k, d, d))
    return X, pi, rng.normal(size=(k, d)), A @ A.transpose(0, 2, 1) + np.eye(d)
