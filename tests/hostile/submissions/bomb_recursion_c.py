"""Recurses through C code until the stack ends: repr of nested lists, sorted keys, __getattr__, a parser."""
import ast
import sys

print("attempted")
sys.setrecursionlimit(1 << 30)


class Deep:
    def __lt__(self, other):
        return sorted([Deep(), Deep()])

    def __repr__(self):
        return repr([Deep()])


def softmax(x):
    return repr(Deep())


def solve(a, b):
    return sorted([Deep(), Deep()])


def stats(x):
    return ast.literal_eval("-" * 1_000_000 + "1")
