import torch


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    gates = x @ W_ih.reshape(x.shape[1], -1) + b_ih + h @ W_hh.reshape(h.shape[1], -1) + b_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
    g = torch.tanh(g)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


def lstm_forward(x, h0, c0, params):
    h, c = h0, c0
    out = []
    for t in range(x.shape[0]):
        h, c = lstm_cell(x[t], h, c, *params)
        out.append(h)
    return torch.stack(out), h, c
