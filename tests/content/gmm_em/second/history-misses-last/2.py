"""E, test, M: the last M-step is never rated."""

import numpy as np


def e_step(X, pi, mu, Sigma):
    delta = X[None] - mu[:, None]
    quad = np.einsum("kni,kij,knj->kn", delta, np.linalg.inv(Sigma), delta, optimize=True)
    const = np.log(pi) - 0.5 * np.linalg.slogdet(2 * np.pi * Sigma)[1]
    scores = (const[:, None] - 0.5 * quad).T
    evidence = np.logaddexp.reduce(scores, axis=1)
    return np.exp(scores - evidence[:, None]), evidence.sum()


def m_step(X, R, reg=1e-6):
    counts = R.sum(0)
    mu = np.einsum("nk,nd->kd", R, X) / counts.reshape(-1, 1)
    delta = X[None] - mu[:, None]
    Sigma = np.einsum("nk,kni,knj->kij", R, delta, delta, optimize=True)
    Sigma = Sigma / counts.reshape(-1, 1, 1)
    Sigma += reg * np.identity(X.shape[1])
    return counts / counts.sum(), mu, Sigma


def fit_gmm(X, pi0, mu0, Sigma0, n_iter, tol, reg=1e-6):
    theta, old, seen = (pi0, mu0, Sigma0), -np.inf, []
    while len(seen) < n_iter:
        R, value = e_step(X, *theta)
        seen += [value]
        if value - old < tol:
            break
        old = value
        theta = m_step(X, R, reg)
    return *theta, np.array(seen)
