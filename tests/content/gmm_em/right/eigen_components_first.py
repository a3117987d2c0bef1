"""Components first and points last, [k, d, n]; whitening by eigenvectors instead of Cholesky."""

import numpy as np


def log_joint(X, pi, mu, Sigma):
    d = X.shape[1]
    points = np.ascontiguousarray(X.T)
    rows = []
    for weight, centre, S in zip(pi, mu, Sigma, strict=True):
        variances, axes = np.linalg.eigh(S)
        white = (axes / np.sqrt(variances)).T @ (points - centre[:, None])
        constant = np.log(weight) - 0.5 * d * np.log(2 * np.pi) - 0.5 * np.log(variances).sum()
        rows.append(constant - 0.5 * (white * white).sum(axis=0))
    return np.stack(rows)


def e_step(X, pi, mu, Sigma):
    a = log_joint(X, pi, mu, Sigma)
    shift = a.max(axis=0)
    p = np.exp(a - shift)
    total = p.sum(axis=0)
    return (p / total).T, np.log(total).sum() + shift.sum()


def m_step(X, R, reg=1e-6):
    points = np.ascontiguousarray(X.T)
    weights = np.ascontiguousarray(R.T)
    N = weights.sum(axis=1)
    mu = weights @ X / N[:, None]
    Sigma = []
    for r, size, centre in zip(weights, N, mu, strict=True):
        diff = points - centre[:, None]
        S = (diff * r) @ diff.T / size
        Sigma.append(0.5 * (S + S.T) + np.diag(np.full(len(centre), reg)))
    return N / N.sum(), mu, np.array(Sigma)


def fit_gmm(X, pi0, mu0, Sigma0, n_iter, tol, reg=1e-6):
    pi, mu, Sigma, history = pi0, mu0, Sigma0, []
    for step in range(n_iter + 1):
        R, loglik = e_step(X, pi, mu, Sigma)
        history.append(loglik)
        converged = step > 0 and history[-1] - history[-2] < tol
        if converged or step == n_iter:
            break
        pi, mu, Sigma = m_step(X, R, reg)
    return pi, mu, Sigma, np.asarray(history)
