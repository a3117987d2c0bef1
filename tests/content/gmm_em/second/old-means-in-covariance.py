"""The loop updates Sigma before mu."""

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
    pi, mu, Sigma = pi0.copy(), mu0.copy(), Sigma0.copy()
    R, value = e_step(X, pi, mu, Sigma)
    trace = [value]
    for step in range(1, n_iter + 1):
        weights = R / R.sum(axis=0)
        for j, w in enumerate(weights.T):
            Sigma[j] = np.cov(X.T, aweights=w, ddof=0) + reg * np.eye(X.shape[1])
            shift = w @ X - mu[j]
            Sigma[j] += np.outer(shift, shift)
        mu = weights.T @ X
        pi = R.mean(axis=0)
        R, value = e_step(X, pi, mu, Sigma)
        trace.append(value)
        if trace[step] - trace[step - 1] < tol:
            break
    return pi, mu, Sigma, np.array(trace)
