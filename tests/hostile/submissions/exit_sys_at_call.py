"""sys.exit in the call, with odd codes; quit; SystemExit raised in an object's method."""
import sys


def softmax(x):
    print("attempted")
    sys.exit(0)


def solve(a, b):
    sys.exit("[bold]13/13[/bold]\x1b[31m")


def stats(x):
    sys.exit(x)


class Counter:
    def __init__(self, start):
        raise SystemExit

    def add(self, k):
        return 7
