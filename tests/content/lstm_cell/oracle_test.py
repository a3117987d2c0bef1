"""The reference of lstm_cell against torch's modules and a loop over single numbers."""

import importlib.util
import math
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    path = ROOT / "solutions" / "lstm_cell" / "lstm_cell.py"
    spec = importlib.util.spec_from_file_location("lstm_cell_reference", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def draw(seed: int, *shapes: tuple[int, ...]) -> list[torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    return [torch.randn(shape, generator=generator) for shape in shapes]


def shapes_of(size_in: int, size: int) -> list[tuple[int, ...]]:
    return [(4 * size, size_in), (4 * size, size), (4 * size,), (4 * size,)]


def copied(module: torch.nn.Module, params: list[torch.Tensor]) -> torch.nn.Module:
    with torch.no_grad():
        for own, given in zip(module.parameters(), params, strict=True):
            own.copy_(given)
    return module


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def by_numbers(x, h, c, W_ih, W_hh, b_ih, b_hh):
    """One step in float64, number by number: arrays [B, H] of h and c."""
    B, H = h.shape
    new_h, new_c = np.empty((B, H)), np.empty((B, H))

    def pre(b: int, row: int) -> float:
        total = float(b_ih[row]) + float(b_hh[row])
        total += sum(float(W_ih[row, k]) * float(x[b, k]) for k in range(x.shape[1]))
        return total + sum(float(W_hh[row, k]) * float(h[b, k]) for k in range(H))

    for b, j in np.ndindex(B, H):
        i, f, g, o = (pre(b, block * H + j) for block in range(4))
        new_c[b, j] = sigmoid(f) * float(c[b, j]) + sigmoid(i) * math.tanh(g)
        new_h[b, j] = sigmoid(o) * math.tanh(new_c[b, j])
    return new_h, new_c


def test_the_cell_is_a_loop_over_numbers(reference: ModuleType) -> None:
    args = [a.double() for a in draw(0, (3, 4), (3, 5), (3, 5), *shapes_of(4, 5))]
    for got, want in zip(reference.lstm_cell(*args), by_numbers(*args), strict=True):
        np.testing.assert_allclose(got.numpy(), want, rtol=1e-12)


@pytest.mark.parametrize(("T", "B", "size_in", "size"), [(1, 1, 1, 1), (7, 3, 4, 5), (40, 2, 3, 8)])
def test_the_sequence_is_nn_lstm(
    reference: ModuleType, T: int, B: int, size_in: int, size: int
) -> None:
    """Values and gradients, in float64, where only the formula is left to differ."""
    drawn = draw(1, (T, B, size_in), (B, size), (B, size), *shapes_of(size_in, size))
    x, h0, c0, *params = [a.double().requires_grad_() for a in drawn]
    oracle = copied(torch.nn.LSTM(size_in, size, dtype=torch.float64), params)
    out, (h_T, c_T) = oracle(x, (h0[None], c0[None]))
    got = reference.lstm_forward(x, h0, c0, tuple(params))
    for mine, theirs in zip(got, (out, h_T[0], c_T[0]), strict=True):
        torch.testing.assert_close(mine, theirs, rtol=1e-10, atol=1e-12)
    weights = draw(2, out.shape, (B, size), (B, size))
    want = [x, h0, c0, *oracle.parameters()]
    totals = [
        sum((part * weight).sum() for part, weight in zip(parts, weights, strict=True))
        for parts in (got, (out, h_T[0], c_T[0]))
    ]
    mine = torch.autograd.grad(totals[0], [x, h0, c0, *params])
    theirs = torch.autograd.grad(totals[1], want)
    for one, other in zip(mine, theirs, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-9, atol=1e-11)


def test_the_cell_is_nn_lstm_cell_in_float32(reference: ModuleType) -> None:
    args = draw(3, (6, 4), (6, 3), (6, 3), *shapes_of(4, 3))
    oracle = copied(torch.nn.LSTMCell(4, 3), args[3:])
    want = oracle(args[0], (args[1], args[2]))
    for got, expected in zip(reference.lstm_cell(*args), want, strict=True):
        assert got.dtype is torch.float32
        torch.testing.assert_close(got, expected, rtol=1e-5, atol=2e-6)


def test_the_sequence_repeats_the_cell(reference: ModuleType) -> None:
    """lstm_forward hoists the product with x; that must not change what a step is."""
    x, h, c, *params = draw(4, (5, 2, 3), (2, 4), (2, 4), *shapes_of(3, 4))
    out, h_T, c_T = reference.lstm_forward(x, h, c, tuple(params))
    for step, shown in zip(x, out, strict=True):
        h, c = reference.lstm_cell(step, h, c, *params)
        torch.testing.assert_close(shown, h, rtol=1e-5, atol=2e-6)
    torch.testing.assert_close((h_T, c_T), (h, c), rtol=1e-5, atol=2e-6)
    assert torch.equal(out[-1], h_T)


def test_far_saturation_is_finite_and_bounded(reference: ModuleType) -> None:
    x, h, c, *params = draw(5, (2, 3), (2, 4), (2, 4), *shapes_of(3, 4))
    params[2] = 100 * torch.sign(params[2])
    leaves = [a.requires_grad_() for a in (x, h, 30 * c, *params)]
    h_new, c_new = reference.lstm_cell(*leaves)
    assert bool(torch.isfinite(h_new).all() and torch.isfinite(c_new).all())
    assert h_new.abs().max() <= 1
    grads = torch.autograd.grad(h_new.sum() + c_new.sum(), leaves, allow_unused=False)
    assert all(bool(torch.isfinite(grad).all()) for grad in grads)
