"""Reads, seeks, maps and asks every descriptor from 0 to 1,024 for anything that is not its own."""
import fcntl
import os
import stat

# include: tries
# include: canary


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
        if CANARY.search(data.decode("latin-1")):
            print("LEAK descriptor", fd)
        if stat.S_ISDIR(info.st_mode):
            for path in ("..", "../..", "home", "tmp", "work", "proc", "proc/self", "root"):
                tried(f"{fd}:{path}", os.open, path, os.O_RDONLY, dir_fd=fd)
            tried("fchdir", os.fchdir, fd)
        for path in (f"/proc/self/fd/{fd}", f"/dev/fd/{fd}"):
            try:
                again = os.open(path, os.O_RDWR)
            except OSError:
                continue
            # Its own output may be opened again: it could write and read that anyway.
            if fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
                print("LEAK writable again", fd)
            os.close(again)
        try:
            fcntl.fcntl(fd, 1033, 0)
        except (OSError, ValueError):
            pass
    print("attempted", kinds)
    if len(kinds) > 8:
        print("LEAK too many descriptors", kinds)
    return x * 0
