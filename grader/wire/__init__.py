"""Frames and values: the only thing that crosses between the grader and a worker.

    frame   magic (4) | nonce (16) | head length (u32) | payload length (u64) | head | payload
    head    one JSON value; arrays appear in it as tag, dtype and shape
    payload the bytes of those arrays, one after the other, in the order of the head

Nothing here can run code: no pickle, no class is looked up by name, and the reader of a reply
checks every size before it allocates. A worker is not trusted to send what `pack` would have
made; `open_head` therefore accepts exactly this grammar and raises `WireError` for all else:

    None, bool, int, float, str   as themselves (ints up to 4,096 digits)
    ["l", ...]  ["t", ...]        list, tuple
    ["d", [key, value], ...]      dict; keys are None, bool, int, float, str or tuples of those
                                  (ints below 2**61, few tuples: see MAX_TUPLE_KEYS)
    ["c", real, imaginary]        complex
    ["a", dtype, shape]           numpy array         ["g", dtype, hex]  numpy scalar
    ["T", dtype, shape]           torch tensor        ["S", seed, kind]   Seeded
    ["H", id, type name]          Handle              ["F", type name]    Foreign

The same package serves both sides. It never imports torch: a numpy-only worker or grader would
pay two seconds for it; whoever has torch finds it in `sys.modules`.
"""

from grader.wire.grammar import (
    BFLOAT16,
    DTYPES,
    FRAME,
    MAGIC,
    MAX_DEPTH,
    MAX_NODES,
    MAX_PAYLOAD,
    MAX_REPLY_HEAD,
    MAX_REQUEST_HEAD,
    MAX_TUPLE_KEYS,
    NONCE_BYTES,
    Buffer,
    Foreign,
    Handle,
    Seeded,
    Value,
    WireError,
)
from grader.wire.reading import Incoming, open_frame, open_head
from grader.wire.writing import Flat, flat, pack

__all__ = [
    "BFLOAT16",
    "DTYPES",
    "FRAME",
    "MAGIC",
    "MAX_DEPTH",
    "MAX_NODES",
    "MAX_PAYLOAD",
    "MAX_REPLY_HEAD",
    "MAX_REQUEST_HEAD",
    "MAX_TUPLE_KEYS",
    "NONCE_BYTES",
    "Buffer",
    "Flat",
    "Foreign",
    "Handle",
    "Incoming",
    "Seeded",
    "Value",
    "WireError",
    "flat",
    "open_frame",
    "open_head",
    "pack",
]
