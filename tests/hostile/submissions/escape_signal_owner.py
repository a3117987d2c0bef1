"""Asks the kernel to signal others when the line becomes readable: F_SETOWN, F_SETOWN_EX, F_SETSIG, O_ASYNC."""
import fcntl
import os
import struct

# include: socket

GOT = []
for fd in [*range(0, 12), *socket_fds()]:
    for pid in (os.getppid(), 1, 2, -1, -os.getppid()):
        for command, argument in ((8, pid), (10, 9), (15, struct.pack("ii", 1, pid)), (4, os.O_ASYNC)):
            try:
                fcntl.fcntl(fd, command, argument)
                if command != 4:
                    GOT.append((fd, command, pid))
            except (OSError, ValueError):
                pass
if GOT:
    print("LEAK owner of signals", GOT[:5])
print("attempted")


def softmax(x):
    return x * 0
