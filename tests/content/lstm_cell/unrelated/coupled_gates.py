"""Writes exactly what it forgets, as a GRU does."""
import torch


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c = f.sigmoid() * c + (1 - f.sigmoid()) * g.tanh()
    return o.sigmoid() * c.tanh(), c


def lstm_forward(x, h0, c0, params):
    out, h, c = [], h0, c0
    for x_t in x:
        h, c = lstm_cell(x_t, h, c, *params)
        out.append(h)
    return torch.stack(out), h, c
