"""Densities and their product with the weights, no logarithm before the end."""

import numpy as np


def normal_pdf(X, m, S):
    delta = X - m
    power = np.exp(-np.sum(delta * np.linalg.solve(S, delta.T).T, axis=1) / 2)
    return power / np.sqrt(np.linalg.det(2 * np.pi * S))


def e_step(X, pi, mu, Sigma):
    likelihood = np.stack([normal_pdf(X, m, S) for m, S in zip(mu, Sigma)], axis=1)
    weighted = likelihood * pi[None, :]
    px = np.sum(weighted, axis=1)
    return weighted / px[:, None], np.sum(np.log(px))


def m_step(X, R, reg=1e-6):
    counts = R.sum(0)
    mu = np.einsum("nk,nd->kd", R, X) / counts.reshape(-1, 1)
    delta = X[None] - mu[:, None]
    Sigma = np.einsum("nk,kni,knj->kij", R, delta, delta, optimize=True)
    Sigma = Sigma / counts.reshape(-1, 1, 1)
    Sigma += reg * np.identity(X.shape[1])
    return counts / counts.sum(), mu, Sigma


def fit_gmm(X, pi0, mu0, Sigma0, n_iter, tol, reg=1e-6):
    theta = pi0, mu0, Sigma0
    R, value = e_step(X, *theta)
    trace = [value]
    while len(trace) <= n_iter:
        theta = m_step(X, R, reg)
        R, value = e_step(X, *theta)
        trace.append(value)
        if trace[-1] < trace[-2] + tol:
            break
    return *theta, np.asarray(trace)
