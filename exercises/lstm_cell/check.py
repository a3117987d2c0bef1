"""Public checks of lstm_cell: small enough to redo on paper."""

import math

import torch

from grader.checks import as_tuple, assert_close, check, randn, require

LN2, LN3 = math.log(2), math.log(3)


def column(*values):
    return torch.tensor(values)[:, None]


@check(
    points=1,
    ko="유닛 하나를 손으로",
    en="one unit by hand",
)
def test_one_unit_by_hand(student):
    # sigmoid(ln 3) = 3/4, sigmoid(0) = 1/2, tanh(ln 2) = 3/5, sigmoid(-ln 3) = 1/4
    x, h, c = torch.tensor([[1.0]]), torch.tensor([[1.0]]), torch.tensor([[2.0]])
    W_ih, W_hh = column(LN3, 0.0, LN2, 0.0), column(0.0, 0.0, 0.0, -LN3)
    b_ih, b_hh = torch.tensor([0.5, -1.0, 0.0, 0.0]), torch.tensor([-0.5, 1.0, 0.0, 0.0])
    got = as_tuple(student.lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh), 2)
    # c_new = 1/2 * 2 + 3/4 * 3/5 = 1.45,   h_new = 1/4 * tanh(1.45) = 0.2239
    assert_close(got[1], torch.tensor([[1.45]]), what="c_new")
    assert_close(got[0], torch.tensor([[math.tanh(1.45) / 4]]), what="h_new")


@check(
    points=0.5,
    ko="매개변수가 모두 0이면 셀의 절반이 남는다",
    en="all parameters zero: half the cell is kept",
)
def test_zero_parameters_halve_the_cell(student):
    # All gates are sigmoid(0) = 1/2 and g = tanh(0) = 0, whatever x and h are.
    x, h = torch.tensor([[3.0, -1.0, 2.0]]), torch.tensor([[0.7, 0.2]])
    c = torch.tensor([[LN3, -LN3]])
    zeros = torch.zeros(8, 3), torch.zeros(8, 2), torch.zeros(8), torch.zeros(8)
    got = as_tuple(student.lstm_cell(x, h, c, *zeros), 2)
    assert_close(got[1], c / 2, what="c_new")
    # tanh(ln 3 / 2) = (3 - 1) / (3 + 1) = 1/2
    assert_close(got[0], torch.tensor([[0.25, -0.25]]), what="h_new")


@check(
    points=1,
    ko="lstm_forward는 lstm_cell의 되풀이다",
    en="lstm_forward repeats lstm_cell",
)
def test_forward_repeats_the_cell(student, rng):
    T, B, n_in, H = 2, 2, 3, 4
    params = randn(rng, 4 * H, n_in), randn(rng, 4 * H, H), randn(rng, 4 * H), randn(rng, 4 * H)
    x, h, c = randn(rng, T, B, n_in), randn(rng, B, H), randn(rng, B, H)
    out, h_T, c_T = as_tuple(student.lstm_forward(x, h, c, params), 3)
    steps = []
    for x_t in x:
        h, c = as_tuple(student.lstm_cell(x_t, h, c, *params), 2, what="lstm_cell(...)")
        steps.append(h)
    assert_close(out, torch.stack(steps), what="out")
    assert_close(h_T, h, what="h_T")
    assert_close(c_T, c, what="c_T")
    require(
        torch.allclose(out[-1], h_T),
        ko="out의 마지막 걸음 out[-1]이 h_T와 다릅니다.",
        en="the last step of out, out[-1], is not h_T.",
    )
