"""Right, but one linear system for every pair of point and component."""

import numpy as np


def e_step(X, pi, mu, Sigma):
    n, d = X.shape
    k = len(pi)
    diff = X[:, None, :] - mu
    systems = np.broadcast_to(Sigma, (n, k, d, d))
    solved = np.linalg.solve(systems, diff[..., None])[..., 0]
    logdet = np.linalg.slogdet(systems)[1]
    a = np.log(pi) - 0.5 * ((diff * solved).sum(axis=-1) + logdet + d * np.log(2 * np.pi))
    total = np.logaddexp.reduce(a, axis=1)
    return np.exp(a - total[:, None]), total.sum()


def m_step(X, R, reg=1e-6):
    N = R.sum(axis=0)
    mu = R.T @ X / N[:, None]
    diff = X[:, None, :] - mu
    outer = diff[..., :, None] * diff[..., None, :]
    Sigma = (R[..., None, None] * outer).sum(axis=0) / N[:, None, None]
    return N / len(X), mu, Sigma + reg * np.eye(X.shape[1])


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
