"""Only the covariance is an average over all points."""

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
    Sigma = Sigma / len(X)
    Sigma += reg * np.identity(X.shape[1])
    return counts / counts.sum(), mu, Sigma


def fit_gmm(X, pi0, mu0, Sigma0, n_iter, tol, reg=1e-6):
    pi, mu, Sigma = pi0, mu0, Sigma0
    R, old = e_step(X, pi, mu, Sigma)
    history = np.array([old])
    for _ in range(n_iter):
        pi, mu, Sigma = m_step(X, R, reg)
        R, new = e_step(X, pi, mu, Sigma)
        history = np.append(history, new)
        if new - old < tol:
            return pi, mu, Sigma, history
        old = new
    return pi, mu, Sigma, history
