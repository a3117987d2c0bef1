"""Truncates, grows, seals, maps and rewinds the file behind its output; otherwise it is honest."""
import fcntl
import mmap
import os

# include: honest

real = softmax


def softmax(x):
    print("attempted", flush=True)
    for fd in (1, 2):
        for call in (lambda fd: os.ftruncate(fd, 0), lambda fd: os.ftruncate(fd, 1 << 50), lambda fd: os.lseek(fd, 1 << 40, 0),
                     lambda fd: os.posix_fallocate(fd, 0, 1 << 40), lambda fd: fcntl.fcntl(fd, 1033, 0xF),
                     lambda fd: os.fchmod(fd, 0), lambda fd: mmap.mmap(fd, 1 << 16)[0], lambda fd: os.pwrite(fd, b"\xff" * 99, 0),
                     lambda fd: os.lseek(fd, 0, 0)):
            try:
                call(fd)
            except (OSError, ValueError) as error:
                print("refused", type(error).__name__)
    return real(x)
