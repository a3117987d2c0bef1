"""An honest answer that writes broken UTF-8, NULs, escapes and half characters to its output."""
import os
import sys

# include: honest

real = softmax
print("attempted", flush=True)


def softmax(x):
    os.write(1, bytes(range(256)) * 20 + b"\xed\xa0\x80\xf0\x9f" + b"\x1b]52;c;aGk=\x07" + b"\xc3")
    sys.stdout.write("\ud800")
    sys.stdout.flush()
    return real(x)
