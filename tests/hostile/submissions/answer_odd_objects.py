"""Answers with modules, frames, exceptions, coroutines, types, itself, and classes with hostile names."""
import sys

print("attempted")


async def coroutine():
    return 1


def softmax(x):
    return coroutine()


def solve(a, b):
    return sys._getframe()


def stats(x):
    return (sys, ValueError)


def smooth(x):
    return type("[red]\x1b[31m\n\u202e" * 1000, (), {})()


def streak(x):
    return streak


class Counter:
    def __new__(cls, start):
        return 5
