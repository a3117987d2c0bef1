"""Hidden checks of attention: a slow loop, torch's own attention, edge cases, gradients, a race."""

import math

import numpy as np
import torch
import torch.nn.functional as F

from grader.checks import as_tuple, assert_close, assert_shape, check, randn, require

# Float32 rounding. Largest spread over six correct solutions and 800 seeds (einsum, float64 inside,
# scaled keys, loops): values 4e-7, gradients 1.5e-6, chunks of long rows 1.6e-6. These are eight
# times that and more, so that chance never decides; the nearest real fault, bfloat16, makes 2e-3.
RTOL = 4e-6
GRAD_RTOL = 1.5e-5
CHUNK_RTOL = 1.3e-5
# exp(s - logsumexp(s)) is right too; at s = 10,000 it carries half a float32 step of s, 5e-4.
LARGE_RTOL = 1e-3

# The vote line of the race: told as "within 5x". Vectorised solutions take 0.9 to 1.6 times the
# reference, with float64 inside up to 2.7, a loop over the queries 15 and more.
RACE_LIMIT = 6.0

# The bonus: T x T float32 scores would be 256 MB at T = 8192.
LONG = 8192
LITTLE_MB = 192


def loop(q, k, v):
    """Attention in float64, one query and one key at a time: out and weights."""
    q, k, v = (x.double().numpy() for x in (q, k, v))
    d, n_keys = k.shape[-1], k.shape[-2]
    out = np.zeros((*q.shape[:-1], v.shape[-1]))
    weights = np.zeros((*q.shape[:-1], n_keys))
    for b, h, t in np.ndindex(q.shape[:-1]):
        terms = [math.exp(q[b, h, t] @ k[b, h, j] / math.sqrt(d)) for j in range(n_keys)]
        total = sum(terms)
        for j in range(n_keys):
            weights[b, h, t, j] = terms[j] / total
            out[b, h, t] += terms[j] / total * v[b, h, j]
    return torch.from_numpy(out).float(), torch.from_numpy(weights).float()


def softmax_over(allowed, scores):
    """Softmax of the allowed scores of each row; zeros where a row has none."""
    scores = scores.masked_fill(~allowed, -math.inf)
    top = scores.amax(-1, keepdim=True)
    terms = torch.exp(scores - top.masked_fill(top == -math.inf, 0.0))
    total = terms.sum(-1, keepdim=True)
    return terms / total.masked_fill(total == 0, 1.0)


def past(n_queries, n_keys):
    """Which keys a causal query may see, top left."""
    return torch.arange(n_keys) <= torch.arange(n_queries)[:, None]


def some_rows(q, k, v, rows, causal):
    """The output of these queries only, in float64: cheap even where T x T would be huge."""
    scores = q[..., rows, :].double() @ k.double().mT / math.sqrt(q.shape[-1])
    allowed = torch.arange(k.shape[-2]) <= rows[:, None] if causal else torch.tensor(True)
    return (softmax_over(allowed, scores) @ v.double()).float()


def gradients(q, k, v, mask, cotangent):
    """Gradients of sum(out * g_out) + sum(weights * g_weights) for q, k, v, by hand in float64."""
    q, k, v, g_out, g_weights = (x.double() for x in (q, k, v, *cotangent))
    root = math.sqrt(q.shape[-1])
    scores = q @ k.mT / root
    allowed = torch.ones_like(scores, dtype=torch.bool) if mask is None else mask
    weights = softmax_over(allowed, scores)
    g_weights = g_weights + g_out @ v.mT
    g_scores = weights * (g_weights - (g_weights * weights).sum(-1, keepdim=True))
    found = g_scores @ k / root, g_scores.mT @ q / root, weights.mT @ g_out
    return [gradient.float() for gradient in found]


def require_zero(weights, allowed):
    """Masked weights are zeros, not small numbers."""
    leaked = weights[~allowed.expand(weights.shape)]
    require(
        (leaked == 0).all(),
        ko="가려진 키의 가중치가 정확히 0이 아닙니다.",
        en="The weight of a masked key is not exactly 0.",
        largest=leaked.abs().max() if leaked.numel() else 0.0,
    )


@check(points=1, ko="느린 반복문과 같은 값을 낸다", en="matches a slow loop")
def test_matches_a_loop(student, rng):
    q, k, v = randn(rng, 2, 3, 5, 16), randn(rng, 2, 3, 7, 16), randn(rng, 2, 3, 7, 6)
    out, weights = as_tuple(student.attention(q, k, v), 2)
    expected, expected_weights = loop(q, k, v)
    assert_close(weights, expected_weights, what="weights", rtol=RTOL)
    assert_close(out, expected, what="out", rtol=RTOL)


@check(
    points=1,
    needs="matches_a_loop",
    ko="모양이 다른 여러 마스크: torch의 어텐션과 같다",
    en="masks of every shape, against torch's attention",
)
def test_any_mask(student, rng):
    n_batch, n_heads, n_queries, n_keys = 2, 3, 4, 6
    q, k = randn(rng, n_batch, n_heads, n_queries, 8), randn(rng, n_batch, n_heads, n_keys, 8)
    v = randn(rng, n_batch, n_heads, n_keys, 5)
    shapes = [(n_keys,), (n_queries, n_keys), (n_batch, 1, 1, n_keys), (n_heads, 1, n_keys)]
    for shape in [*shapes, (n_batch, n_heads, n_queries, n_keys)]:
        mask = torch.from_numpy(rng.random(shape) < 0.5)
        mask[..., 0] = True  # no row without keys here
        mask[..., 1] = False
        out, weights = as_tuple(student.attention(q, k, v, mask), 2)
        full = mask.expand(n_batch, n_heads, n_queries, n_keys)
        expected = F.scaled_dot_product_attention(q.double(), k.double(), v.double(), full)
        expected_weights = softmax_over(mask, q.double() @ k.double().mT / math.sqrt(8))
        assert_close(weights, expected_weights.float(), what="weights", rtol=RTOL)
        assert_close(out, expected.float(), what="out", rtol=RTOL)
        require_zero(weights, mask)


@check(
    points=1,
    ko="인과 마스크: Tq ≠ Tk일 때, 그리고 다른 마스크와 함께",
    en="causal where Tq differs from Tk, and together with a mask",
)
def test_causal_any_lengths(student, rng):
    # Equal keys: weights are equal over the allowed keys, whatever the scores.
    for n_queries, n_keys in (3, 5), (5, 3):
        q = randn(rng, 2, 2, n_queries, 8)
        k = randn(rng, 1, 1, 1, 8).expand(2, 2, n_keys, 8)
        v = randn(rng, 2, 2, n_keys, 4)
        mask = torch.ones(2, 1, n_queries, n_keys, dtype=torch.bool)
        mask[0, ..., 1] = False
        mask[1, ..., 2] = False
        triangle = past(n_queries, n_keys)
        for given, causal, allowed in (
            (None, True, triangle),
            (mask, False, mask),
            (mask, True, mask & triangle),
        ):
            expected = softmax_over(allowed, torch.zeros(2, 2, n_queries, n_keys))
            out, weights = as_tuple(student.attention(q, k, v, mask=given, causal=causal), 2)
            assert_close(weights, expected, what="weights", rtol=RTOL)
            assert_close(out, expected @ v, what="out", rtol=RTOL)
            require_zero(weights, allowed)


@check(
    points=1,
    ko="볼 수 있는 키가 없는 질의는 0을 얻는다",
    en="a query that may see nothing gets zeros",
)
def test_nothing_to_attend_to(student, rng):
    q, v = randn(rng, 2, 2, 3, 8), randn(rng, 2, 2, 4, 5)
    k = randn(rng, 1, 1, 1, 8).expand(2, 2, 4, 8)
    one_row = torch.tensor([[True, True, False, False], [False] * 4, [False, True, True, True]])
    padding = torch.tensor([[True, False, True, False], [False] * 4])[:, None, None]
    hides_first = torch.tensor([False, True, True, True])
    for mask, causal in (one_row, False), (padding, False), (hides_first, True):
        allowed = (mask & past(3, 4) if causal else mask).expand(2, 2, 3, 4)
        out, weights = as_tuple(student.attention(q, k, v, mask, causal), 2)
        assert_shape(weights, (2, 2, 3, 4), what="weights")
        require(
            not weights.isnan().any(),
            ko="볼 수 있는 키가 없는 행에서 0/0이 생겼습니다. 그 행은 NaN이 아니라 0이어야 합니다.",
            en="A row without any key to attend to became 0/0: it must be zeros, not NaN.",
        )
        expected = softmax_over(allowed, torch.zeros(2, 2, 3, 4))
        assert_close(weights, expected, what="weights", rtol=RTOL)
        assert_close(out, expected @ v, what="out", rtol=RTOL)


@check(
    points=1,
    needs="matches_a_loop",
    ko="아주 큰 점수에서도 값이 유한하고 정확하다",
    en="very large scores stay finite and right",
)
def test_large_scores(student):
    # Keys are unit vectors and √16 = 4, so that a query is 4 times its row of scores.
    high = torch.tensor([[92, 88, 80], [720, 716, 719], [1e4, -1e4, 9995]])
    low = torch.tensor([[-100, -104, -108], [-720, -716, -719], [-1e4, -9999, -9995]])
    k = torch.eye(3, 16)[None, None]
    v = torch.tensor([[1.0, 0], [0, 1], [3, 5]])[None, None]
    best_hidden = high < high.amax(-1, keepdim=True)  # the largest score must not count
    for scores, mask in (high, None), (high, best_hidden), (low, None):
        q = torch.zeros(1, 1, 3, 16)
        q[..., :3] = 4 * scores
        allowed = torch.ones(3, 3, dtype=torch.bool) if mask is None else mask
        expected = softmax_over(allowed, scores.double()[None, None])
        out, weights = as_tuple(student.attention(q, k, v, mask), 2)
        assert_close(weights, expected.float(), what="weights", rtol=LARGE_RTOL)
        assert_close(out, (expected @ v.double()).float(), what="out", rtol=LARGE_RTOL)
        require_zero(weights, allowed)


@check(
    points=1,
    needs="matches_a_loop",
    ko="기울기가 q, k, v로 올바르게 흐른다",
    en="gradients flow to q, k and v",
)
def test_gradients(student, rng, credit):
    q, k, v = randn(rng, 1, 2, 3, 8), randn(rng, 1, 2, 5, 8), randn(rng, 1, 2, 5, 4)
    cotangent = randn(rng, 1, 2, 3, 4), randn(rng, 1, 2, 3, 5)
    empty_row = torch.from_numpy(rng.random((3, 5)) < 0.6)
    empty_row[:, 0] = True
    empty_row[1] = False
    for mask in None, empty_row:
        pullback = student.grad("attention", q, k, v, mask, wrt=(0, 1, 2), cotangent=cotangent)
        wanted = gradients(q, k, v, mask, cotangent)
        for name, got, want in zip("qkv", pullback.grads, wanted, strict=True):
            require(
                got is not None,
                ko=f"{name}로 기울기가 흐르지 않습니다. 계산 그래프가 끊겼습니다.",
                en=f"No gradient reaches {name}: the graph of the computation is cut.",
            )
            assert_close(got, want, what=f"∂/∂{name}", rtol=GRAD_RTOL)
        if mask is None:
            credit(0.5, ko="마스크가 없을 때의 기울기", en="gradients without a mask")


@check(
    points=1,
    needs=("matches_a_loop", "any_mask"),
    ko="질의 3,072개: 우리 풀이의 5배 안에 끝난다",
    en="3,072 queries, within 5x of our solution",
)
def test_many_queries(race):
    def make(rng):
        mask = torch.from_numpy(rng.random((1, 1, 1, 160)) < 0.8)
        mask[..., 0] = True
        q, k, v = (randn(rng, 1, 2, n, 64) for n in (3072, 160, 160))
        return q, k, v, mask

    race("attention", make, limit=RACE_LIMIT, rtol=RTOL)


@check(
    points=1,
    bonus=True,
    ko="나누어 계산해도 같은 값을 낸다",
    en="in chunks: the same values",
)
def test_chunked_values(student, rng):
    # Keys grow along the sequence, so that the largest score moves up from chunk to chunk.
    for n_queries, n_keys, causal in (3, 1, False), (5, 1500, False), (600, 560, True):
        q, v = randn(rng, 1, 2, n_queries, 8), randn(rng, 1, 2, n_keys, 3)
        k = randn(rng, 1, 2, n_keys, 8) * torch.linspace(0.5, 4, n_keys)[:, None]
        out = student.attention_chunked(q, k, v, causal=causal)
        assert_shape(out, (1, 2, n_queries, 3), what="out")
        some = torch.arange(0, n_queries, 1 + n_queries // 50)
        expected = some_rows(q, k, v, some, causal)
        assert_close(out[..., some, :], expected, what="`out`, some rows", rtol=CHUNK_RTOL)

    size = torch.tensor([0.5, 1, 50, 100])[:, None]  # of the scores in each row
    q, k, v = randn(rng, 1, 2, 4, 8) * size, randn(rng, 1, 2, 700, 8), randn(rng, 1, 2, 700, 3)
    out = student.attention_chunked(q, k, v)
    expected = some_rows(q, k, v, torch.arange(4), causal=False)
    assert_close(out, expected, what="`out` for large scores", rtol=LARGE_RTOL)


@check(
    points=1,
    needs="chunked_values",
    bonus=True,
    fresh=True,
    cpu_s=10,
    memory_mb=LITTLE_MB,
    ko="T = 8192를 192 MB 안에서 (T × T 행렬은 256 MB)",
    en="T = 8192 in 192 MB, where T x T takes 256 MB",
)
def test_chunked_memory(student, rng):
    q, k, v = randn(rng, 1, 1, LONG, 16), randn(rng, 1, 1, LONG, 16), randn(rng, 1, 1, LONG, 4)
    k = k * torch.linspace(0.5, 4, LONG)[:, None]
    out = student.attention_chunked(q, k, v, causal=True)

    assert_shape(out, (1, 1, LONG, 4), what="out")
    some = torch.cat([torch.arange(0, LONG, 127), torch.tensor([LONG - 1])])
    expected = some_rows(q, k, v, some, causal=True)
    assert_close(out[..., some, :], expected, what="`out`, some rows", rtol=CHUNK_RTOL)
