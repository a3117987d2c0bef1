"""A custom autograd function with the right values and hostile gradients (shape, type, time, exit)."""
import math

import torch

print("attempted")


class Scores(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T / math.sqrt(q.shape[-1])

    @staticmethod
    def backward(ctx, cotangent):
        print("attempted")
        return torch.ones(1 << 10, 3), "gradient"


def scores(q, k):
    return Scores.apply(q, k)


def noisy(x, generator):
    return x + torch.randn(x.shape, generator=generator)
