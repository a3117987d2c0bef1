"""Raises KeyboardInterrupt, a subclass of it, GeneratorExit, a group of BaseExceptions, SystemExit."""
print("attempted")


class Stop(KeyboardInterrupt):
    pass


def softmax(x):
    raise Stop("stop the grader")


def solve(a, b):
    raise GeneratorExit


def stats(x):
    raise BaseExceptionGroup("group", [KeyboardInterrupt(), SystemExit(0), ExceptionGroup("inner", [ValueError()])])


def smooth(x):
    raise KeyboardInterrupt


def streak(x):
    raise StopIteration(5)


class Counter:
    def __init__(self, start):
        self.start = start

    def add(self, k):
        raise StopAsyncIteration(7)
