"""Hidden checks of lstm_cell. Nothing here rests on chance: draws are inputs only.

The oracles are torch.nn.LSTMCell and torch.nn.LSTM in float64 with the same weights (values and
gradients), saturated gates, and the closed form of the cell path's gradient.
"""

import torch

from grader.checks import as_tuple, assert_close, assert_finite, assert_shape, check, randn, require

# Tolerances: more than twice the spread over tests/content/lstm_cell/right against float64. States
# are compared absolutely: tanh and sigmoid make them of order one, and relative to a few values
# that happen to be small, their rounding errors would be large once in a while.
ATOL = 5e-6  # 6e-7 over 300 seeds (tanh by way of sigmoid)
RTOL_GRADIENT = 1e-5  # of the largest entry, at least of one: 2.4e-6
RTOL_LONG = 2e-5  # 2.1e-6: the rounding of f, fifty times
ATOL_SATURATED = 1e-6  # sigmoid(-50) is 2e-22, not 0; and a sum may be rounded once more

NAMES = ("x", "h", "c", "W_ih", "W_hh", "b_ih", "b_hh")


def draw(rng, n_in, H, scale=0.6):
    """Parameters of every size and sign: (W_ih, W_hh, b_ih, b_hh)."""
    shapes = (4 * H, n_in), (4 * H, H), (4 * H,), (4 * H,)
    return tuple(scale * randn(rng, *shape) for shape in shapes)


def torch_lstm(kind, params):
    """torch.nn.LSTMCell or torch.nn.LSTM in float64 with copies of the parameters."""
    module = kind(params[0].shape[1], params[1].shape[1], dtype=torch.float64)
    with torch.no_grad():
        for own, given in zip(module.parameters(), params, strict=True):
            own.copy_(given)
    return module


def cell_oracle(x, h, c, *params):
    """(h_new, c_new) by nn.LSTMCell, as float32."""
    with torch.no_grad():
        h, c = torch_lstm(torch.nn.LSTMCell, params)(x.double(), (h.double(), c.double()))
    return h.float(), c.float()


@check(points=1, ko="torch.nn.LSTMCell과 같은 값", en="the same values as torch.nn.LSTMCell")
def test_matches_lstm_cell(student, rng):
    for B, n_in, H in ((3, 4, 5), (1, 6, 2)):
        args = randn(rng, B, n_in), randn(rng, B, H), randn(rng, B, H), *draw(rng, n_in, H)
        h, c = as_tuple(student.lstm_cell(*args), 2)
        want_h, want_c = cell_oracle(*args)
        assert_close(c, want_c, what="c_new", rtol=ATOL, atol=ATOL)
        assert_close(h, want_h, what="h_new", rtol=ATOL, atol=ATOL)


@check(points=1, ko="torch.nn.LSTM과 같은 값", en="the same values as torch.nn.LSTM")
def test_matches_nn_lstm(student, rng):
    # T = B first: exchanged axes then give wrong numbers and not an error.
    for T, B, n_in, H in ((4, 4, 3, 5), (1, 3, 5, 2)):
        x, h0, c0, params = (
            randn(rng, T, B, n_in),
            randn(rng, B, H),
            randn(rng, B, H),
            draw(rng, n_in, H),
        )
        with torch.no_grad():
            states = h0.double()[None], c0.double()[None]
            want, last = torch_lstm(torch.nn.LSTM, params)(x.double(), states)
        got = as_tuple(student.lstm_forward(x, h0, c0, params), 3)
        for part, name, value in zip(got, ("out", "h_T", "c_T"), (want, *last), strict=True):
            value = value if name == "out" else value[0]
            assert_close(part, value.float(), what=name, rtol=ATOL, atol=ATOL)


@check(
    points=1,
    ko="포화된 게이트: 유지, 덮어쓰기, 숨기기",
    en="saturated gates keep, overwrite or hide",
)
def test_saturated_gates(student, rng):
    # Two units each that keep their cell, overwrite it, or hide it; the last two hold and show 30.
    keep, overwrite, hide, hold = (slice(k, k + 2) for k in (0, 2, 4, 6))
    B, n_in, H = 3, 2, 8
    x, h, c = randn(rng, B, n_in), randn(rng, B, H), randn(rng, B, H)
    c[:, hold] = 30 * torch.sign(c[:, hold])
    weights = draw(rng, n_in, H, scale=0.3)[:2]
    b = torch.zeros(4, H)  # rows i, f, g, o
    b[0, keep], b[1, keep] = -50.0, 50.0
    b[0, overwrite], b[1, overwrite] = 50.0, -50.0
    b[3, hide] = -50.0
    b[0, hold], b[1, hold], b[3, hold] = -50.0, 50.0, 50.0

    def cell(c, b):
        half = b.flatten() / 2
        h_new, c_new = as_tuple(student.lstm_cell(x, h, c, *weights, half, half), 2)
        assert_shape(h_new, (B, H), what="h_new")
        assert_shape(c_new, (B, H), what="c_new")
        return h_new, c_new

    def same(got, want, ko, en):
        error = (got - want).abs().max()
        require(error <= ATOL_SATURATED, ko=ko, en=en, largest_error=error)

    h_new, c_new = cell(c, b)
    same(
        c_new[:, keep],
        c[:, keep],
        ko="i = 0, f = 1인 유닛은 셀을 그대로 지녀야 합니다: c_new = c.",
        en="a unit with i = 0 and f = 1 must keep its cell: c_new = c.",
    )
    same(
        h_new[:, hide],
        torch.zeros(B, 2),
        ko="o = 0인 유닛은 아무것도 내보내지 않아야 합니다: h_new = 0.",
        en="a unit with o = 0 must show nothing: h_new = 0.",
    )
    require(
        (h_new.abs() <= 1).all(),
        ko="셀이 아무리 커도 h_new는 -1과 1 사이여야 합니다.",
        en="h_new must stay between -1 and 1, however large the cell.",
        largest=h_new.abs().max(),
    )
    raised = cell(c + 10, b)[1]
    same(
        raised[:, overwrite],
        c_new[:, overwrite],
        ko="i = 1, f = 0인 유닛의 c_new는 이전 셀 c에 따라 달라지지 않아야 합니다.",
        en="with i = 1 and f = 0, c_new must not depend on the cell before.",
    )
    b[3] = 50.0
    same(
        cell(c, b)[1],
        c_new,
        ko="출력 게이트 o는 c_new를 바꾸지 않아야 합니다.",
        en="the output gate o must not change c_new.",
    )


@check(
    points=0.5,
    needs="matches_lstm_cell",
    ko="±100에서도 값과 기울기가 유한하다",
    en="±100 stays finite, gradients too",
)
def test_extreme_inputs_stay_finite(student, rng):
    B, n_in, H = 2, 2, 3
    b = torch.tensor([100.0, -100.0, 0.5]).repeat(4)  # three units: wide open, shut, ordinary
    weights = draw(rng, n_in, H, scale=0.3)[:2]
    args = randn(rng, B, n_in), randn(rng, B, H), randn(rng, B, H), *weights, b, torch.zeros(4 * H)
    got = as_tuple(student.lstm_cell(*args), 2)
    for part, name, want in zip(got, ("h_new", "c_new"), cell_oracle(*args), strict=True):
        assert_close(part, want, what=name, rtol=ATOL, atol=ATOL)
    pullback = student.grad("lstm_cell", *args, wrt=tuple(range(7)))
    for name, grad in zip(NAMES, pullback.grads, strict=True):
        if grad is not None:  # whether one flows at all is asked elsewhere
            assert_finite(grad, what=f"{name}.grad")


@check(
    points=0.5,
    ko="배치의 행들은 서로 독립이다",
    en="the rows of a batch are independent",
)
def test_rows_are_independent(student, rng):
    T, B, n_in, H = 3, 3, 2, 3
    x, h0, c0, params = (
        randn(rng, T, B, n_in),
        randn(rng, B, H),
        randn(rng, B, H),
        draw(rng, n_in, H),
    )
    out = as_tuple(student.lstm_forward(x, h0, c0, params), 3)[0]
    row = slice(1, 2)
    alone = as_tuple(student.lstm_forward(x[:, row], h0[row], c0[row], params), 3)[0]
    together = out[:, row] if getattr(out, "ndim", 0) == 3 else out
    assert_close(alone, together, what="out", rtol=ATOL, atol=ATOL)


@check(
    points=1,
    needs="matches_lstm_cell",
    ko="셀의 기울기: 인자 일곱 개 모두",
    en="gradients of the cell: all seven arguments",
)
def test_gradients_of_the_cell(student, rng):
    B, n_in, H = 3, 4, 2
    args = randn(rng, B, n_in), randn(rng, B, H), randn(rng, B, H), *draw(rng, n_in, H)
    cotangent = randn(rng, B, H), randn(rng, B, H)
    states = [tensor.double().requires_grad_() for tensor in args[:3]]
    oracle = torch_lstm(torch.nn.LSTMCell, args[3:])
    want = pulled_back(oracle(states[0], (states[1], states[2])), cotangent, states, oracle)
    pullback = student.grad("lstm_cell", *args, wrt=tuple(range(7)), cotangent=cotangent)
    compare_gradients(pullback.grads, want, NAMES)


@check(
    points=1,
    needs="matches_nn_lstm",
    ko="시간을 거슬러 흐르는 기울기(BPTT)",
    en="gradients back through time (BPTT)",
)
def test_gradients_through_time(student, rng):
    T, B, n_in, H = 5, 2, 3, 4
    x, h0, c0, params = (
        randn(rng, T, B, n_in),
        randn(rng, B, H),
        randn(rng, B, H),
        draw(rng, n_in, H),
    )
    cotangent = randn(rng, T, B, H), randn(rng, B, H), randn(rng, B, H)
    states = [tensor.double().requires_grad_() for tensor in (x, h0, c0)]
    oracle = torch_lstm(torch.nn.LSTM, params)
    out, (h_T, c_T) = oracle(states[0], (states[1][None], states[2][None]))
    want = pulled_back((out, h_T[0], c_T[0]), cotangent, states, oracle)
    wrt = (0, 1, 2, (3, 0), (3, 1), (3, 2), (3, 3))
    pullback = student.grad("lstm_forward", x, h0, c0, params, wrt=wrt, cotangent=cotangent)
    compare_gradients(pullback.grads, want, ("x", "h0", "c0", *NAMES[3:]))


def pulled_back(outputs, cotangent, states, oracle):
    """Gradients of sum(outputs * cotangent) in the states and the oracle's parameters."""
    # A scalar on purpose: given cotangents make torch import sympy, a quarter of a second.
    total = sum((out * g.double()).sum() for out, g in zip(outputs, cotangent, strict=True))
    return torch.autograd.grad(total, [*states, *oracle.parameters()])


def compare_gradients(got, want, names):
    for name, gradient, oracle in zip(names, got, want, strict=True):
        require(
            gradient is not None,
            ko=f"{name}까지 기울기가 흐르지 않습니다.",
            en=f"no gradient flows to {name}.",
        )
        what = f"{name}.grad"
        atol = RTOL_GRADIENT * max(1.0, float(oracle.abs().max()))
        assert_close(gradient, oracle.float(), what=what, rtol=RTOL_GRADIENT, atol=atol)


@check(
    points=0.5,
    needs="matches_nn_lstm",
    ko="50걸음의 기억: ∂c_T/∂c₀ = f⁵⁰",
    en="memory over 50 steps: ∂c_T/∂c₀ = f⁵⁰",
)
def test_long_memory(student, rng):
    # W_hh = 0 makes the gates independent of the past and i = 0 leaves nothing but the cell path.
    T, B, n_in, H = 50, 2, 3, 4
    f = torch.tensor([1.0, 0.99, 0.9, 0.5], dtype=torch.float64)
    b_ih, b_hh = torch.zeros(4 * H), torch.zeros(4 * H)
    b_ih[:H] = -50.0
    b_ih[H : 2 * H] = torch.logit(f).clamp(max=50.0).float() - 1
    b_hh[H : 2 * H] = 1.0
    W_ih = 0.6 * randn(rng, 4 * H, n_in)
    W_ih[: 2 * H] = 0.0
    params = W_ih, torch.zeros(4 * H, H), b_ih, b_hh
    x, h0, c0 = randn(rng, T, B, n_in), randn(rng, B, H), randn(rng, B, H)
    ones = torch.ones(B, H)
    pullback = student.grad(
        "lstm_forward", x, h0, c0, params, wrt=(2,), cotangent=(None, None, ones)
    )
    got = pullback.grads[0]
    require(
        got is not None,
        ko="c_T에서 c0까지 기울기가 흐르지 않습니다.",
        en="no gradient flows from c_T to c0.",
    )
    want = (f**T).float().expand(B, H)
    assert_close(got, want, what="c0.grad", rtol=RTOL_LONG)


@check(
    points=1,
    needs="matches_nn_lstm",
    ko="긴 시퀀스: 배치 행 반복문 없이 빠르게",
    en="long sequence: no loop over the rows",
)
def test_long_sequence(race):
    T, B, n_in, H = 64, 64, 64, 64

    def make(rng):
        return (
            randn(rng, T, B, n_in),
            randn(rng, B, H),
            randn(rng, B, H),
            draw(rng, n_in, H, H**-0.5),
        )

    # Measured against the reference: a product for each gate 1.4, float64 inside 3.3, a loop over
    # the rows of the batch 14. The line lies between.
    race("lstm_forward", make, limit=7, rtol=ATOL, atol=ATOL)
