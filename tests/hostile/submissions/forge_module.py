"""Replaces its module in sys.modules by an object for which every name exists and every call succeeds."""
import sys


class Everything:
    def __getattribute__(self, name):
        print("attempted", name)
        return lambda *args, **kwargs: True

    def __call__(self, *args):
        return True


sys.modules[__name__] = Everything()
globals().update(__getattr__=lambda name: lambda *args, **kwargs: True, __dict__={}, __name__="__main__")
sys.modules["target"] = Everything()
print("attempted")
