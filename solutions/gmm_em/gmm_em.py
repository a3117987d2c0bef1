"""EM for a Gaussian mixture: the reference solution, written to be studied.

    p(x) = Σ_k π_k N(x | μ_k, Σ_k)

The latent variable of a point is the component that generated it. Symbols follow Bishop, PRML
(2006), sec. 9.2, with r_ik for the responsibilities. The algorithm is that of Dempster, Laird and
Rubin, "Maximum likelihood from incomplete data via the EM algorithm", JRSS-B 39 (1977).

Shapes: n points of d coordinates, k components.

    X [n, d]    pi [k]    mu [k, d]    Sigma [k, d, d]    R [n, k]
"""

import numpy as np


def e_step(X, pi, mu, Sigma):
    """Return the responsibilities R[n, k] and the total log-likelihood (PRML eq. 9.23, 9.28)."""
    # log r_ik up to what is common to the row: a_ik = log π_k + log N(x_i | μ_k, Σ_k).
    # Everything stays a logarithm, because N itself underflows: 39 standard deviations away it
    # is exp(-760), which float64 can only call 0, and a row of zeros cannot be normalised.
    a = np.log(pi) + log_gaussians(X, mu, Sigma)  # [n, k]

    # log Σ_k exp(a_ik), with the largest term of every row taken out first: that term becomes
    # exp(0) = 1, so the sum lies between 1 and k whatever the scale of a.
    top = a.max(axis=1, keepdims=True)  # [n, 1]
    terms = np.exp(a - top)  # [n, k]
    total = terms.sum(axis=1, keepdims=True)  # [n, 1]

    R = terms / total  # rows sum to one
    loglik = float((top + np.log(total)).sum())  # Σ_i log p(x_i), natural logarithm
    return R, loglik


def log_gaussians(X, mu, Sigma):
    """Return log N(x_i | μ_k, Σ_k) as [n, k], with one Cholesky factor per component.

    With Σ = L Lᵀ and y = L⁻¹(x - μ):

        (x - μ)ᵀ Σ⁻¹ (x - μ) = yᵀy          log |Σ| = 2 Σ_j log L_jj

    The sum of logarithms neither overflows nor underflows where |Σ| would, and a Σ that is not
    positive definite raises here (LinAlgError) rather than yielding a plausible number.
    """
    n, d = X.shape
    L = np.linalg.cholesky(Sigma)  # [k, d, d], lower triangular
    half_logdet = np.log(np.diagonal(L, axis1=1, axis2=2)).sum(axis=1)  # [k], ½ log |Σ_k|
    # d is small and n large: k inverses of d x d cost next to nothing, and each component is
    # then one matrix product over all points instead of n little solves.
    L_inv = np.linalg.inv(L)  # [k, d, d]

    mahalanobis = np.empty((n, len(mu)))
    for k in range(len(mu)):
        # Subtract first, multiply afterwards: for data far from the origin X L⁻ᵀ - μ L⁻ᵀ would
        # be the small difference of two large numbers.
        Y = (X - mu[k]) @ L_inv[k].T  # [n, d]
        mahalanobis[:, k] = np.einsum("nd,nd->n", Y, Y)
    return -0.5 * (d * np.log(2 * np.pi) + mahalanobis) - half_logdet


def m_step(X, R, reg=1e-6):
    """Return the π, μ, Σ that maximise Q, plus reg on the diagonals (PRML eq. 9.24 to 9.27).

    Q(θ) = Σ_i Σ_k r_ik (log π_k + log N(x_i | μ_k, Σ_k)) is the *expected complete-data*
    log-likelihood. Its maximum is in closed form; that of the likelihood itself is not.
    """
    n, d = X.shape
    N = R.sum(axis=0)  # [k], how many points each component owns
    pi = N / n
    mu = R.T @ X / N[:, None]  # [k, d], weighted means

    Sigma = np.empty((len(N), d, d))
    for k in range(len(N)):
        # Around the new mean: μ_k and Σ_k maximise Q together. And around it before squaring:
        # E[xxᵀ] - μμᵀ is equal on paper but loses all digits when |μ| is far above the spread.
        # √r on both factors makes the product AᵀA, symmetric to the last bit.
        A = np.sqrt(R[:, k, None]) * (X - mu[k])  # [n, d]
        Sigma[k] = A.T @ A / N[k]
    # A component that collapses on one point has a likelihood without bound and a Σ without an
    # inverse (PRML fig. 9.7); the ridge keeps every eigenvalue at reg or above.
    return pi, mu, Sigma + reg * np.eye(d)


def fit_gmm(X, pi0, mu0, Sigma0, n_iter, tol, reg=1e-6):
    """Alternate E and M; return (pi, mu, Sigma, history[M-steps + 1]).

    history[i] belongs to the parameters before M-step i, so the last one to those returned. It
    never decreases for reg = 0: log p(X) = L(q, θ) + KL(q ‖ p(z | X, θ)); the E-step makes the
    KL term zero, the M-step raises L (PRML sec. 9.4).
    """
    pi, mu, Sigma = pi0, mu0, Sigma0
    R, loglik = e_step(X, pi, mu, Sigma)
    history = [loglik]
    for _ in range(n_iter):
        pi, mu, Sigma = m_step(X, R, reg)
        # One E-step does two jobs: it rates the new parameters and prepares the next M-step.
        R, loglik = e_step(X, pi, mu, Sigma)
        history.append(loglik)
        if history[-1] - history[-2] < tol:
            break
    return pi, mu, Sigma, np.array(history)
