"""Forget gate first, as in the order of the lecture."""
import torch


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    H = c.shape[1]
    block = {}
    for k, name in enumerate(("forget", "input", "candidate", "output")):
        rows = slice(k * H, (k + 1) * H)
        block[name] = x @ W_ih[rows].t() + h @ W_hh[rows].t() + (b_ih + b_hh)[rows]
    c = c * block["forget"].sigmoid() + block["candidate"].tanh() * block["input"].sigmoid()
    return c.tanh() * block["output"].sigmoid(), c


def lstm_forward(x, h0, c0, params):
    out = torch.empty(x.size(0), *h0.shape)
    rows = []
    h, c = h0, c0
    for t in range(len(out)):
        h, c = lstm_cell(x[t], h, c, *params)
        rows.append(h.unsqueeze(0))
    return torch.cat(rows), h, c
