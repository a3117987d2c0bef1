"""Odd names everywhere: parameters changed in place, functions, classes of handles, attributes."""
print("attempted")
ODD = "p\x1b[31m[bold]\n\u202e"


def change(x):
    x[:] = 0
    return x


def renamed(*names):
    def f(a, b=None):
        a[...] = 0
        return a

    f.__code__ = f.__code__.replace(co_varnames=names, co_name=ODD, co_qualname=ODD * 1000, co_filename=ODD)
    f.__name__ = f.__qualname__ = ODD
    f.__module__ = ODD
    return f


softmax = renamed(ODD, "x" * 100_000)
solve = renamed("\ud800", "[/red]")


class Odd:
    pass


Odd.__name__ = "O" * 100_000 + ODD.replace("\x00", "")


def stats(x):
    return Odd()


def Counter(start):
    return Odd()
