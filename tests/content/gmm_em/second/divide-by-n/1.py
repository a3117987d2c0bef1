"""Means and covariances as averages over all points."""

import numpy as np


def log_normal(X, m, S):
    L = np.linalg.cholesky(S)
    z = np.linalg.solve(L, (X - m).T)
    return -0.5 * (z**2).sum(0) - np.log(np.diag(L)).sum() - 0.5 * len(m) * np.log(2 * np.pi)


def e_step(X, pi, mu, Sigma):
    joint = np.column_stack(
        [np.log(p) + log_normal(X, m, S) for p, m, S in zip(pi, mu, Sigma)]
    )
    biggest = np.max(joint, axis=1)
    shifted = np.exp(joint - biggest[:, None])
    norm = np.sum(shifted, axis=1)
    return shifted / norm[:, None], np.sum(biggest + np.log(norm))


def m_step(X, R, reg=1e-6):
    pi = R.mean(axis=0)
    mu = np.array([(r[:, None] * X).mean(axis=0) for r in R.T])
    Sigma = [
        np.mean([w * np.outer(x - m, x - m) for w, x in zip(r, X)], axis=0) for r, m in zip(R.T, mu)
    ]
    return pi, mu, np.array(Sigma) + reg * np.eye(X.shape[1])


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
