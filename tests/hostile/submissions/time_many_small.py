"""Stays just under the limit of each check, so that only a limit on the whole can end it."""
import time

print("attempted")


def softmax(x, *rest):
    end = time.process_time() + 0.4
    while time.process_time() < end:
        pass
    return x * 0


solve = stats = smooth = streak = softmax


class Counter:
    def __init__(self, start):
        softmax(0)

    def add(self, k):
        return softmax(k)
