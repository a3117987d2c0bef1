"""Answers with the wrong kinds of things: text, nothing, booleans, bytes, sets, ranges, functions, types."""
print("attempted")


def softmax(x):
    return "0.25 0.75"


def solve(a, b):
    return None


def stats(x):
    return 3


def smooth(x):
    return (i for i in range(6))


def streak(x):
    return {5}


class Counter:
    def __init__(self, start):
        pass

    def add(self, k):
        return b"7"
