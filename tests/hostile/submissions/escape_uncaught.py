"""Does forbidden things without catching the refusal: that is what the verdict must then name."""
import os

print("attempted")


def softmax(x):
    if os.fork() == 0:
        os._exit(0)
    print("LEAK forked")


def solve(a, b):
    open("@COURSE@/solutions/target/target.py").read()


def stats(x):
    import socket

    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9))
