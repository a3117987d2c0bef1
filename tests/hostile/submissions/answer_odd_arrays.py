"""Answers with object arrays, structured and text dtypes, masked arrays, matrices, swapped bytes."""
import numpy as np

print("attempted")


def softmax(x):
    a = np.empty((2, 2), dtype=object)
    a[:] = [[print, None], [a, "x"]]
    return a


def solve(a, b):
    return np.zeros(4, dtype=[("a", "<f8"), ("b", "O")])


def stats(x):
    return np.array(["0", "1"]), np.ma.masked_array([0.0], mask=[True])


def smooth(x):
    return np.matrix(np.zeros((1, 6))).astype(">f8")


def streak(x):
    return np.array([5], dtype="S1")
