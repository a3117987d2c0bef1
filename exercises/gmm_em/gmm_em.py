"""EM for a Gaussian mixture. The task is in the statement: `grade show gmm_em`.

Shapes: n points of d coordinates, k components; every array is float64.

    X [n, d]    pi [k]    mu [k, d]    Sigma [k, d, d]    R [n, k]
"""

import numpy as np


def e_step(
    X: np.ndarray, pi: np.ndarray, mu: np.ndarray, Sigma: np.ndarray
) -> tuple[np.ndarray, float]:
    """Return (R[n, k], loglik): the responsibilities and the total log-likelihood."""
    raise NotImplementedError


def m_step(
    X: np.ndarray, R: np.ndarray, reg: float = 1e-6
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (pi[k], mu[k, d], Sigma[k, d, d]): the update, with reg on the diagonals of Sigma."""
    raise NotImplementedError


def fit_gmm(
    X: np.ndarray,
    pi0: np.ndarray,
    mu0: np.ndarray,
    Sigma0: np.ndarray,
    n_iter: int,
    tol: float,
    reg: float = 1e-6,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return (pi[k], mu[k, d], Sigma[k, d, d], history[M-steps + 1])."""
    raise NotImplementedError
