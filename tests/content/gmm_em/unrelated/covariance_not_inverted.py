"""The exponent uses Sigma itself instead of its inverse."""

import numpy as np


def e_step(X, pi, mu, Sigma):
    n, d = X.shape
    a = np.zeros((n, len(pi)))
    for j in range(len(pi)):
        diff = X - mu[j]
        quad = np.einsum("nd,de,ne->n", diff, Sigma[j], diff)
        a[:, j] = np.log(pi[j]) - 0.5 * (quad + np.linalg.slogdet(2 * np.pi * Sigma[j])[1])
    total = np.logaddexp.reduce(a, axis=1)
    return np.exp(a - total[:, None]), total.sum()


def m_step(X, R, reg=1e-6):
    N = R.sum(axis=0)
    mu = R.T @ X / N[:, None]
    Sigma = []
    for j in range(len(N)):
        diff = X - mu[j]
        Sigma.append((R[:, j] * diff.T) @ diff / N[j] + reg * np.eye(X.shape[1]))
    return N / len(X), mu, np.array(Sigma)


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
