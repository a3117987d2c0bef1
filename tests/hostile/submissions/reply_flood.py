"""Floods the line with garbage for as long as anybody reads, then for as long as it lives."""
import os

# include: socket


def softmax(x):
    print("attempted")
    junk = os.urandom(1 << 20)
    while True:
        put(junk)


def solve(a, b):
    while True:
        put(frame((nonces() or [bytes(16)])[0], b'["l","ok",null,["d"]]') * 1000)
