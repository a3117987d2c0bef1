"""E[xxᵀ] - μμᵀ: right on paper, no digit left far from the origin."""

import numpy as np


def e_step(X, pi, mu, Sigma):
    d = X.shape[1]
    columns = []
    for p, m, S in zip(pi, mu, Sigma):
        diff = X - m
        quad = ((diff @ np.linalg.inv(S)) * diff).sum(axis=1)
        columns.append(np.log(p) - 0.5 * (quad + np.linalg.slogdet(2 * np.pi * S)[1]))
    a = np.stack(columns, axis=1)
    total = np.logaddexp.reduce(a, axis=1)
    return np.exp(a - total[:, None]), total.sum()


def m_step(X, R, reg=1e-6):
    N = R.sum(axis=0)
    mu = R.T @ X / N[:, None]
    Sigma = [(X.T * r) @ X / s - np.outer(m, m) for r, s, m in zip(R.T, N, mu)]
    return N / len(X), mu, np.array(Sigma) + reg * np.eye(X.shape[1])


def fit_gmm(X, pi0, mu0, Sigma0, n_iter, tol, reg=1e-6):
    pi, mu, Sigma = pi0, mu0, Sigma0
    R, loglik = e_step(X, pi, mu, Sigma)
    history = [loglik]
    for _ in range(n_iter):
        pi, mu, Sigma = m_step(X, R, reg)
        R, loglik = e_step(X, pi, mu, Sigma)
        history.append(loglik)
        if history[-1] - history[-2] < tol:
            break
    return pi, mu, Sigma, np.array(history)
