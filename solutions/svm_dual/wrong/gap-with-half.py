"""The gap counts half of alpha' Q alpha: primal and dual each bring a half."""

import numpy as np


def svm_dual_fit(K, y, C, tol=1e-6, max_iter=100_000):
    Q = np.outer(y, y) * K
    alpha = np.zeros(len(y))
    gradient = np.ones(len(y))  # 1 - Q alpha
    for _ in range(max_iter):
        up, low = can_rise_and_fall(y, alpha, C)
        e = y * gradient
        i = np.argmax(np.where(up, e, -np.inf))
        j = np.argmin(np.where(low, e, np.inf))
        if e[i] - e[j] <= tol:
            break
        curvature = K[i, i] + K[j, j] - 2 * K[i, j]
        room_i = C - alpha[i] if y[i] > 0 else alpha[i]
        room_j = alpha[j] if y[j] > 0 else C - alpha[j]
        step = min((e[i] - e[j]) / max(curvature, 1e-12 * K[i, i]), room_i, room_j)
        alpha[i] = snapped(alpha[i] + y[i] * step, C)
        alpha[j] = snapped(alpha[j] - y[j] * step, C)
        gradient -= step * (y[i] * Q[i] - y[j] * Q[j])
    return alpha, offset(K, y, alpha, C)


def can_rise_and_fall(y, alpha, C):
    up = np.where(y > 0, alpha < C, alpha > 0)
    low = np.where(y > 0, alpha > 0, alpha < C)
    return up, low


def snapped(value, C):
    if value < 1e-14 * C:
        return 0.0
    return C if value > C * (1 - 1e-14) else value


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
        "gap": abs(0.5 * w_squared + C * xi.sum() - alpha.sum()),
    }
