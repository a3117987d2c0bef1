"""Scans its own address space page by page (access() tells what is mapped) for the canary's bytes."""
import ctypes
import re

libc = ctypes.CDLL(None, use_errno=True)
PAGE = 4096
WANTED = re.compile(b"@PREFIX@" + b"-[0-9a-f]{16}")
EFAULT = 14


def mapped(page):
    # Asked for a file named like the bytes of a page, the kernel says EFAULT if there is no page.
    return libc.access(ctypes.c_void_p(page), 0) == 0 or ctypes.get_errno() != EFAULT


def softmax(x):
    seen, left = set(), 12_000
    for start in (id(x), id(type), id(softmax), x.ctypes.data, ctypes.addressof(ctypes.c_long.in_dll(libc, "environ"))):
        for step in (1, -1):
            page = start // PAGE * PAGE
            while left and page not in seen and mapped(page):
                seen.add(page)
                left -= 1
                found = WANTED.search(ctypes.string_at(page, PAGE))
                if found:
                    print("LEAK memory", found.group())
                page += step * PAGE
    print("attempted", len(seen))
    return x * 0
