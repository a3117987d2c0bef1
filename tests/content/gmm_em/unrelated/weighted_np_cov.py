"""np.cov with aweights divides by N - sum(r²)/N, not by N."""

import numpy as np


def e_step(X, pi, mu, Sigma):
    d = X.shape[1]
    diff = X[:, None, :] - mu
    maha = np.einsum("nkd,kde,nke->nk", diff, np.linalg.inv(Sigma), diff, optimize=True)
    a = np.log(pi) - 0.5 * (maha + np.linalg.slogdet(Sigma)[1] + d * np.log(2 * np.pi))
    total = np.logaddexp.reduce(a, axis=1)
    return np.exp(a - total[:, None]), total.sum()


def m_step(X, R, reg=1e-6):
    d = X.shape[1]
    pi = R.mean(axis=0)
    mu = R.T @ X / R.sum(axis=0)[:, None]
    Sigma = [np.cov(X.T, aweights=r).reshape(d, d) + reg * np.eye(d) for r in R.T]
    return pi, mu, np.array(Sigma)


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
