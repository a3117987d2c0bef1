import numpy as np


def softmax(x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def solve(a, b):
    return np.linalg.solve(a, b)


def stats(x):
    return float(np.mean(x)), float(np.std(x))


def smooth(x):
    out, last = [], 0.0
    for value in x.tolist():
        last += 0.1 * (value - last)
        out.append(last)
    return np.array(out)


def streak(x):
    longest = length = 1
    previous = float("inf")
    for value in x.tolist():
        length = length + 1 if value > previous else 1
        previous = value
        if length > longest:
            longest = length
    return longest


class Counter:
    def __init__(self, start):
        self.total = start

    def add(self, k):
        self.total = self.total + k
        return self.total
