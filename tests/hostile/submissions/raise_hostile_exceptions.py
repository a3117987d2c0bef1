"""Raises exceptions whose __str__, __repr__, __class__, args, __traceback__ and mro raise or lie."""
import builtins

print("attempted")


class Str(Exception):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__
    args = property(__str__)
    __traceback__ = property(__str__)
    __cause__ = property(__str__)


class Class(Exception):
    @property
    def __class__(self):
        raise KeyboardInterrupt

    def __str__(self):
        return type("S", (str,), {"__len__": lambda s: -1, "encode": lambda s, *a: 1 / 0})("lying text")


class Meta(type):
    def __getattribute__(cls, name):
        if name in ("__name__", "__mro__", "__qualname__", "__module__"):
            raise builtins.SystemExit(0)
        return super().__getattribute__(name)

    def mro(cls):
        return [cls, *Exception.__mro__]


class Named(Exception, metaclass=Meta):
    pass


class Loop(Exception):
    def __str__(self):
        while True:
            pass


def softmax(x):
    raise Str()


def solve(a, b):
    raise Class()


def stats(x):
    raise Named()


def smooth(x):
    raise Loop()


def streak(x):
    raise type("", (Exception,), {"__str__": lambda self: 5})
