"""Coordinate ascent: every alpha moves alone, sum alpha y = 0 is never imposed."""

import numpy as np


def svm_dual_fit(K, y, C, tol=1e-6, max_iter=100_000):
    Q = np.outer(y, y) * K
    alpha = np.zeros(len(y))
    gradient = np.ones(len(y))  # 1 - Q alpha
    for _ in range(max_iter):
        wanted = np.clip(alpha + gradient / np.diag(Q), 0, C) - alpha
        i = np.argmax(np.abs(wanted * gradient))  # the alpha that gains most on its own
        if np.max(np.abs(wanted) * np.diag(Q)) <= tol:
            break
        alpha[i] += wanted[i]
        gradient -= wanted[i] * Q[i]
    return alpha, offset(K, y, alpha, C)


def can_rise_and_fall(y, alpha, C):
    up = np.where(y > 0, alpha < C, alpha > 0)
    low = np.where(y > 0, alpha > 0, alpha < C)
    return up, low


def offset(K, y, alpha, C):
    up, low = can_rise_and_fall(y, alpha, C)
    e = y - K @ (alpha * y)
    return (e[up].max() + e[low].min()) / 2


def svm_decision(K_test, y, alpha, b):
    return K_test @ (alpha * y) + b


def kkt_residuals(K, y, alpha, b, C):
    f = K @ (alpha * y) + b
    m = y * f - 1
    xi = np.maximum(0, -m)
    w_squared = (alpha * y) @ K @ (alpha * y)
    return {
        "box": max(0.0, (-alpha).max(), (alpha - C).max()),
        "equality": abs(np.sum(alpha * y)),
        "complementarity": max(np.abs(alpha * (m + xi)).max(), np.abs((C - alpha) * xi).max()),
        "gap": abs(w_squared + C * xi.sum() - alpha.sum()),
    }
