"""Answers with 0-d arrays, numpy scalars of odd kinds and arrays of zero size where arrays are expected."""
import numpy as np

print("attempted")


def softmax(x):
    return np.array(0.25)


def solve(a, b):
    return np.float64("nan")


def stats(x):
    return np.array(0.0), np.array([[1.0]])


def smooth(x):
    return np.zeros((6, 0, 3))


def streak(x):
    return np.datetime64("2026-01-01")
