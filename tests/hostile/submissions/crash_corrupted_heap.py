"""Overwrites small ints, None's type and the heap, so that its own worker goes mad."""
import ctypes

print("attempted", flush=True)


def softmax(x):
    for number in range(2, 200):
        ctypes.c_uint32.from_address(id(number) + 24).value = 7
    return 5


def solve(a, b):
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    block = libc.malloc(64)
    libc.free(ctypes.c_void_p(block))
    libc.free(ctypes.c_void_p(block))
    ctypes.memset(block - 64, 0x41, 4096)
    return [object() for _ in range(100_000)]
