"""Answers with too many or too few parts, nested where plain values are expected."""
import numpy as np

print("attempted")


def softmax(x):
    return np.full((1, 1, 1, 1), 0.5)


def solve(a, b):
    return (b, b)


def stats(x):
    return 0.0, 1.0, 2.0


def smooth(x):
    return [[[[]]]]


def streak(x):
    return np.array([5, 5, 5])
