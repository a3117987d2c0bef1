"""Returns objects with __array__ and __array_interface__: a null pointer, a huge shape, a wrong type."""
import numpy as np


class Null:
    __array_interface__ = {"shape": (2, 2), "typestr": "<f8", "data": (0, False), "version": 3}


class Huge:
    __array_interface__ = {"shape": (1 << 40,), "typestr": "<f8", "data": (8, False), "version": 3}


class Answer:
    def __array__(self, *args, **kwargs):
        print("attempted __array__")
        return np.array([[0.25, 0.75], [0.5, 0.5]])

    __array_priority__ = 1e9


def softmax(x):
    print("attempted")
    return Null()


def solve(a, b):
    return Huge()


def stats(x):
    return Answer()


def smooth(x):
    raise TypeError(Answer())
