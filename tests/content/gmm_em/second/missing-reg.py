"""The argument reg is never used."""

import numpy as np


def e_step(X, pi, mu, Sigma):
    delta = X[None] - mu[:, None]
    quad = np.einsum("kni,kij,knj->kn", delta, np.linalg.inv(Sigma), delta, optimize=True)
    const = np.log(pi) - 0.5 * np.linalg.slogdet(2 * np.pi * Sigma)[1]
    scores = (const[:, None] - 0.5 * quad).T
    evidence = np.logaddexp.reduce(scores, axis=1)
    return np.exp(scores - evidence[:, None]), evidence.sum()


def m_step(X, R, reg=1e-6):
    n = len(X)
    pi, mu, Sigma = [], [], []
    for r in R.T:
        owned = r.sum()
        m = (r[:, None] * X).sum(axis=0) / owned
        S = sum(w * np.outer(x - m, x - m) for w, x in zip(r, X)) / owned
        pi.append(owned / n)
        mu.append(m)
        Sigma.append(S)
    return np.array(pi), np.array(mu), np.array(Sigma)


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
