"""sigmoid as a share of two exponentials."""
import torch


def share(z):
    opened = z.exp()
    return opened.div(opened.add(1.0))


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    z = torch.nn.functional.linear(x, W_ih, b_ih) + torch.nn.functional.linear(h, W_hh, b_hh)
    i, f, g, o = torch.split(z, h.shape[1], 1)
    c = c * share(f) + share(i) * g.tanh()
    return c.tanh() * share(o), c


def lstm_forward(x, h0, c0, params):
    out, h, c = [], h0, c0
    for x_t in x:
        h, c = lstm_cell(x_t, h, c, *params)
        out.append(h)
    return torch.stack(out), h, c
