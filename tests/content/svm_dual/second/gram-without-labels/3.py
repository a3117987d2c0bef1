import numpy as np


def nearest_feasible(z, y, C):
    # y'clip(z - s y, 0, C) falls with s and is linear between its kinks: find the two around 0
    def total(s):
        return y @ np.clip(z - s * y, 0, C)

    kinks = np.sort(np.r_[z * y, (z - C) * y])
    low, high = 0, len(kinks) - 1
    while high - low > 1:
        half = (low + high) // 2
        low, high = (half, high) if total(kinks[half]) > 0 else (low, half)
    left, right = total(kinks[low]), total(kinks[high])
    share = left / (left - right) if left > right else 0.0
    root = kinks[low] + share * (kinks[high] - kinks[low])
    return np.clip(z - root * y, 0, C)


def maximise(H, y, C, most):
    """Climb sum(a) - a'Ha/2 by accelerated projected gradient."""
    lr = 1 / np.linalg.norm(H, 2)
    a = a_old = np.zeros(y.size)
    t = 1.0
    for _ in range(min(most, 20_000)):
        t_new = (1 + (1 + 4 * t * t) ** 0.5) / 2
        v = a + (t - 1) / t_new * (a - a_old)
        a_new = nearest_feasible(v + lr * (1 - H @ v), y, C)
        if (v - a_new) @ (a_new - a) > 0:
            t_new = 1.0
        a_old, a, t = a, a_new, t_new
        if t > 1 and abs(a - a_old).max() < 1e-12 * a.max():
            break
    return a


def svm_dual_fit(K, y, C, tol=1e-6, max_iter=100_000):
    a = maximise(K, y, C, max_iter)
    e = y * (1 - K.dot(a))
    b = multiplier(e, y, a, C)
    return a, b


def multiplier(e, y, a, C):
    grow, shrink = a < C - 1e-9 * C, a > 1e-9 * C
    least = e[(grow & (y > 0)) | (shrink & (y < 0))].max()
    most = e[(shrink & (y > 0)) | (grow & (y < 0))].min()
    return 0.5 * (least + most)


def svm_decision(K_test, y, alpha, b):
    return (K_test * alpha * y).sum(axis=1) + b


def kkt_residuals(K, y, alpha, b, C):
    Ka = (K * y[:, None] * y).dot(alpha)
    margin = Ka + b * y
    hinge = np.where(margin < 1, 1 - margin, 0)
    beyond = np.where(margin > 1, margin - 1, 0)
    return {
        "box": np.abs(alpha - np.clip(alpha, 0, C)).max(),
        "equality": np.abs(alpha.dot(y)),
        "complementarity": np.r_[np.abs(alpha * beyond), np.abs((C - alpha) * hinge)].max(),
        "gap": np.abs(alpha.dot(Ka) + C * hinge.sum() - alpha.sum()),
    }
