"""Keeps busy in C calls that never look at signals: sum of a range, sorting, matrix powers."""


def softmax(x):
    print("attempted", flush=True)
    return sum(range(10**13))


def solve(a, b):
    import numpy as np

    big = np.ones((1500, 1500))
    return np.linalg.matrix_power(big, 1 << 62)
