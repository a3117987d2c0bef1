"""The weights enter the log-likelihood, but not the responsibilities."""

import numpy as np


def e_step(X, pi, mu, Sigma):
    delta = X[None] - mu[:, None]
    quad = np.einsum("kni,kij,knj->kn", delta, np.linalg.inv(Sigma), delta, optimize=True)
    const = -0.5 * np.linalg.slogdet(2 * np.pi * Sigma)[1]
    scores = (const[:, None] - 0.5 * quad).T
    R = np.exp(scores - np.logaddexp.reduce(scores, axis=1)[:, None])
    return R, np.logaddexp.reduce(scores + np.log(pi), axis=1).sum()


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
