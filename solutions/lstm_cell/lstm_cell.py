"""LSTM: a recurrent cell whose memory c changes by gated addition, not by matrix products.

With sigma the logistic function, * element by element, and all of shape [B, H]:

    i = sigma(x W_ii' + b_ii + h W_hi' + b_hi)      input gate: how much is written
    f = sigma(x W_if' + b_if + h W_hf' + b_hf)      forget gate: how much of c is kept
    g = tanh (x W_ig' + b_ig + h W_hg' + b_hg)      candidate: what is written, in (-1, 1)
    o = sigma(x W_io' + b_io + h W_ho' + b_ho)      output gate: how much is shown
    c_new = f * c + i * g
    h_new = o * tanh(c_new)

The forget gate scales the cell c, not the hidden state h (erratum e002-forget-gate-hidden); h only
helps to decide how far each gate opens. A gate is a factor, not a probability: nothing is sampled
(e002-gate-as-probability).

Why it remembers: along the cell path alone, d c_T / d c_0 = f_1 * f_2 * ... * f_T. A plain RNN has
a product of T Jacobians W_hh' diag(tanh') in its place, which shrinks or explodes. With f near 1
the gradient survives; with f = 0.9 it is down to 0.005 after 50 steps. So LSTM eases vanishing
gradients, it does not abolish them (e001-lstm-solves-vanishing).

References:
    [1] Hochreiter, Schmidhuber, "Long Short-Term Memory", Neural Computation 9(8), 1997.
    [2] Gers, Schmidhuber, Cummins, "Learning to Forget: Continual Prediction with LSTM", Neural
        Computation 12(10), 2000 (adds the forget gate).
    [3] PyTorch, torch.nn.LSTM (block order i, f, g, o; two bias vectors).
    [4] Appleyard, Kocisky, Blunsom, "Optimizing Performance of Recurrent Neural Networks on GPUs",
        2016 (one product for four gates; all inputs in one product).
"""

import torch
from torch import Tensor
from torch.nn.functional import linear


def lstm_cell(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    """Advance an LSTM by one time step.

    Args:
        x: input [B, I].
        h: hidden state [B, H].
        c: cell state [B, H].
        W_ih: input weights [4H, I], blocks of rows in the order i, f, g, o.
        W_hh: recurrent weights [4H, H], same order.
        b_ih: bias [4H], same order.
        b_hh: bias [4H] once more: only the sum of the two matters, but cuDNN has both.

    Returns:
        (h_new, c_new), both [B, H].
    """
    # The blocks are stacked, so one product serves four gates: [B, I] @ [I, 4H] -> [B, 4H].
    pre = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh
    return _update(pre, c)


def _update(pre: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
    """Gates from their pre-activations [B, 4H], then the new (h, c) from the old c [B, H]."""
    i, f, g, o = pre.chunk(4, dim=1)  # four views [B, H], no copies
    # torch.sigmoid and torch.tanh, not formulas with exp: those give inf/inf = NaN at +-100, in
    # the value or in the gradient. Saturated gates are normal in a trained LSTM.
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    # The *new* cell is shown. |h_new| <= 1 (not <: tanh(10) is exactly 1 in float32).
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


def lstm_forward(
    x: Tensor, h0: Tensor, c0: Tensor, params: tuple[Tensor, Tensor, Tensor, Tensor]
) -> tuple[Tensor, Tensor, Tensor]:
    """Run the cell over a sequence.

    Args:
        x: inputs [T, B, I], time first.
        h0: hidden state before the first step [B, H].
        c0: cell state before the first step [B, H].
        params: (W_ih, W_hh, b_ih, b_hh), the same at every step.

    Returns:
        (out, h_T, c_T): [T, B, H], [B, H], [B, H]; out[-1] is h_T.
    """
    W_ih, W_hh, b_ih, b_hh = params
    # The inputs of all steps are known beforehand: one large product instead of T small ones.
    # Only the product with h has to wait for the step before. linear adds the bias within the
    # product; a separate sum would fill these T * B * 4H numbers, the largest here, twice.
    pre_x = linear(x, W_ih, b_ih + b_hh)  # x W_ih' + b: [T, B, 4H]
    W_hh_T = W_hh.T  # [H, 4H], a view

    h, c, out = h0, c0, []
    for pre_t in pre_x.unbind(0):  # pre_t: [B, 4H]
        h, c = _update(torch.addmm(pre_t, h, W_hh_T), c)  # addmm: pre_t + h @ W_hh_T in one go
        # A list and one stack at the end: writing into a buffer would hide each step from
        # autograd, or make it copy.
        out.append(h)
    return torch.stack(out), h, c
