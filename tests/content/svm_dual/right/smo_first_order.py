"""SMO in alpha itself: maximal violating pair, Platt's L and H, one error vector."""

import numpy as np


def svm_dual_fit(K, y, C, tol=1e-6, max_iter=100_000):
    alpha = np.zeros_like(y)
    E = -y  # E_i = sum_j alpha_j y_j K_ij - y_i, Platt's error without b
    positive = y > 0
    snap = 1e-12 * C
    for _ in range(max_iter):
        up = np.where(positive, alpha < C, alpha > 0)
        low = np.where(positive, alpha > 0, alpha < C)
        ups, lows = np.flatnonzero(up), np.flatnonzero(low)
        i, j = ups[np.argmin(E[ups])], lows[np.argmax(E[lows])]
        if E[j] - E[i] <= tol:
            break
        if y[i] != y[j]:
            L, H = max(0.0, alpha[j] - alpha[i]), min(C, C + alpha[j] - alpha[i])
        else:
            L, H = max(0.0, alpha[i] + alpha[j] - C), min(C, alpha[i] + alpha[j])
        eta = K[i, i] + K[j, j] - 2 * K[i, j]
        change = y[j] * (E[i] - E[j])
        aj = alpha[j] + change / eta if eta > 0 else (H if change > 0 else L)
        aj = np.clip(aj, L, H)
        ai = alpha[i] + y[i] * y[j] * (alpha[j] - aj)
        ai = 0.0 if ai < snap else C if ai > C - snap else ai
        aj = 0.0 if aj < snap else C if aj > C - snap else aj
        E = E + y[i] * (ai - alpha[i]) * K[:, i] + y[j] * (aj - alpha[j]) * K[:, j]
        alpha[i], alpha[j] = ai, aj

    free = (alpha > 0) & (alpha < C)
    if free.any():
        return alpha, float(-E[free].mean())
    up = np.where(positive, alpha < C, alpha > 0)
    low = np.where(positive, alpha > 0, alpha < C)
    return alpha, float(-(E[up].min() + E[low].max()) / 2)


def svm_decision(K_test, y, alpha, b):
    out = np.full(K_test.shape[0], float(b))
    for j in range(len(y)):
        out += alpha[j] * y[j] * K_test[:, j]
    return out


def kkt_residuals(K, y, alpha, b, C):
    Q = np.outer(y, y) * K
    m = Q @ alpha + b * y - 1
    xi = np.where(m < 0, -m, 0)
    outside = np.stack([np.zeros_like(alpha), -alpha, alpha - C])
    products = np.stack([alpha * (m + xi), (C - alpha) * xi])
    primal = 0.5 * alpha @ Q @ alpha + C * xi.sum()
    dual = alpha.sum() - 0.5 * alpha @ Q @ alpha
    return {
        "box": outside.max(),
        "equality": np.abs(np.sum(alpha * y)),
        "complementarity": np.abs(products).max(),
        "gap": np.abs(primal - dual),
    }
