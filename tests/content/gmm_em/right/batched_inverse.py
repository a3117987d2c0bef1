"""All components at once: batched inverse and slogdet, logaddexp for the normaliser."""

import numpy as np


def e_step(X, pi, mu, Sigma):
    diff = X - mu[:, None, :]  # [k, n, d]
    precision = np.linalg.inv(Sigma)
    _, logdet = np.linalg.slogdet(2 * np.pi * Sigma)
    mahalanobis = np.einsum("knd,knd->kn", diff @ precision, diff)
    joint = np.log(pi)[:, None] - 0.5 * (logdet[:, None] + mahalanobis)
    evidence = np.logaddexp.reduce(joint, axis=0)
    return np.exp(joint - evidence).T, evidence.sum()


def m_step(X, R, reg=1e-6):
    N = np.einsum("nk->k", R)
    mu = np.einsum("nk,nd->kd", R, X) / N[:, np.newaxis]
    diff = X - mu[:, None, :]
    Sigma = diff.transpose(0, 2, 1) @ (diff * R.T[:, :, None]) / N[:, None, None]
    axis = np.arange(X.shape[1])
    Sigma[:, axis, axis] += reg
    return R.mean(axis=0), mu, Sigma


def fit_gmm(X, pi0, mu0, Sigma0, n_iter, tol, reg=1e-6):
    theta = (pi0, mu0, Sigma0)
    R, last = e_step(X, *theta)
    history = np.full(n_iter + 1, np.nan)
    history[0] = last
    steps = 0
    while steps < n_iter:
        theta = m_step(X, R, reg)
        R, now = e_step(X, *theta)
        steps += 1
        history[steps] = now
        if now - last < tol:
            break
        last = now
    return (*theta, history[: steps + 1])
