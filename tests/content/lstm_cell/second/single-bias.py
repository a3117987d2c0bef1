"""One bias ought to be enough: the recurrent product goes without."""
import torch
from torch.nn.functional import linear


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (linear(x, W_ih, bias=b_ih) + linear(h, W_hh)).split(h.size(1), dim=1)
    c = f.sigmoid().mul(c).add(i.sigmoid().mul(g.tanh()))
    return o.sigmoid().mul(c.tanh()), c


def lstm_forward(x, h0, c0, params):
    h, c = h0, c0
    out = list(x)
    for t, x_t in enumerate(out):
        h, c = lstm_cell(x_t, h, c, *params)
        out[t] = h
    return torch.stack(out), h, c
