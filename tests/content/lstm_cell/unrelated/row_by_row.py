"""Right, but one row of the batch at a time: only the race minds."""
import torch


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


def lstm_forward(x, h0, c0, params):
    rows = []
    for b in range(x.shape[1]):
        h, c, out = h0[b : b + 1], c0[b : b + 1], []
        for x_t in x[:, b : b + 1]:
            h, c = lstm_cell(x_t, h, c, *params)
            out.append(h)
        rows.append((torch.stack(out), h, c))
    return tuple(torch.cat(parts, dim=-2) for parts in zip(*rows))
