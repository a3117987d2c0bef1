"""The constant of one dimension, whatever d is."""

import numpy as np


def log_normal(X, m, S):
    L = np.linalg.cholesky(S)
    z = np.linalg.solve(L, (X - m).T)
    return -0.5 * (z**2).sum(0) - np.log(np.diag(L)).sum() - np.log(np.sqrt(2 * np.pi))


def e_step(X, pi, mu, Sigma):
    joint = np.column_stack(
        [np.log(p) + log_normal(X, m, S) for p, m, S in zip(pi, mu, Sigma)]
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
    theta = pi0, mu0, Sigma0
    R, value = e_step(X, *theta)
    trace = [value]
    while len(trace) <= n_iter:
        theta = m_step(X, R, reg)
        R, value = e_step(X, *theta)
        trace.append(value)
        if trace[-1] < trace[-2] + tol:
            break
    return *theta, np.asarray(trace)
