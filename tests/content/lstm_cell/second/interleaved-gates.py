"""Takes every fourth row for a gate."""
import torch


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    def pre(k):
        return x @ W_ih[k::4].T + h @ W_hh[k::4].T + b_ih[k::4] + b_hh[k::4]

    c = torch.sigmoid(pre(1)) * c + torch.sigmoid(pre(0)) * torch.tanh(pre(2))
    return torch.sigmoid(pre(3)) * torch.tanh(c), c


def lstm_forward(x, h0, c0, params):
    out, h, c = [], h0, c0
    for x_t in x:
        h, c = lstm_cell(x_t, h, c, *params)
        out.append(h)
    return torch.stack(out), h, c
