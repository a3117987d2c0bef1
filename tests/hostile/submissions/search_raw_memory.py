"""Scans its own address space page by page (mincore tells what is mapped) for the canary's bytes."""
import ctypes
import re

libc = ctypes.CDLL(None, use_errno=True)
PAGE = 4096
WANTED = re.compile(b"@PREFIX@" + b"-[0-9a-f]{16}")


def mapped(page):
    vector = ctypes.create_string_buffer(1)
    return libc.mincore(ctypes.c_void_p(page), ctypes.c_size_t(PAGE), vector) == 0


def softmax(x):
    seen, budget = set(), 4_000
    starts = [id(x), id(type), id(softmax), ctypes.addressof(ctypes.create_string_buffer(8)), x.ctypes.data]
    for start in starts:
        for step in (1, -1):
            page = start // PAGE * PAGE
            while budget and page not in seen and mapped(page):
                seen.add(page)
                budget -= 1
                found = WANTED.search(ctypes.string_at(page, PAGE))
                if found:
                    print("LEAK memory", found.group())
                page += step * PAGE
    print("attempted", len(seen))
    return x * 0
