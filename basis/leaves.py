"""Takes rows out of a damaged sqlite file, page by page: no page needs another one to be read.

The form of the file is that of https://www.sqlite.org/fileformat2.html (sections 1.3, 1.6, 2.1 and
4.1). The header, the tree above the leaves and the table of tables may all be lost: a leaf says
itself what it is. Only in a file from which nothing was ever deleted is every row that is found
one that counts.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Any

MAGIC = b"SQLite format 3\x00"

#: A row: its number, and its values (the column that stands for the number is None).
Row = tuple[int, tuple[Any, ...]]

_PAGE = 4096  # what sqlite takes where nothing else is said
_LEAF = 0x0D
_WAL_HEADER = 32
_FRAME_HEADER = 24
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # serial type: bytes
_SPOILT = (IndexError, struct.error, ValueError, KeyError)  # what garbage makes of reading


def rows(data: bytes, wal: bytes = b"") -> Iterator[Row]:
    """All rows of all tables that can be read; a row may come twice.

    Args:
        data: the file.
        wal: the file with the latest changes beside it, if there is one.
    """
    size = _page_size(data)
    pages = {
        number: data[start : start + size]
        for number, start in enumerate(range(0, len(data) - size + 1, size), 1)
    }
    frames = list(_frames(wal, size))
    latest = pages | dict(frames)
    # Old pages and new ones: the frame that is damaged may be the one that was to replace a page.
    for number, page in (*pages.items(), *frames):
        if number > 1:  # the first one lists the tables
            yield from _rows_of(page, latest)


def _page_size(data: bytes) -> int:
    if not data.startswith(MAGIC):
        return _PAGE
    size = int.from_bytes(data[16:18], "big")
    size = 65536 if size == 1 else size
    return size if 512 <= size <= 65536 and size & (size - 1) == 0 else _PAGE


def _frames(wal: bytes, size: int) -> Iterator[tuple[int, bytes]]:
    for start in range(_WAL_HEADER, len(wal) - _FRAME_HEADER - size + 1, _FRAME_HEADER + size):
        body = start + _FRAME_HEADER
        yield int.from_bytes(wal[start : start + 4], "big"), wal[body : body + size]


def _rows_of(page: bytes, pages: Mapping[int, bytes]) -> Iterator[Row]:
    if page[0] != _LEAF:
        return
    count = min(int.from_bytes(page[3:5], "big"), (len(page) - 8) // 2)
    for cell in struct.unpack_from(f">{count}H", page, 8):
        try:
            yield _row(page, cell, pages)
        except _SPOILT:
            continue


def _row(page: bytes, at: int, pages: Mapping[int, bytes]) -> Row:
    length, at = _varint(page, at)
    number, at = _varint(page, at)
    usable = len(page)
    if length > usable * len(pages):
        raise ValueError("a row is longer than the file")
    local = length
    if length > usable - 35:  # the rest is on pages of its own
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        local = local if local <= usable - 35 else least
    payload = bytearray(page[at : at + local])
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    while len(payload) < length:
        rest = pages[following]
        following = int.from_bytes(rest[:4], "big")
        payload += rest[4 : 4 + length - len(payload)]
    return number, tuple(_values(bytes(payload)))


def _values(payload: bytes) -> Iterator[Any]:
    end, at = _varint(payload, 0)
    types = []
    while at < end:
        kind, at = _varint(payload, at)
        types.append(kind)
    if at != end:
        raise ValueError("the header of a row does not end where it says")
    for kind in types:
        size = (kind - 12) // 2 if kind >= 12 else 8 if kind == 7 else _INTEGERS.get(kind, 0)
        value = payload[at : at + size]
        if len(value) < size:
            raise ValueError("a row ends within a value")
        at += size
        yield _value(kind, value)


def _value(kind: int, value: bytes) -> Any:
    if kind >= 12:
        return value.decode("utf-8") if kind % 2 else value
    if kind == 7:
        return struct.unpack(">d", value)[0]
    if kind in _INTEGERS:
        return int.from_bytes(value, "big", signed=True)
    return {0: None, 8: 0, 9: 1}[kind]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(9):
        byte = data[at + place]
        if place == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + place + 1
    raise AssertionError  # the ninth byte ends it
