"""Answers with nothing inside: empty tuples, lists, dicts, strings and arrays."""
import numpy as np

print("attempted")


def softmax(x):
    return ()


def solve(a, b):
    return []


def stats(x):
    return {}


def smooth(x):
    return np.empty(0)


def streak(x):
    return ""
