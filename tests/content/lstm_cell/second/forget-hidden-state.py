"""What the note says: the forget gate erases part of the hidden state."""
import torch


def gates(z):
    i, f, g, o = torch.tensor_split(z, 4, dim=1)
    return i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = gates(torch.nn.functional.linear(x, W_ih, b_ih + b_hh) + h @ W_hh.mT)
    remembered = torch.mul(f, h)
    c_new = torch.add(remembered, i * g)
    return c_new.tanh().mul(o), c_new


def lstm_forward(x, h0, c0, params):
    W_ih, W_hh, b_ih, b_hh = params
    h, c, out = h0, c0, []
    for x_t in x:
        i, f, g, o = gates(x_t @ W_ih.mT + h @ W_hh.mT + b_ih + b_hh)
        c = f * h + i * g
        h = o * torch.tanh(c)
        out.append(h)
    return torch.stack(out), h, c
