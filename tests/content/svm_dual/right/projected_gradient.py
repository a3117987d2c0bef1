"""Accelerated projected gradient with restarts; the projection finds its multiplier by Newton."""

import numpy as np


def _project(z, y, C):
    """Nearest point of {0 <= alpha <= C, y'alpha = 0}: clip(z - s y), s a root of a falling function."""
    size = np.abs(z).max() + C
    lo, hi, s = -size, size, 0.0
    for _ in range(200):
        alpha = np.clip(z - s * y, 0.0, C)
        inside = (alpha > 0) & (alpha < C)
        excess = y @ alpha
        if abs(excess) <= 1e-14 * C:
            break
        lo, hi = (s, hi) if excess > 0 else (lo, s)
        s = s + excess / max(inside.sum(), 1)
        if not lo < s < hi:
            s = 0.5 * (lo + hi)
    if inside.any():  # what bisection left over goes to the free ones
        alpha[inside] -= y[inside] * (y @ alpha) / inside.sum()
    return np.clip(alpha, 0.0, C)


def _interval(K, y, alpha, C):
    e = y - K @ (alpha * y)
    near = 1e-9 * C
    can_grow, can_shrink = alpha < C - near, alpha > near
    up = np.where(y > 0, can_grow, can_shrink)
    low = np.where(y > 0, can_shrink, can_grow)
    return e[up].max(), e[low].min()


def svm_dual_fit(K, y, C, tol=1e-6, max_iter=100_000):
    Q = y[:, None] * K * y
    step = 1.0 / np.linalg.eigvalsh(K)[-1]
    alpha = look = np.zeros(len(y))
    momentum = 1.0
    for iteration in range(max_iter):
        gradient = 1.0 - Q @ look
        new = _project(look + step * gradient, y, C)
        if (new - alpha) @ (look - new) > 0:
            momentum = 1.0
        following = 0.5 * (1.0 + np.sqrt(1.0 + 4.0 * momentum**2))
        look = new + (momentum - 1.0) / following * (new - alpha)
        alpha, momentum = new, following
        if iteration % 10 == 9:
            largest, smallest = _interval(K, y, alpha, C)
            if largest - smallest <= tol:
                break
    return alpha, sum(_interval(K, y, alpha, C)) / 2


def svm_decision(K_test, y, alpha, b):
    return np.einsum("mn,n,n->m", K_test, alpha, y) + b


def kkt_residuals(K, y, alpha, b, C):
    f = (K * y * alpha).sum(axis=1) + b
    slack = np.clip(1 - y * f, 0, None)
    surplus = np.clip(y * f - 1, 0, None)  # m + xi
    w2 = np.einsum("i,i,ij,j,j->", alpha, y, K, y, alpha)
    return dict(
        box=np.linalg.norm(alpha - np.clip(alpha, 0, C), np.inf),
        equality=abs(np.dot(alpha, y)),
        complementarity=max(abs(alpha * surplus).max(), abs((C - alpha) * slack).max()),
        gap=abs(w2 + C * slack.sum() - alpha.sum()),
    )
