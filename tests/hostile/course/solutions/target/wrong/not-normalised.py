"""Wrong: exponentials that are never divided by their sum."""

import numpy as np

SECRET = "@CANARY@"


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e


def solve(a, b):
    return np.linalg.solve(a, b)


def stats(x):
    return float(x.mean()), float(x.std())


def smooth(x):
    y = np.empty_like(x)
    last = 0.0
    for i, value in enumerate(x.tolist()):
        last = 0.9 * last + 0.1 * value
        y[i] = last
    return y


def streak(x):
    best = run = 1
    values = x.tolist()
    for before, after in zip(values, values[1:], strict=False):
        run = run + 1 if after > before else 1
        best = max(best, run)
    return best


class Counter:
    def __init__(self, start):
        self.total = start

    def add(self, k):
        self.total += k
        return self.total
