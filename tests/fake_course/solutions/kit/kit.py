"""The reference of the practice kit."""

import numpy as np
from part import FACTOR


def double(x):
    print("doubling")
    return FACTOR * x


def mean(x):
    return x.mean()


def draw(generator):
    return tuple(sorted(generator.normal(size=2)))


class Counter:
    def __init__(self, start):
        self.total = start

    def add(self, n):
        self.total += n


def heavy(x):
    return float(x.sum())


def slope(x):
    for _ in range(3):
        y = np.sort(x)
    return float(y[0])


def extra(x):
    return x * GIVEN / 2  # noqa: F821  GIVEN comes from given.py
