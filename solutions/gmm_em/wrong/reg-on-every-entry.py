import numpy as np


def e_step(X, pi, mu, Sigma):
    log_p = np.log(pi) + log_gaussians(X, mu, Sigma)
    top = log_p.max(axis=1, keepdims=True)
    log_total = top + np.log(np.exp(log_p - top).sum(axis=1, keepdims=True))
    return np.exp(log_p - log_total), float(log_total.sum())


def log_gaussians(X, mu, Sigma):
    n, d = X.shape
    out = np.empty((n, len(mu)))
    for k in range(len(mu)):
        diff = X - mu[k]
        mahalanobis = (diff @ np.linalg.inv(Sigma[k]) * diff).sum(axis=1)
        logdet = np.linalg.slogdet(Sigma[k])[1]
        out[:, k] = -0.5 * (d * np.log(2 * np.pi) + logdet + mahalanobis)
    return out


def m_step(X, R, reg=1e-6):
    n, d = X.shape
    N = R.sum(axis=0)
    pi = N / n
    mu = R.T @ X / N[:, None]
    Sigma = np.empty((len(N), d, d))
    for k in range(len(N)):
        diff = X - mu[k]
        Sigma[k] = (R[:, k, None] * diff).T @ diff / N[k] + reg
    return pi, mu, Sigma


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
