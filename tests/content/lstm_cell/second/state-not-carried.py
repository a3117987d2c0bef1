"""Treats the steps as a batch: every one starts from h0 and c0."""
import torch


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + h @ W_hh.T + b_ih + b_hh).chunk(4, dim=-1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


def lstm_forward(x, h0, c0, params):
    T, B, I = x.shape
    again = [state.repeat(T, 1) for state in (h0, c0)]
    h, c = lstm_cell(x.reshape(T * B, I), *again, *params)
    out = h.view(T, B, -1)
    return out, out[-1], c.view(T, B, -1)[-1]
