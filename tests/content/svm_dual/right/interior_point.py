"""A primal-dual interior-point method (Mehrotra's predictor and corrector) on the dual QP."""

import numpy as np


def svm_dual_fit(K, y, C, tol=1e-6, max_iter=100_000):
    n = len(y)
    Q = K * np.outer(y, y)
    a = np.full(n, C / 2)
    p = np.ones(n)  # multipliers of alpha >= 0
    q = np.ones(n)  # multipliers of alpha <= C
    b = 0.0

    def step_length(x, dx):
        falling = dx < 0
        return min(1.0, 0.995 * np.min(-x[falling] / dx[falling], initial=np.inf))

    for _ in range(min(max_iter, 100)):
        r_dual = Q @ a + b * y - 1 - p + q
        r_sum = y @ a
        mu = (a @ p + (C - a) @ q) / (2 * n)
        if mu <= 1e-6 * tol * C and abs(r_dual).max() <= tol / 100 and abs(r_sum) <= 1e-10 * C:
            break
        M = np.zeros((n + 1, n + 1))
        M[:n, :n] = Q + np.diag(p / a + q / (C - a) + 1e-14 * K.trace() / n)
        M[:n, n] = M[n, :n] = y
        inverse = np.linalg.inv(M)

        def direction(target, cross_p, cross_q):
            rp = target - a * p - cross_p
            rq = target - (C - a) * q - cross_q
            right = np.append(-r_dual + rp / a - rq / (C - a), -r_sum)
            both = inverse @ right
            both += inverse @ (right - M @ both)  # one refinement: M is ill-conditioned near the end
            da = both[:n]
            return da, both[n], (rp - p * da) / a, (rq + q * da) / (C - a)

        da, _, dp, dq = direction(0.0, 0.0, 0.0)
        sa = min(step_length(a, da), step_length(C - a, -da))
        sz = min(step_length(p, dp), step_length(q, dq))
        after = ((a + sa * da) @ (p + sz * dp) + (C - a - sa * da) @ (q + sz * dq)) / (2 * n)
        target = mu * (after / mu) ** 3
        da, db, dp, dq = direction(target, da * dp, -da * dq)
        s = min(step_length(a, da), step_length(C - a, -da), step_length(p, dp), step_length(q, dq))
        a, b, p, q = a + s * da, b + s * db, p + s * dp, q + s * dq

    alpha = np.where(a < 1e-9 * C, 0.0, np.where(a > C - 1e-9 * C, C, a))
    e = y - K @ (alpha * y)
    inside = (alpha > 0) & (alpha < C)
    if inside.any():
        b = np.median(e[inside])
    else:
        floor = e[((y > 0) & (alpha == 0)) | ((y < 0) & (alpha == C))]
        ceiling = e[((y > 0) & (alpha == C)) | ((y < 0) & (alpha == 0))]
        b = (floor.max() + ceiling.min()) / 2
    return alpha, float(b)


def svm_decision(K_test, y, alpha, b):
    support = alpha > 0
    return K_test[:, support].dot((alpha * y)[support]) + b


def kkt_residuals(K, y, alpha, b, C):
    beta = y * alpha
    margins = y * (K.dot(beta) + b)
    hinge = np.maximum(1 - margins, 0)
    box = equality = complementarity = 0.0
    for i in range(len(y)):
        box = max(box, -alpha[i], alpha[i] - C)
        equality += beta[i]
        first = alpha[i] * (margins[i] - 1 + hinge[i])
        second = (C - alpha[i]) * hinge[i]
        complementarity = max(complementarity, abs(first), abs(second))
    gap = beta.dot(K).dot(beta) + C * hinge.sum() - alpha.sum()
    return {"gap": abs(gap), "complementarity": complementarity, "equality": abs(equality), "box": box}
