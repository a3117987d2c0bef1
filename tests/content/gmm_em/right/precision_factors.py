"""Factors of the precision, X P - μ P as one product each, and √R in the covariance."""

import numpy as np


def log_prob(X, pi, mu, Sigma):
    d = mu.shape[1]
    eye = np.eye(d)
    out = np.empty((X.shape[0], mu.shape[0]))
    for j, S in enumerate(Sigma):
        P = np.linalg.solve(np.linalg.cholesky(S), eye).T
        white = X @ P - mu[j] @ P
        out[:, j] = np.sum(np.square(white), axis=1) - 2 * np.log(np.diagonal(P)).sum()
    return np.log(pi) - 0.5 * (d * np.log(2 * np.pi) + out)


def e_step(X, pi, mu, Sigma):
    weighted = log_prob(X, pi, mu, Sigma)
    top = np.amax(weighted, axis=1, keepdims=True)
    log_px = np.log(np.sum(np.exp(weighted - top), axis=1, keepdims=True)) + top
    return np.exp(weighted - log_px), float(log_px.sum())


def m_step(X, R, reg=1e-6):
    n = X.shape[0]
    Nk = R.sum(axis=0)
    mu = (R / Nk).T @ X
    Sigma = np.zeros((mu.shape[0], X.shape[1], X.shape[1]))
    for j in range(mu.shape[0]):
        root = (X - mu[j]) * np.sqrt(R[:, [j]] / Nk[j])
        Sigma[j] = root.T @ root
        np.fill_diagonal(Sigma[j], np.diagonal(Sigma[j]) + reg)
    return Nk / n, mu, Sigma


def fit_gmm(X, pi0, mu0, Sigma0, n_iter, tol, reg=1e-6):
    parameters = pi0, mu0, Sigma0
    R, value = e_step(X, *parameters)
    logliks, gain = [value], np.inf
    while len(logliks) <= n_iter and gain >= tol:
        parameters = m_step(X, R, reg)
        R, value = e_step(X, *parameters)
        gain = value - logliks[-1]
        logliks.append(value)
    return *parameters, np.array(logliks)
