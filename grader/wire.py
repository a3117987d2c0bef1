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

The same module serves both sides. It never imports torch: a numpy-only worker or grader would
pay two seconds for it; whoever has torch finds it in `sys.modules`.
"""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from math import prod
from typing import Any, TypeAlias

import numpy as np

from grader.clean import clean

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
_MAX_DIGITS = 4096
_MAX_FLOAT = 64  # characters of a float in JSON: longer ones make float() slow
_MAX_NAME = 200  # characters of a type's name

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


@dataclass
class Incoming:
    """A frame whose head is read and checked, and whose arrays still wait for their bytes.

    Attributes:
        value: the decoded value; its arrays are allocated but not yet filled.
        buffers: writable byte views, to be filled in order.
    """

    value: Value
    buffers: list[memoryview]
    _bools: list[np.ndarray[Any, Any]] = field(default_factory=list)

    def finish(self) -> Value:
        """Return the value once all buffers are filled.

        Bytes of booleans other than 0 and 1 are undefined behaviour in numpy and torch, so they
        are made 1.
        """
        for raw in self._bools:
            np.not_equal(raw, 0, out=raw.view(np.bool_))
        return self.value


# ---------------------------------------------------------------- writing


def pack(nonce: bytes, value: Value, unknown: Callable[[Any], Value] | None = None) -> list[Buffer]:
    """Turn a value into the byte strings and views of one frame.

    Args:
        nonce: 16 bytes; a reply repeats those of its request.
        value: what to send.
        unknown: called for anything without a place in the grammar; returns what to send
            instead (a Handle or a Foreign). Without it such a value is an error.

    Returns:
        Buffers to be written one after the other; those of arrays are not copies.

    Raises:
        WireError: if the value is not sendable or too large.
    """
    writer = _Writer(unknown)
    text = json.dumps(writer.encode(value, 0), separators=(",", ":"), check_circular=False)
    head = text.encode("ascii")
    size = sum(buffer.nbytes for buffer in writer.buffers)
    if len(head) > MAX_REQUEST_HEAD or size > MAX_PAYLOAD:
        raise WireError(f"too large: {len(head) + size} bytes")
    frame = FRAME.pack(MAGIC, nonce, len(head), size)
    return [frame + head, *writer.buffers]


class _Writer:
    """Walks a value once; collects the buffers of its arrays."""

    def __init__(self, unknown: Callable[[Any], Value] | None) -> None:
        self.buffers: list[memoryview] = []
        self.nodes = 0
        self._tuples = 0
        self._unknown = unknown

    def encode(self, value: Any, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise WireError(f"more than {MAX_NODES} values")
        kind = type(value)
        if value is None or kind is bool or kind is str or kind is float:
            return value
        if kind is int:
            return self._int(value)
        if kind is list or kind is tuple or kind is dict:
            return self._container(value, depth)
        if kind is complex:
            return ["c", value.real, value.imag]
        return self._other(value, depth)

    def _int(self, value: int) -> int:
        if value.bit_length() > _MAX_DIGITS * 3:
            raise WireError("an int of too many digits")
        return value

    def _container(self, value: Any, depth: int) -> Any:
        if depth >= MAX_DEPTH:
            return self._replaced(value)
        if isinstance(value, dict):
            pairs = list(dict.items(value))
            self._tuples += sum(type(key) is tuple for key, _ in pairs)
            if self._tuples > MAX_TUPLE_KEYS or not all(_is_key(key) for key, _ in pairs):
                return self._replaced(value)
            return ["d", *([self._key(k), self.encode(v, depth + 1)] for k, v in pairs)]
        tag = "l" if isinstance(value, list) else "t"
        items = list.__iter__(value) if isinstance(value, list) else tuple.__iter__(value)
        return [tag, *(self.encode(item, depth + 1) for item in items)]

    def _key(self, key: Any) -> Any:
        return ["t", *map(self._key, key)] if isinstance(key, tuple) else key

    def _other(self, value: Any, depth: int) -> Any:
        if isinstance(value, np.generic):
            return self._scalar(value)
        if isinstance(value, np.ndarray):
            return self._flat("a", value)
        torch = sys.modules.get("torch")
        if torch is not None and isinstance(value, torch.Tensor):
            return self._flat("T", value)
        if type(value) is Handle:
            return ["H", value.id, value.type_name]
        if type(value) is Foreign:
            return ["F", value.type_name]
        if type(value) is Seeded:
            return ["S", value.seed, value.kind]
        return self._flattened(value, depth)

    def _flattened(self, value: Any, depth: int) -> Any:
        """Send a subclass (named tuple, defaultdict, int enum) as its plain base."""
        if isinstance(value, list | tuple | dict):
            return self._container(value, depth)
        if isinstance(value, int):
            return self._int(int.__index__(value))
        if isinstance(value, float):
            return float.__float__(value)
        if isinstance(value, str):
            return str.__str__(value)
        return self._replaced(value)

    def _scalar(self, value: np.generic) -> Any:
        name = value.dtype.name
        return ["g", name, value.tobytes().hex()] if name in DTYPES else self._replaced(value)

    def _flat(self, tag: str, value: Any) -> Any:
        found = flat(value)
        if found is None:
            return self._replaced(value)
        self.buffers.append(found.data)
        return [tag, found.dtype, found.shape]

    def _replaced(self, value: Any) -> Any:
        if self._unknown is None:
            raise WireError(f"cannot send a value of type {type(value).__name__}")
        return self.encode(self._unknown(value), MAX_DEPTH)


@dataclass(frozen=True)
class Flat:
    """An array or tensor as it travels: dtype, shape and a view of its bytes in C order."""

    dtype: str
    shape: list[int]
    data: memoryview


def flat(value: Any) -> Flat | None:
    """Lay out an array or tensor for the wire, without copying where its memory is in order.

    Args:
        value: a numpy array or torch tensor; subclasses are read as their plain base.

    Returns:
        None if there is no place for it in the grammar: an odd dtype or layout, or too many axes.
    """
    if isinstance(value, np.ndarray):
        return _flat_array(value.view(np.ndarray))
    torch = sys.modules["torch"]
    tensor = value.detach()
    if tensor.layout is not torch.strided or tensor.is_quantized or tensor.is_meta:
        return None
    tensor = tensor.cpu().resolve_conj().resolve_neg().contiguous()
    if tensor.dtype is torch.bfloat16:
        bits = _flat_array(tensor.view(torch.int16).numpy())
        return bits and Flat(BFLOAT16, bits.shape, bits.data)
    if str(tensor.dtype).removeprefix("torch.") not in DTYPES:
        return None
    return _flat_array(tensor.numpy())


def _flat_array(array: np.ndarray[Any, Any]) -> Flat | None:
    name = array.dtype.name
    if name not in DTYPES or array.ndim > MAX_DIMENSIONS:
        return None
    row = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("=")).reshape(-1)
    return Flat(name, list(array.shape), row.view(np.uint8).data)


def _is_key(key: Any) -> bool:
    kind = type(key)
    if kind is tuple:
        return len(key) <= MAX_DEPTH and all(type(k) is not tuple and _is_key(k) for k in key)
    return key is None or kind in (bool, float, str) or kind is int and abs(key) < MAX_KEY


# ---------------------------------------------------------------- reading


def open_frame(
    prefix: bytes | bytearray, max_head: int, max_payload: int
) -> tuple[bytes, int, int]:
    """Read the fixed first bytes of a frame.

    Returns:
        The nonce, the length of the head and the length of the payload, both within the limits.

    Raises:
        WireError: if the magic is wrong or a length is too large.
    """
    magic, nonce, head, payload = FRAME.unpack(prefix)
    if magic != MAGIC:
        raise WireError("not a frame")
    if head > max_head or payload > min(max_payload, MAX_PAYLOAD):
        raise WireError(f"too large: {head} and {payload} bytes")
    return nonce, head, payload


def open_head(
    head: bytes, payload: int, revive: Callable[[Seeded | Handle], Any] | None = None
) -> Incoming:
    """Decode the head of a frame and allocate its arrays.

    Args:
        head: the JSON bytes.
        payload: the number of bytes that follow; the arrays must take exactly these.
        revive: given on the worker's side, where a Seeded or a Handle stands for an object.
            Without it this is a reply: strings are cleaned and a Seeded is refused.

    Raises:
        WireError: for anything outside the grammar. Nothing is allocated before the sizes are
            known to add up.
    """
    reader = _Reader(payload, revive)
    try:
        tree = json.loads(head.decode("ascii"), parse_int=_bounded_int, parse_float=_bounded_float)
        value = reader.decode(tree, 0)
    except (ValueError, RecursionError, OverflowError, TypeError) as error:
        raise WireError(f"malformed: {type(error).__name__}") from None
    if reader.left:
        raise WireError(f"{reader.left} bytes too many")
    return Incoming(value, reader.buffers, reader.bools)


def _bounded_int(text: str) -> int:
    if len(text) > _MAX_DIGITS + 1:
        raise ValueError("too many digits")
    return int(text)


def _bounded_float(text: str) -> float:
    if len(text) > _MAX_FLOAT:
        raise ValueError("too many digits")
    return float(text)


class _Reader:
    """Walks a JSON tree once, checking every node; allocates arrays within `left` bytes."""

    def __init__(self, payload: int, revive: Callable[[Seeded | Handle], Any] | None) -> None:
        self.left = payload
        self.buffers: list[memoryview] = []
        self.bools: list[np.ndarray[Any, Any]] = []
        self._nodes = 0
        self._tuples = 0
        self._revive = revive

    def decode(self, node: Any, depth: int) -> Value:
        self._nodes += 1
        if self._revive is None and self._nodes > MAX_NODES:
            raise WireError(f"more than {MAX_NODES} values")
        kind = type(node)
        if kind is str:
            return self._text(node, MAX_REPLY_HEAD)
        if kind is not list:
            if kind is dict:
                raise WireError("an object")
            return node
        if not node or type(node[0]) is not str or depth > MAX_DEPTH:
            raise WireError("a list without a tag, or too deep")
        return self._tagged(node[0], node[1:], depth + 1)

    def _tagged(self, tag: str, rest: list[Any], depth: int) -> Value:
        if tag == "l":
            return [self.decode(item, depth) for item in rest]
        if tag == "t":
            return tuple([self.decode(item, depth) for item in rest])
        if tag == "d":
            return dict(self._pair(pair, depth) for pair in rest)
        if tag in ("a", "T"):
            name, shape = rest
            return self._array(tag, name, _checked_shape(shape))
        if tag == "g":
            name, digits = rest
            return _scalar(name, digits)
        if tag == "c":
            real, imaginary = rest
            if type(real) is not float or type(imaginary) is not float:
                raise WireError("parts of a complex number")
            return complex(real, imaginary)
        return self._stand_in(tag, rest)

    def _pair(self, pair: Any, depth: int) -> tuple[Any, Value]:
        if type(pair) is not list or len(pair) != 2:
            raise WireError("a pair")
        key = self.decode(pair[0], depth)
        self._tuples += type(key) is tuple
        if not _is_key(key) or self._tuples > MAX_TUPLE_KEYS:
            raise WireError("a key")
        return key, self.decode(pair[1], depth)

    def _stand_in(self, tag: str, rest: list[Any]) -> Value:
        if tag == "F":
            (name,) = rest
            return Foreign(self._text(name, _MAX_NAME))
        if tag not in ("H", "S"):
            raise WireError("an unknown tag")
        first, second = rest
        if type(first) is not int:
            raise WireError("a number")
        if tag == "H":
            found: Seeded | Handle = Handle(first, self._text(second, _MAX_NAME))
        elif self._revive is None or second not in KINDS:
            raise WireError("a generator")
        else:
            found = Seeded(first, second)
        return self._revive(found) if self._revive else found

    def _text(self, text: Any, limit: int) -> str:
        if type(text) is not str:
            raise WireError("a text")
        return clean(text, limit) if self._revive is None else text

    def _array(self, tag: str, name: Any, shape: tuple[int, ...]) -> Value:
        """Allocate one array of a checked size; its bytes are filled in later."""
        half = tag == "T" and name == BFLOAT16
        if type(name) is not str or not (half or name in DTYPES):
            raise WireError("a dtype")
        dtype = np.dtype(np.int16 if half else name)
        size = prod(shape) * dtype.itemsize
        if size > self.left:
            raise WireError("an array larger than the payload")
        self.left -= size
        array = np.empty(shape, dtype)
        raw = array.reshape(-1).view(np.uint8)
        self.buffers.append(raw.data)
        if dtype == np.bool_:
            self.bools.append(raw)
        if tag == "a":
            return array
        torch = sys.modules.get("torch")
        if torch is None:
            raise WireError("a tensor where torch is not loaded")
        tensor = torch.from_numpy(array)
        return tensor.view(torch.bfloat16) if half else tensor


def _scalar(name: Any, digits: Any) -> np.generic:
    if type(name) is not str or name not in DTYPES or type(digits) is not str:
        raise WireError("a scalar")
    dtype = np.dtype(name)
    if len(digits) != 2 * dtype.itemsize:
        raise WireError("a scalar")
    raw = np.frombuffer(bytes.fromhex(digits), np.uint8)
    value: np.generic = (raw != 0)[0] if dtype == np.bool_ else raw.view(dtype)[0]
    return value


def _checked_shape(shape: Any) -> tuple[int, ...]:
    if type(shape) is not list or len(shape) > MAX_DIMENSIONS:
        raise WireError("a shape")
    if not all(type(n) is int and 0 <= n <= MAX_LENGTH for n in shape):
        raise WireError("a shape")
    if 0 in shape and prod(max(n, 1) for n in shape) > MAX_EMPTY_LENGTH:
        raise WireError("a shape")
    return tuple(shape)
