"""Looks for other learners' files, workspaces and histories, on disk and in what a fork may have left."""
import linecache
import os
import sys

# include: tries
# include: canary

for path in ("@OTHER@", os.path.dirname("@OTHER@"), "practice/target.py", os.path.expanduser("~"), "/srv/course/practice",
             os.path.expanduser("~/.local/share/gongbu"), os.path.expanduser("~/.cache"), "/var/tmp", "/tmp"):
    tried(path, os.listdir, path)
    tried(path, open, path)
for name, lines in list(linecache.cache.items()):
    if CANARY.search(repr(lines)):
        print("LEAK linecache", name)
for name, module in list(sys.modules.items()):
    if CANARY.search(repr(getattr(module, "__dict__", ""))[:1_000_000]):
        print("LEAK module", name)
print("attempted")


def softmax(x):
    return x * 0
