import ctypes

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def refused(name, number, *args):
    """Make a raw system call that must not get past the filter; EPERM and its like are refusals."""
    values = [ctypes.c_long(a) if isinstance(a, int) else a for a in args]
    ctypes.set_errno(0)
    got = _libc.syscall(ctypes.c_long(number), *values)
    errno = ctypes.get_errno()
    if got == -1 and errno in (1, 13, 38, 11, 95, 97, 93, 94):
        print("denied", name, errno)
    else:
        print("LEAK", name, got, errno)
    return got
