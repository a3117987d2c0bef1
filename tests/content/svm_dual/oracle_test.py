"""The reference of svm_dual against libsvm (scikit-learn) and a general QP solver (scipy)."""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.svm import SVC

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    path = ROOT / "solutions" / "svm_dual" / "svm_dual.py"
    spec = importlib.util.spec_from_file_location("svm_dual_reference", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def problem(seed: int, n: int, ridge: float = 0.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """K of n overlapping training points, its labels, and the kernel of 20 new points."""
    rng = np.random.default_rng(seed)
    y = np.where(np.arange(n) % 3 == 0, 1.0, -1.0)
    X = rng.standard_normal((n, 3)) + 0.4 * y[:, None]
    new = rng.standard_normal((20, 3))

    def kernel(A: np.ndarray, B: np.ndarray) -> np.ndarray:
        return np.exp(-0.3 * ((A[:, None] - B[None]) ** 2).sum(-1))

    return kernel(X, X) + ridge * np.eye(n), y, kernel(new, X)


def dual(K: np.ndarray, y: np.ndarray, alpha: np.ndarray) -> float:
    return float(alpha.sum() - 0.5 * (alpha * y) @ K @ (alpha * y))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("C", [0.1, 1.0, 30.0])
def test_agrees_with_libsvm(reference: ModuleType, seed: int, C: float) -> None:
    K, y, K_new = problem(seed, 60, ridge=0.05)
    alpha, b = reference.svm_dual_fit(K, y, C)
    model = SVC(kernel="precomputed", C=C, tol=1e-8).fit(K, y)
    theirs = np.zeros(60)
    theirs[model.support_] = np.abs(model.dual_coef_[0])
    np.testing.assert_allclose(alpha, theirs, rtol=0, atol=1e-4 * C)
    assert dual(K, y, alpha) == pytest.approx(dual(K, y, theirs), rel=1e-9)
    if ((alpha > 0) & (alpha < C)).any():
        want = model.decision_function(K_new)
        np.testing.assert_allclose(reference.svm_decision(K_new, y, alpha, b), want, atol=1e-5)
    residuals = reference.kkt_residuals(K, y, theirs, float(model.intercept_[0]), C)
    assert residuals["box"] == 0 and residuals["equality"] < 1e-10 * C
    # libsvm keeps the kernel in float32, so its alpha is exact to about 1e-6 C and no more.
    assert residuals["complementarity"] < 1e-5 * C
    assert residuals["gap"] < 1e-5 * dual(K, y, theirs)


@pytest.mark.parametrize("seed", range(3))
def test_agrees_with_libsvm_on_a_singular_kernel(reference: ModuleType, seed: int) -> None:
    """Every point twice: alpha is not unique, the objective and the decision are."""
    K, y, K_new = problem(seed, 40)
    twice = np.tile(np.arange(40), 2)
    K, y, K_new = K[np.ix_(twice, twice)], y[twice], K_new[:, twice]
    alpha, b = reference.svm_dual_fit(K, y, 0.8)
    model = SVC(kernel="precomputed", C=0.8, tol=1e-8).fit(K, y)
    theirs = np.zeros(80)
    theirs[model.support_] = np.abs(model.dual_coef_[0])
    assert dual(K, y, alpha) == pytest.approx(dual(K, y, theirs), rel=1e-8)
    want = model.decision_function(K_new)
    np.testing.assert_allclose(reference.svm_decision(K_new, y, alpha, b), want, atol=1e-4)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("C", [0.3, 5.0])
def test_agrees_with_a_general_solver(reference: ModuleType, seed: int, C: float) -> None:
    K, y, _ = problem(seed, 18, ridge=0.1)
    Q = y[:, None] * K * y
    found = minimize(
        lambda a: 0.5 * a @ Q @ a - a.sum(),
        np.zeros(18),
        jac=lambda a: Q @ a - 1,
        bounds=[(0, C)] * 18,
        constraints={"type": "eq", "fun": lambda a: a @ y, "jac": lambda a: y},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )
    assert found.success
    alpha, _ = reference.svm_dual_fit(K, y, C)
    np.testing.assert_allclose(alpha, found.x, rtol=0, atol=1e-4 * C)
    assert dual(K, y, alpha) == pytest.approx(-found.fun, rel=1e-7)


def test_any_number_of_steps_leaves_alpha_feasible(reference: ModuleType) -> None:
    K, y, _ = problem(0, 50)
    for steps in (0, 1, 2, 7, 30):
        alpha, b = reference.svm_dual_fit(K, y, 0.9, max_iter=steps)
        residuals = reference.kkt_residuals(K, y, alpha, b, 0.9)
        assert residuals["box"] == 0 and residuals["equality"] < 1e-13
        assert np.isfinite(b)
