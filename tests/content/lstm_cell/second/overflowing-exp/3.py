"""sigmoid by its definition; only the gradient suffers."""
import torch


def logistic(z):
    return (1.0 + torch.exp(-z)).reciprocal()


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    z = x.matmul(W_ih.T).add(b_ih) + h.matmul(W_hh.T).add(b_hh)
    i, f, g, o = z.chunk(4, 1)
    kept = logistic(f) * c
    c = kept + logistic(i) * g.tanh()
    return logistic(o) * c.tanh(), c


def lstm_forward(x, h0, c0, params):
    out, h, c = [], h0, c0
    for x_t in x:
        h, c = lstm_cell(x_t, h, c, *params)
        out.append(h)
    return torch.stack(out), h, c
