import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, dim=0)


def q_sample(x0, t, noise, abar):
    shape = [-1] + [1] * (x0.dim() - 1)
    alphas = abar / torch.cat([torch.ones(1, dtype=abar.dtype), abar[:-1]])
    x = x0
    for s in range(int(t.max()) + 1):
        a = float(alphas[s]) ** 0.5
        b = float(1 - alphas[s]) ** 0.5
        stepped = a * x + b * noise
        x = torch.where((s <= t).reshape(shape), stepped, x)
    return x
