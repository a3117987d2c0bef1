"""Maps memory past the allocator: anonymous, shared, huge pages, a stack that grows."""
import ctypes
import mmap


def softmax(x):
    print("attempted")
    kept = []
    for flags in (mmap.MAP_SHARED | mmap.MAP_ANONYMOUS, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS):
        for _ in range(1 << 12):
            try:
                page = mmap.mmap(-1, 1 << 26, flags=flags)
            except (OSError, ValueError, MemoryError):
                break
            page[:: 1 << 12] = b"x" * (1 << 14)
            kept.append(page)
    if len(kept) > 40:
        print("LEAK mapped", len(kept), "x 64 MB")
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    if libc.malloc(ctypes.c_size_t(1 << 36)):
        print("LEAK malloc of 64 GB")
    return x * 0
