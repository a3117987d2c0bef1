"""Every point goes to its likeliest component, as in k-means."""

import numpy as np


def e_step(X, pi, mu, Sigma):
    delta = X[None] - mu[:, None]
    quad = np.einsum("kni,kij,knj->kn", delta, np.linalg.inv(Sigma), delta, optimize=True)
    const = np.log(pi) - 0.5 * np.linalg.slogdet(2 * np.pi * Sigma)[1]
    scores = (const[:, None] - 0.5 * quad).T
    evidence = np.logaddexp.reduce(scores, axis=1)
    winner = np.argmax(scores, axis=1)
    return np.eye(len(pi))[winner], evidence.sum()


def m_step(X, R, reg=1e-6):
    n, d = X.shape
    pi, mu, Sigma = [], [], []
    for r in R.T:
        owned = r.sum()
        m = (r[:, None] * X).sum(axis=0) / owned
        S = sum(w * np.outer(x - m, x - m) for w, x in zip(r, X)) / owned
        pi.append(owned / n)
        mu.append(m)
        Sigma.append(S + np.diag([reg] * d))
    return np.array(pi), np.array(mu), np.array(Sigma)


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
