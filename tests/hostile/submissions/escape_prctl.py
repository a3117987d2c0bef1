"""Tries to undo its own fences: prctl, arch_prctl, seccomp modes, dumpable, rlimits, a new filter."""
import resource

# include: tries
# include: syscalls

_libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
for name, args in {"dumpable": (4, 1, 0, 0, 0), "ptracer": (0x59616D61, 2**64 - 1, 0, 0, 0), "set_mm": (35, 1, 0, 0, 0),
                   "seccomp off": (22, 0, 0, 0, 0), "no pdeathsig": (1, 0, 0, 0, 0), "keepcaps": (8, 1, 0, 0, 0),
                   "subreaper": (36, 1, 0, 0, 0), "ambient": (47, 2, 21, 0, 0), "tsc": (26, 2, 0, 0, 0)}.items():
    if _libc.prctl(*args) == 0:
        print("LEAK prctl", name)
    else:
        print("denied", name, ctypes.get_errno())
for name in ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE", "RLIMIT_NPROC", "RLIMIT_DATA"):
    which = getattr(resource, name)
    soft, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        tried("raise " + name, resource.setrlimit, which, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        tried("prlimit " + name, resource.prlimit, 0, which, (hard + 1, hard + 1))
print("attempted")


def softmax(x):
    return [bytearray(1 << 30) for _ in range(64)]
