"""Soft-margin SVM by its dual problem: sequential minimal optimisation, decision, KKT residuals.

    max over alpha   sum_i alpha_i - 1/2 sum_ij alpha_i alpha_j y_i y_j K_ij
    subject to       0 <= alpha_i <= C,   sum_i alpha_i y_i = 0

Written in beta_i = y_i alpha_i (Bottou and Lin 2007), where the labels leave the quadratic term:

    max over beta    sum_i y_i beta_i - 1/2 sum_ij beta_i beta_j K_ij
    subject to       A_i <= beta_i <= B_i,   sum_i beta_i = 0,      A = min(0, C y), B = max(0, C y)

The gradient is e = y - K beta: e_i is the b that would put point i exactly on its margin. Moving
the amount t from beta_j to beta_i keeps the sum and gains

    t d - t^2 a / 2        with  d = e_i - e_j,  a = K_ii + K_jj - 2 K_ij

Who may rise is I_up = {beta_i < B_i}, who may fall is I_low = {beta_i > A_i}. Nothing is left to
gain exactly when max over I_up of e <= min over I_low of e, and every b between is optimal.

References: Platt 1998 (SMO); Keerthi, Shevade, Bhattacharyya, Murthy 2001 (I_up, I_low and the
stopping rule); Fan, Chen, Lin 2005 (the second-order choice of j, WSS 2); Bottou and Lin 2007,
"Support Vector Machine Solvers" (beta); Bishop, PRML, 2006, sec. 7.1.1 and app. E (dual and KKT).
"""

import numpy as np

# Smallest curvature K_ii + K_jj - 2 K_ij we divide by, relative to the largest K_ii. Two equal
# points have curvature 0 (or -1e-17 by rounding): the step is then as long as the box allows.
TAU = 1e-12


def svm_dual_fit(
    K: np.ndarray, y: np.ndarray, C: float, tol: float = 1e-6, max_iter: int = 100_000
) -> tuple[np.ndarray, float]:
    """Solve the dual problem by SMO.

    Args:
        K: Gram matrix, symmetric and positive semidefinite, float64 [n, n].
        y: labels -1.0 or +1.0, both present, float64 [n].
        C: upper bound of every alpha, > 0.
        tol: stop once max over I_up of e <= min over I_low of e + tol.
        max_iter: most pairs to optimise; the result is feasible after any number of them.

    Returns:
        alpha float64 [n] and b, the middle of the interval of optimal offsets.
    """
    A, B = np.minimum(0.0, C * y), np.maximum(0.0, C * y)
    diagonal = K.diagonal().copy()
    floor = TAU * diagonal.max()
    beta = np.zeros(len(y))
    e = y.copy()
    fresh = True  # e was just computed from beta, not carried along by updates

    for _ in range(max_iter):
        e_up = np.where(beta < B, e, -np.inf)
        e_low = np.where(beta > A, e, np.inf)
        i = e_up.argmax()  # the steepest ascent among those that may rise
        if e[i] - e_low.min() <= tol:
            if fresh:
                break
            # Thousands of updates leave rounding errors in e: believe only a gradient that was
            # computed from scratch.
            e, fresh = y - K @ beta, True
            continue

        # Among all j that may fall, take the one whose pair gains most: the full step t = d / a
        # gains d^2 / (2 a). It costs one row of K and halves the number of steps.
        d = np.maximum(e[i] - e_low, 0.0)
        a = np.maximum(diagonal[i] + diagonal - 2.0 * K[i], floor)
        j = (d * d / a).argmax()

        room_i, room_j = B[i] - beta[i], beta[j] - A[j]
        t = min(d[j] / a[j], room_i, room_j)
        # A clipped step lands on the bound itself. beta_i + (B_i - beta_i) may miss B_i by one
        # rounding error; i would stay in I_up with no room, be chosen again and again, and stall.
        beta[i] = B[i] if t == room_i else beta[i] + t
        beta[j] = A[j] if t == room_j else beta[j] - t
        e -= t * (K[i] - K[j])  # O(n): two rows of K, not the product K @ beta
        fresh = False

    e = y - K @ beta
    b = (e[beta < B].max() + e[beta > A].min()) / 2
    return np.abs(beta), b


def svm_decision(K_test: np.ndarray, y: np.ndarray, alpha: np.ndarray, b: float) -> np.ndarray:
    """Compute f(x) = sum_j alpha_j y_j k(x, x_j) + b.

    Args:
        K_test: kernel values of m new points with the n training points, float64 [m, n].
        y: labels of the training points, float64 [n].
        alpha: multipliers, float64 [n].
        b: offset.

    Returns:
        float64 [m]; the sign is the predicted class.
    """
    return K_test @ (alpha * y) + b


def kkt_residuals(
    K: np.ndarray, y: np.ndarray, alpha: np.ndarray, b: float, C: float
) -> dict[str, float]:
    """Measure how far (alpha, b) is from satisfying the KKT conditions of the soft margin.

    Stationarity has no entry: it says w = sum_i alpha_i y_i phi(x_i) and is used up by writing f
    with it. All four numbers are 0 at a solution. The gap alone proves nothing: it is a bound only
    for feasible alpha (weak duality), so read box and equality first.

    Args:
        K: Gram matrix, float64 [n, n].
        y: labels, float64 [n].
        alpha: any multipliers, float64 [n].
        b: offset.
        C: upper bound of every alpha.

    Returns:
        dict of floats: box, equality, complementarity, gap.
    """
    f = K @ (alpha * y) + b
    m = y * f - 1.0  # >= 0: on the right side of its margin
    xi = np.maximum(0.0, -m)  # the slack that (w, b) needs
    # Multipliers: alpha_i for y_i f_i >= 1 - xi_i, and C - alpha_i for xi_i >= 0.
    margin, slack = alpha * (m + xi), (C - alpha) * xi
    # ||w||^2 = alpha' Q alpha, half of it in the primal and half in the dual objective.
    w_squared = (alpha * y) @ K @ (alpha * y)
    return {
        "box": max(0.0, float((-alpha).max()), float((alpha - C).max())),
        "equality": float(abs(alpha @ y)),
        "complementarity": float(np.maximum(np.abs(margin), np.abs(slack)).max()),
        "gap": float(abs(w_squared + C * xi.sum() - alpha.sum())),
    }
