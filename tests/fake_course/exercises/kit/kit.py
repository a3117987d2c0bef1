"""The stub of an exercise that exists only to test the grader."""


def double(x):
    raise NotImplementedError


def mean(x):
    raise NotImplementedError


def draw(generator):
    raise NotImplementedError


class Counter:
    def __init__(self, start):
        raise NotImplementedError


def heavy(x):
    raise NotImplementedError


def slope(x):
    raise NotImplementedError
