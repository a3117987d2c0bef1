"""Likelihoods are normalised, the prior of the component is forgotten."""

import numpy as np


def log_normal(X, m, S):
    L = np.linalg.cholesky(S)
    z = np.linalg.solve(L, (X - m).T)
    return -0.5 * (z**2).sum(0) - np.log(np.diag(L)).sum() - 0.5 * len(m) * np.log(2 * np.pi)


def e_step(X, pi, mu, Sigma):
    joint = np.column_stack(
        [log_normal(X, m, S) for m, S in zip(mu, Sigma)]
    )
    biggest = np.max(joint, axis=1)
    shifted = np.exp(joint - biggest[:, None])
    norm = np.sum(shifted, axis=1)
    return shifted / norm[:, None], np.sum(biggest + np.log(norm))


def m_step(X, R, reg=1e-6):
    counts = R.sum(0)
    mu = np.einsum("nk,nd->kd", R, X) / counts.reshape(-1, 1)
    delta = X[None] - mu[:, None]
    Sigma = np.einsum("nk,kni,knj->kij", R, delta, delta, optimize=True)
    Sigma = Sigma / counts.reshape(-1, 1, 1)
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
