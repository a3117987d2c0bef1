"""The reference against torch's own attention and its autograd: what the checks cannot afford."""

import importlib.util
import math
from pathlib import Path
from types import ModuleType

import pytest
import torch
import torch.nn.functional as F

SOLUTION = Path(__file__).parents[3] / "solutions" / "attention" / "attention.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_attention", SOLUTION)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REFERENCE = load()


def draw(seed, n_queries, n_keys, dtype=torch.float64):
    rng = torch.Generator().manual_seed(seed)
    shapes = (2, 3, n_queries, 8), (2, 3, n_keys, 8), (2, 3, n_keys, 5)
    return tuple(torch.randn(*shape, generator=rng, dtype=dtype) for shape in shapes)


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("shape", [None, (7,), (4, 7), (2, 1, 1, 7), (3, 1, 7), (2, 3, 4, 7)])
def test_output_and_gradients_match_torch(shape, causal):
    q, k, v = (x.requires_grad_() for x in draw(0, 4, 7))
    mask = None
    if shape is not None:
        mask = torch.rand(*shape, generator=torch.Generator().manual_seed(1)) < 0.6
        mask[..., 0] = True
    merged = torch.ones(4, 7, dtype=torch.bool).tril() if causal else torch.tensor(True)
    merged = (merged if mask is None else merged & mask).expand(2, 3, 4, 7)
    out, weights = REFERENCE.attention(q, k, v, mask, causal)
    want = F.scaled_dot_product_attention(q, k, v, merged)
    torch.testing.assert_close(out, want, rtol=1e-12, atol=1e-12)
    torch.testing.assert_close(weights.sum(-1), torch.ones_like(weights.sum(-1)))
    assert (weights[~merged] == 0).all()
    cotangent = torch.randn(out.shape, generator=torch.Generator().manual_seed(2)).double()
    got = torch.autograd.grad(out, (q, k, v), cotangent)
    expected = torch.autograd.grad(want, (q, k, v), cotangent)
    for one, other in zip(got, expected, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-11, atol=1e-11)


def test_numerical_gradients_with_an_empty_row():
    q, k, v = (x[:1, :1].requires_grad_() for x in draw(3, 3, 4))
    mask = torch.tensor([[True, False, True, True], [False] * 4, [True] * 4])
    assert torch.autograd.gradcheck(
        lambda *qkv: REFERENCE.attention(*qkv, mask), (q, k, v), atol=1e-7
    )


def test_an_empty_row_is_zero_with_a_zero_gradient():
    q, k, v = (x.requires_grad_() for x in draw(4, 3, 4, torch.float32))
    mask = torch.tensor([[True] * 4, [False] * 4, [True] * 4])
    out, weights = REFERENCE.attention(q, k, v, mask)
    assert (out[..., 1, :] == 0).all() and (weights[..., 1, :] == 0).all()
    (out.sum() + (weights**2).sum()).backward()
    assert (q.grad[..., 1, :] == 0).all()
    assert all(x.grad.isfinite().all() for x in (q, k, v))


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize(
    "lengths", [(1, 1), (3, 5), (5, 3), (511, 513), (512, 512), (1030, 700), (700, 1030)]
)
def test_chunks_match_the_whole(lengths, causal):
    q, k, v = draw(5, *lengths)
    want, _ = REFERENCE.attention(q, k, v, causal=causal)
    got = REFERENCE.attention_chunked(q, k, v, causal=causal)
    torch.testing.assert_close(got, want, rtol=1e-12, atol=1e-12)


def test_chunks_stand_scores_that_grow_and_overflow():
    q, k, v = draw(6, 4, 1500, torch.float32)
    k = 300 * k * torch.linspace(0.1, 1, 1500)[:, None]
    got = REFERENCE.attention_chunked(q, k, v)
    exact = F.scaled_dot_product_attention(q.double(), k.double(), v.double())
    assert got.isfinite().all()
    assert (got - exact).abs().max() < 1e-3 * exact.abs().max()


def test_scores_have_unit_variance():
    """Why the divisor is the root of d: the variance of q·k is d (sec. 3.2.1 of the paper)."""
    rng = torch.Generator().manual_seed(7)
    for d in (4, 64, 256):
        q, k = (torch.randn(20_000, d, generator=rng) for _ in range(2))
        scores = (q * k).sum(-1) / math.sqrt(d)
        assert abs(scores.var().item() - 1) < 0.1
