"""Reads, seeks, maps and asks every descriptor from 0 to 1,024 for anything that is not its own."""
import fcntl
import os
import stat

# include: tries


def softmax(x):
    kinds = []
    for fd in range(1025):
        try:
            info = os.fstat(fd)
        except OSError:
            continue
        kinds.append((fd, stat.S_IFMT(info.st_mode)))
        try:
            data = os.pread(fd, 1 << 20, 0)
        except OSError:
            data = b""
        if b"@PREFIX@" + b"-" in data:
            print("LEAK descriptor", fd)
        if stat.S_ISDIR(info.st_mode):
            for path in ("..", "../..", "home", "tmp", "work", "proc", "proc/self", "root"):
                tried(f"{fd}:{path}", os.open, path, os.O_RDONLY, dir_fd=fd)
            tried("fchdir", os.fchdir, fd)
        tried(f"reopen {fd}", os.open, f"/proc/self/fd/{fd}", os.O_RDWR)
        tried(f"reopen {fd}", os.open, f"/dev/fd/{fd}", os.O_RDWR)
        try:
            fcntl.fcntl(fd, 1033, 0)
        except (OSError, ValueError):
            pass
    print("attempted", kinds)
    if len(kinds) > 8:
        print("LEAK too many descriptors", kinds)
    return x * 0
