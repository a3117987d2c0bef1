"""Answers with a list of three million small things."""
print("attempted")


def softmax(x):
    return [None] * 3_000_000


def solve(a, b):
    return [[]] * 1_000_000


def stats(x):
    return tuple([0.5] * 200_000)


def smooth(x):
    return "x" * 50_000_000
