"""What may cross the wire: its vocabulary, its sizes, and the values that stand for others."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any, TypeAlias

#: What may cross; see the grammar above. Spelled Any because the alias is recursive.
Value: TypeAlias = Any
Buffer: TypeAlias = bytes | memoryview

MAGIC = b"Gb01"
FRAME = struct.Struct("<4s16sIQ")
NONCE_BYTES = 16

MAX_REPLY_HEAD = 1 << 20  # bytes of JSON in a reply
MAX_REQUEST_HEAD = 1 << 24  # a request carries source text, and comes from us
MAX_PAYLOAD = 200_000_000  # bytes of arrays in one frame, either way
MAX_DEPTH = 16
MAX_NODES = 100_000
MAX_DIMENSIONS = 32
MAX_LENGTH = MAX_PAYLOAD  # of one axis
MAX_EMPTY_LENGTH = 1 << 20  # of all others together where one is 0: who walks them pays for each
#: Keys that all have the same hash would make building a dict quadratic, in our process and past
#: every deadline. Hashes of strings are secret; those of ints below this bound and of floats hardly
#: collide; those of tuples can be made to, so there may only be few of them in a reply.
MAX_KEY = 1 << 60
MAX_TUPLE_KEYS = 2_000
MAX_DIGITS = 4096
MAX_FLOAT = 64  # characters of a float in JSON: longer ones make float() slow
MAX_NAME = 200  # characters of a type's name

DTYPES = frozenset(
    "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 "
    "float16 float32 float64 complex64 complex128".split()
)
BFLOAT16 = "bfloat16"  # torch only; its raw 16 bits travel

KINDS = frozenset({"torch", "numpy", "python"})


class WireError(Exception):
    """A frame or a value that does not follow the grammar, or is too large."""


@dataclass(frozen=True)
class Seeded:
    """A random generator to be made in the worker: `kind` is torch, numpy or python."""

    seed: int
    kind: str = "torch"


@dataclass(frozen=True)
class Handle:
    """An object that stays in the worker."""

    id: int
    type_name: str


@dataclass(frozen=True)
class Foreign:
    """Something a learner's code returned that has no place on the wire."""

    type_name: str


def is_key(key: Any) -> bool:
    """Whether a value may be the key of a dict that crosses."""
    kind = type(key)
    if kind is tuple:
        return len(key) <= MAX_DEPTH and all(type(k) is not tuple and is_key(k) for k in key)
    return key is None or kind in (bool, float, str) or kind is int and abs(key) < MAX_KEY
