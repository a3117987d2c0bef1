"""Writes past the limit of its output file with the default handling of SIGXFSZ: it dies of it."""
import os
import signal


def softmax(x):
    print("attempted", flush=True)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    while True:
        os.write(1, b"z" * (1 << 16))
