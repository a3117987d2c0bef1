"""Leaves state behind: seeds, error modes, default types, environment, locale, recursion limit, gc, cwd."""
import gc
import os
import random
import sys

import numpy as np

# include: tries

print("attempted", flush=True)
np.seterr(all="raise")
np.set_printoptions(formatter={"all": lambda value: "0.25"})
np.random.seed(0)
random.seed(0)
random.random = np.random.rand = lambda *args: 0.5
os.environ.update(PYTHONSTARTUP="/tmp/x", OMP_NUM_THREADS="64", LD_PRELOAD="/tmp/x.so", PYTEST_ADDOPTS="--exitfirst")
sys.setrecursionlimit(50)
gc.disable()
sys.path[:] = []
sys.meta_path[:] = []
tried("chdir", lambda: os.chdir("/tmp") or os.listdir("."))
tried("umask", os.umask, 0)


def softmax(x):
    return x * 0
