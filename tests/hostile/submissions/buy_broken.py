"""Answers that are right in form and just wrong enough to make careless arithmetic in a check raise."""
import numpy as np

print("attempted")


def softmax(x):
    return np.full(x.shape, 0.25, dtype=complex) if len(x) == 3 else np.full(x.shape, "nan")


def solve(a, b):
    return np.array([10**400] * 4, dtype=object)


def stats(x):
    return "1.0", [1.0]


def smooth(x):
    return {"a": np.zeros(6)}


def streak(x):
    return 1j


class Counter:
    def __init__(self, start):
        pass

    def add(self, k):
        return {"total": 7}
