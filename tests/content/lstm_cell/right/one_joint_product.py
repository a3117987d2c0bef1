"""[x, h] side by side, one product with [W_ih, W_hh]; columns are batch rows inside."""

import torch


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    W, b = torch.cat([W_ih, W_hh], dim=1), (b_ih + b_hh)[:, None]
    h, c = advance(W, b, x.T, h.T, c.T)
    return h.T, c.T


def advance(W, b, x, h, c):
    """One step on transposed states: x [I, B], h and c [H, B]."""
    i, f, g, o = torch.addmm(b, W, torch.cat([x, h])).chunk(4, dim=0)
    c = torch.addcmul(torch.sigmoid(f) * c, torch.sigmoid(i), torch.tanh(g))
    return torch.sigmoid(o) * torch.tanh(c), c


def lstm_forward(x, h0, c0, params):
    W_ih, W_hh, b_ih, b_hh = params
    W, b = torch.cat([W_ih, W_hh], dim=1), (b_ih + b_hh)[:, None]
    h, c, out = h0.T, c0.T, []
    for x_t in x.transpose(1, 2):
        h, c = advance(W, b, x_t, h, c)
        out.append(h)
    return torch.stack(out).transpose(1, 2), h.T, c.T
