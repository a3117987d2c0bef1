"""Cuts the graph between steps "to save memory"."""
import torch


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


def lstm_forward(x, h0, c0, params):
    W_ih, W_hh, b_ih, b_hh = params
    inputs = x @ W_ih.T + (b_ih + b_hh)
    h, c = h0, c0
    out = []
    for t in range(len(x)):
        with torch.no_grad():
            h_before, c_before = h.clone(), c.clone()
        i, f, g, o = (inputs[t] + h_before @ W_hh.T).chunk(4, dim=1)
        c = f.sigmoid() * c_before + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        out.append(h)
    return torch.stack(out), h, c
