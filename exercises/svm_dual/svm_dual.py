"""Soft-margin SVM by its dual problem. The task is in the statement: `grade show svm_dual`."""

import numpy as np


def svm_dual_fit(
    K: np.ndarray, y: np.ndarray, C: float, tol: float = 1e-6, max_iter: int = 100_000
) -> tuple[np.ndarray, float]:
    """Maximise sum alpha - 1/2 alpha' Q alpha over 0 <= alpha <= C, sum alpha_i y_i = 0.

    Q_ij = y_i y_j K_ij; e_i = y_i - sum_j alpha_j y_j K_ij.

    Args:
        K: Gram matrix of the training points, symmetric, positive semidefinite, float64 [n, n].
        y: labels, -1.0 or +1.0, both present, float64 [n].
        C: upper bound of every alpha_i, a float > 0.
        tol: stop once max over I_up of e <= min over I_low of e + tol.
        max_iter: stop after this many steps at the latest.

    Returns:
        (alpha, b): float64 [n] and a float.
    """
    raise NotImplementedError


def svm_decision(K_test: np.ndarray, y: np.ndarray, alpha: np.ndarray, b: float) -> np.ndarray:
    """Compute f(x) = sum_j alpha_j y_j k(x, x_j) + b for m new points.

    Args:
        K_test: kernel values of new points (rows) with training points (columns), float64 [m, n].
        y: labels of the training points, float64 [n].
        alpha: multipliers, float64 [n].
        b: offset, a float.

    Returns:
        f, float64 [m].
    """
    raise NotImplementedError


def kkt_residuals(
    K: np.ndarray, y: np.ndarray, alpha: np.ndarray, b: float, C: float
) -> dict[str, float]:
    """Measure how far (alpha, b) is from satisfying the KKT conditions.

    Args:
        K: Gram matrix, float64 [n, n].
        y: labels, float64 [n].
        alpha: any multipliers, feasible or not, float64 [n].
        b: offset, a float.
        C: upper bound, a float > 0.

    Returns:
        dict of floats with the keys "box", "equality", "complementarity", "gap".
    """
    raise NotImplementedError
