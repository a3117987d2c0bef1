"""Answers with ints of 100,000 digits, nested in containers, and floats at the edge."""
print("attempted")
HUGE = 1 << 332_193


def softmax(x):
    return HUGE


def solve(a, b):
    return [HUGE, -HUGE]


def stats(x):
    return 1e308 * 10, -0.0


def smooth(x):
    return (10**4300, -(10**5000))


def streak(x):
    return 5 << 20_000


class Counter:
    def __init__(self, start):
        pass

    def add(self, k):
        return complex("nan+infj")
