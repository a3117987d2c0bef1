"""One linear solve per component, weighted outer products by tensordot, log-sum-exp by a loop."""

import numpy as np


def e_step(X, pi, mu, Sigma):
    n, d = X.shape
    k = len(pi)
    log_w = np.zeros((n, k))
    for j in range(k):
        diff = X - mu[j]
        sign, logdet = np.linalg.slogdet(Sigma[j])
        assert sign > 0
        quad = np.einsum("nd,dn->n", diff, np.linalg.solve(Sigma[j], diff.T))
        log_w[:, j] = np.log(pi[j]) - 0.5 * quad - 0.5 * logdet - d / 2 * np.log(2 * np.pi)
    log_px = log_w[:, 0]
    for j in range(1, k):
        log_px = np.logaddexp(log_px, log_w[:, j])
    R = np.exp(log_w - log_px[:, None])
    return R / R.sum(axis=1, keepdims=True), np.sum(log_px)


def m_step(X, R, reg=1e-6):
    Nk = np.sum(R, axis=0)
    mu = (X.T @ R / Nk).T
    Sigma = np.array(
        [
            np.tensordot((X - m) * (r / nk)[:, None], X - m, (0, 0)) + reg * np.identity(len(m))
            for m, r, nk in zip(mu, R.T, Nk, strict=True)
        ]
    )
    return Nk / len(X), mu, Sigma


def fit_gmm(X, pi0, mu0, Sigma0, n_iter, tol, reg=1e-6):
    pi, mu, Sigma = np.copy(pi0), np.copy(mu0), np.copy(Sigma0)
    R, loglik = e_step(X, pi, mu, Sigma)
    history = np.array([loglik])
    gain = np.inf
    for _ in range(n_iter):
        if gain < tol:
            break
        pi, mu, Sigma = m_step(X, R, reg)
        R, loglik = e_step(X, pi, mu, Sigma)
        gain = loglik - history[-1]
        history = np.append(history, loglik)
    return pi, mu, Sigma, history
