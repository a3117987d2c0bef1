"""Reference of the torch twin."""

import math

import torch

SECRET = "@CANARY@"


def scores(q, k):
    return q @ k.T / math.sqrt(q.shape[-1])


def noisy(x, generator):
    return x + torch.randn(x.shape, generator=generator)
