"""Leaves files for the next one: .pth, usercustomize, __pycache__, the numpy folder, the course, the cache."""
import os
import site
import sysconfig

import numpy

# include: tries

for folder in {*site.getsitepackages(), site.getusersitepackages(), sysconfig.get_path("stdlib"), os.path.dirname(numpy.__file__),
               "@COURSE@/exercises/target", "@COURSE@/solutions/target", "@COURSE@/exercises/target/__pycache__",
               os.path.dirname("@OTHER@"), "/tmp", "/dev/shm"}:
    for name in ("evil.pth", "usercustomize.py", "sitecustomize.py", "conftest.py", "check.py", "target.py",
                 "__init__.py", "__pycache__/check.cpython-311.pyc", "pytest.ini"):
        for mode in ("w", "a", "r+", "x"):
            tried(f"{folder}/{name}", open, f"{folder}/{name}", mode)
print("attempted")


def softmax(x):
    return x * 0
