"""The reference of gmm_em against scikit-learn and scipy, and its speed against scikit-learn's."""

from __future__ import annotations

import importlib.util
import time
import warnings
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

mixture = pytest.importorskip("sklearn.mixture")
special = pytest.importorskip("scipy.special")
stats = pytest.importorskip("scipy.stats")

SOLUTION = Path(__file__).resolve().parents[3] / "solutions" / "gmm_em" / "gmm_em.py"


@pytest.fixture(scope="module")
def gmm() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_gmm_em", SOLUTION)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def example(seed: int, n: int, k: int, d: int):
    rng = np.random.default_rng(seed)
    centres = 2.0 * rng.normal(size=(k, d))
    X = centres[rng.integers(k, size=n)] + rng.normal(size=(n, d))
    pi = rng.dirichlet(np.full(k, 5.0))
    A = rng.normal(size=(k, d, d))
    return X, pi, rng.normal(size=(k, d)), A @ A.transpose(0, 2, 1) + np.eye(d)


def sklearn_fit(X, pi, mu, Sigma, steps, reg):
    """GaussianMixture from the same start; `steps` M-steps, since tol = 0 never stops it."""
    model = mixture.GaussianMixture(
        len(pi),
        covariance_type="full",
        weights_init=pi,
        means_init=mu,
        precisions_init=np.linalg.inv(Sigma),
        reg_covar=reg,
        tol=0.0,
        max_iter=steps,
        init_params="random_from_data",  # overruled by the three above, and cheap
        random_state=0,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it did not converge, as intended
        return model.fit(X)


@pytest.mark.parametrize(("k", "d"), [(1, 1), (2, 3), (5, 4)])
def test_e_step_is_scipys(gmm: ModuleType, k: int, d: int) -> None:
    X, pi, mu, Sigma = example(k + d, 50, k, d)
    densities = [
        np.log(p) + stats.multivariate_normal(m, S).logpdf(X)
        for p, m, S in zip(pi, mu, Sigma, strict=True)
    ]
    joint = np.stack(densities, axis=1).reshape(50, k)
    evidence = special.logsumexp(joint, axis=1, keepdims=True)
    R, loglik = gmm.e_step(X, pi, mu, Sigma)
    np.testing.assert_allclose(R, np.exp(joint - evidence), rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(loglik, evidence.sum(), rtol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_fit_is_sklearns(gmm: ModuleType, seed: int) -> None:
    X, *start = example(seed, 300, 3, 2)
    pi, mu, Sigma, history = gmm.fit_gmm(X, *start, 10, -1.0, 1e-6)
    model = sklearn_fit(X, *start, 10, 1e-6)
    np.testing.assert_allclose(pi, model.weights_, rtol=1e-8)
    np.testing.assert_allclose(mu, model.means_, rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(Sigma, model.covariances_, rtol=1e-8, atol=1e-8)
    assert len(history) == 11
    # score() is the mean over the samples
    np.testing.assert_allclose(history[-1], len(X) * model.score(X), rtol=1e-10)


def test_m_step_of_one_component_is_the_sample_covariance(gmm: ModuleType) -> None:
    X, *_ = example(7, 40, 2, 3)
    pi, mu, Sigma = gmm.m_step(X, np.ones((40, 1)), 0.0)
    np.testing.assert_allclose(pi, [1.0])
    np.testing.assert_allclose(mu[0], X.mean(axis=0))
    np.testing.assert_allclose(Sigma[0], np.cov(X.T, bias=True))
    assert (Sigma[0] == Sigma[0].T).all()


@pytest.mark.slow
def test_the_reference_stays_within_twice_sklearns_time(gmm: ModuleType) -> None:
    X, *start = example(0, 5000, 5, 4)

    def took(run) -> float:
        begin = time.process_time()
        run()
        return time.process_time() - begin

    pairs = [
        (
            took(lambda: gmm.fit_gmm(X, *start, 20, -1.0, 1e-6)),
            took(lambda: sklearn_fit(X, *start, 20, 1e-6)),
        )
        for _ in range(7)
    ]
    ours, theirs = map(min, zip(*pairs, strict=True))
    assert ours < 2 * theirs, f"{ours:.4f} s against {theirs:.4f} s"
