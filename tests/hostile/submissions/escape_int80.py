"""Enters the kernel by its other doors: int 0x80 from code of its own (32-bit numbers)."""
import ctypes
import mmap


def softmax(x):
    print("attempted", flush=True)
    # mov eax, 20 (getpid of the 32-bit table); int 0x80; ret
    code = b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    got = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
    print("LEAK int 0x80 answered", got)
    return x * 0
