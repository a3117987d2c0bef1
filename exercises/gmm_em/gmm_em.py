"""EM for a Gaussian mixture. The task is in the statement: `grade show gmm_em`.

Shapes: n points of d coordinates, k components; every array is float64.

    X [n, d]    pi [k]    mu [k, d]    Sigma [k, d, d]    R [n, k]
"""

import numpy as np


def e_step(X, pi, mu, Sigma):
    """Return (R[n, k], loglik): the responsibilities and the total log-likelihood, a float."""
    raise NotImplementedError


def m_step(X, R, reg=1e-6):
    """Return (pi[k], mu[k, d], Sigma[k, d, d]): the update, with reg on the diagonals of Sigma."""
    raise NotImplementedError


def fit_gmm(X, pi0, mu0, Sigma0, n_iter, tol, reg=1e-6):
    """Return (pi[k], mu[k, d], Sigma[k, d, d], history[M-steps + 1])."""
    raise NotImplementedError
