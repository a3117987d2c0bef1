"""Defines the functions as hostile callables: no signature, lying signature, endless wrappers, types."""
import functools
import inspect

print("attempted")


class Softmax:
    __signature__ = "not a signature"
    __text_signature__ = "(\x1b[31m)"

    @property
    def __wrapped__(self):
        return self

    @property
    def __code__(self):
        raise SystemExit(0)

    def __call__(self, x):
        return 0


class Raises:
    @property
    def __signature__(self):
        raise KeyboardInterrupt

    def __call__(self, *args):
        return ()


softmax = Softmax()
solve = functools.partial(Raises(), 1, 2, 3)
stats = inspect.Signature
smooth = type
streak = print
Counter = staticmethod
