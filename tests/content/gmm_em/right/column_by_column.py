"""Columns of coordinates: a hand-written Cholesky factor and forward substitution."""

import math

import numpy as np


def cholesky(S):
    d = len(S)
    L = [[0.0] * d for _ in range(d)]
    for a in range(d):
        for b in range(a + 1):
            rest = S[a][b] - sum(L[a][c] * L[b][c] for c in range(b))
            L[a][b] = math.sqrt(rest) if a == b else rest / L[b][b]
    return L


def log_gaussian(columns, centre, S):
    L = cholesky(S.tolist())
    solved = []
    quadratic = 0.0
    for a, column in enumerate(columns):
        y = column - centre[a]
        for b in range(a):
            y = y - L[a][b] * solved[b]
        y = y / L[a][a]
        solved.append(y)
        quadratic = quadratic + y * y
    logdet = 2 * sum(math.log(L[a][a]) for a in range(len(L)))
    return -0.5 * (quadratic + logdet + len(L) * math.log(2 * math.pi))


def e_step(X, pi, mu, Sigma):
    columns = [np.array(column) for column in X.T]
    logs = [
        math.log(p) + log_gaussian(columns, m, S) for p, m, S in zip(pi, mu, Sigma, strict=True)
    ]
    top = logs[0]
    for column in logs[1:]:
        top = np.maximum(top, column)
    parts = [np.exp(column - top) for column in logs]
    total = sum(parts)
    return np.column_stack([part / total for part in parts]), float(np.sum(np.log(total) + top))


def m_step(X, R, reg=1e-6):
    (n, d), k = X.shape, R.shape[1]
    pi, mu, Sigma = np.zeros(k), np.zeros((k, d)), np.zeros((k, d, d))
    for j in range(k):
        r = np.array(R[:, j])
        size = r.sum()
        pi[j] = size / n
        mu[j] = r @ X / size
        centred = [X[:, a] - mu[j, a] for a in range(d)]
        for a in range(d):
            weighted = r * centred[a]
            for b in range(a + 1):
                Sigma[j, a, b] = Sigma[j, b, a] = weighted @ centred[b] / size
            Sigma[j, a, a] += reg
    return pi, mu, Sigma


def fit_gmm(X, pi0, mu0, Sigma0, n_iter, tol, reg=1e-6):
    def climb(theta, R, history, left):
        if left == 0:
            return (*theta, np.array(history))
        theta = m_step(X, R, reg)
        R, loglik = e_step(X, *theta)
        rise = loglik - history[-1]
        return climb(theta, R, [*history, loglik], 0 if rise < tol else left - 1)

    R, loglik = e_step(X, pi0, mu0, Sigma0)
    return climb((pi0, mu0, Sigma0), R, [loglik], n_iter)
