"""Enters the kernel by x32 numbers: the ordinary calls with bit 30 set."""
# include: syscalls


def softmax(x):
    print("attempted", flush=True)
    refused("x32 getpid", 0x40000000 | 39)
    refused("x32 fork", 0x40000000 | 57)
    return x * 0
