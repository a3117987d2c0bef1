"""Sends the first half of a reply and then sleeps, exits or closes the line."""
import os
import time

# include: socket


def softmax(x):
    print("attempted")
    put(frame((nonces() or [bytes(16)])[0], b'["l","ok",["a","float64",[2,2]],["d"]]', bytes(16), payload_size=32))
    time.sleep(1000)


def solve(a, b):
    put(frame((nonces() or [bytes(16)])[0], b'["l","o', head_size=500))
    os._exit(0)


def stats(x):
    put(b"Gb0")
    for fd in socket_fds():
        os.close(fd)
    time.sleep(1000)
