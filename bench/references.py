"""Each reference solution against a library that does the same job, in one process, in turns.

    python -m bench.references [--rounds 15]

CPU time, one thread, the same inputs, order alternating; printed is the median of paired ratios.
"""

from __future__ import annotations

import argparse
import statistics
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from sklearn.mixture import GaussianMixture
from sklearn.svm import SVC
from threadpoolctl import threadpool_limits
from torch.nn.attention import SDPBackend, sdpa_kernel

from bench.peer import load
from grader.course import Course

Pair = tuple[Callable[[], Any], Callable[[], Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    torch.set_num_threads(1)
    threadpool_limits(1)
    rows = {
        "gmm_em / sklearn GaussianMixture, 10 iterations": (gmm(), "2"),
        "attention / torch sdpa, math path": (attention(), "2"),
        "lstm_cell (lstm_forward) / torch.nn.LSTM": (lstm(), "4"),
        "svm_dual / sklearn SVC (libsvm, C++)": (svm(), "reported"),
    }
    print(f"{'reference / library':<52}{'ratio':>8}{'hold':>10}{'library':>12}")
    for name, (pair, hold) in rows.items():
        ratio, library_ms = compare(*pair, rounds)
        print(f"{name:<52}{ratio:>7.2f}x{hold:>10}{library_ms:>9.1f} ms")


def compare(ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """Median ratio of CPU times and the library's median CPU time in ms."""
    ours(), theirs()
    ratios, library = [], []
    for i in range(rounds):
        seconds = {}
        for run in (ours, theirs) if i % 2 else (theirs, ours):
            start = time.process_time()
            run()
            seconds[run] = time.process_time() - start
        ratios.append(seconds[ours] / seconds[theirs])
        library.append(seconds[theirs] * 1e3)
    return statistics.median(ratios), statistics.median(library)


def solution(slug: str) -> Any:
    return load(str(Course.find().exercise(slug).solution))


def gmm() -> Pair:
    rng = np.random.default_rng(0)
    n, k, d = 5_000, 5, 4
    centres = rng.normal(size=(k, d)) * 3
    X = centres[rng.integers(k, size=n)] + rng.normal(size=(n, d))
    mu0 = X[rng.choice(n, k, replace=False)]
    Sigma0 = np.stack([np.eye(d)] * k)
    pi0 = np.full(k, 1 / k)
    model = solution("gmm_em")

    def theirs() -> None:
        mixture = GaussianMixture(
            k, max_iter=10, tol=0.0, reg_covar=1e-6, means_init=mu0, weights_init=pi0,
            precisions_init=np.linalg.inv(Sigma0), init_params="random",
        )  # fmt: skip
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            mixture.fit(X)

    return lambda: model.fit_gmm(X, pi0, mu0, Sigma0, 10, -np.inf), theirs


def attention() -> Pair:
    generator = torch.Generator().manual_seed(0)
    q, k, v = (torch.randn(4, 8, 256, 64, generator=generator) for _ in range(3))
    model = solution("attention")

    def theirs() -> None:
        with sdpa_kernel(SDPBackend.MATH):
            torch.nn.functional.scaled_dot_product_attention(q, k, v)

    return lambda: model.attention(q, k, v), theirs


def lstm() -> Pair:
    T, B, inputs, H = 64, 32, 64, 64
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(T, B, inputs, generator=generator)
    h0, c0 = torch.zeros(B, H), torch.zeros(B, H)
    layer = torch.nn.LSTM(inputs, H)
    params = tuple(p.detach() for p in layer.parameters())
    model = solution("lstm_cell")

    def theirs() -> None:
        with torch.no_grad():
            layer(x, (h0[None], c0[None]))

    return lambda: model.lstm_forward(x, h0, c0, params), theirs


def svm() -> Pair:
    rng = np.random.default_rng(0)
    n = 400
    y = np.where(rng.random(n) < 0.5, 1.0, -1.0)
    X = rng.normal(size=(n, 2)) + 0.7 * y[:, None]
    K = np.exp(-((X[:, None] - X[None]) ** 2).sum(-1))
    model = solution("svm_dual")
    return (
        lambda: model.svm_dual_fit(K, y, 1.0, tol=1e-6),
        lambda: SVC(kernel="precomputed", C=1.0, tol=1e-6).fit(K, y),
    )


if __name__ == "__main__":
    main()
