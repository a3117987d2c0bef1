"""Reads the environment, argv, the memory where the kernel put both, site and configuration variables."""
import ctypes
import os
import sys

# include: canary

text = repr(dict(os.environ)) + repr(sys.argv) + repr(getattr(sys, "orig_argv", "")) + repr(sys.path) + repr(sys.flags)
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
i = 0
while environ[i]:
    text += repr(environ[i])
    i += 1
# What the kernel laid down at the start, also what was unset since, lies around the first string.
libc = ctypes.CDLL(None, use_errno=True)
page = ctypes.cast(environ[0], ctypes.c_void_p).value // 4096 * 4096 if i else 0
for _ in range(2_000):
    if not i or libc.access(ctypes.c_void_p(page), 0) == -1 and ctypes.get_errno() == 14:
        break
    found = CANARY.search(ctypes.string_at(page, 4096).decode("latin-1"))
    if found:
        print("LEAK environment", found.group())
    page += 4096
text += repr(sys._xoptions) + repr(os.getcwd()) + repr(sys.executable)
for secret in ("TOKEN", "SECRET", "PYTEST", "@COURSE@", "USER=", "LOGNAME="):
    if secret in text:
        print("LEAK environment", secret, text[:400])
if CANARY.search(text):
    print("LEAK environment", CANARY.search(text).group())
print("attempted", len(text))


def softmax(x):
    return x * 0
