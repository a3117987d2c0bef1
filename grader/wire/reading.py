"""Read a frame: every size is checked before anything is allocated."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np

from grader.clean import clean
from grader.wire.grammar import (
    BFLOAT16,
    DTYPES,
    FRAME,
    KINDS,
    MAGIC,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_DIMENSIONS,
    MAX_EMPTY_LENGTH,
    MAX_FLOAT,
    MAX_LENGTH,
    MAX_NAME,
    MAX_NODES,
    MAX_PAYLOAD,
    MAX_REPLY_HEAD,
    MAX_TUPLE_KEYS,
    Foreign,
    Handle,
    Seeded,
    Value,
    WireError,
    is_key,
)


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
        tree = _JSON.decode(head.decode("ascii"))
        value = reader.decode(tree, 0)
    except (ValueError, RecursionError, OverflowError, TypeError) as error:
        raise WireError(f"malformed: {type(error).__name__}") from None
    if reader.left:
        raise WireError(f"{reader.left} bytes too many")
    return Incoming(value, reader.buffers, reader.bools)


def _bounded_int(text: str) -> int:
    if len(text) > MAX_DIGITS + 1:
        raise ValueError("too many digits")
    return int(text)


def _bounded_float(text: str) -> float:
    if len(text) > MAX_FLOAT:
        raise ValueError("too many digits")
    return float(text)


_JSON = json.JSONDecoder(parse_int=_bounded_int, parse_float=_bounded_float)


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
        if not is_key(key) or self._tuples > MAX_TUPLE_KEYS:
            raise WireError("a key")
        return key, self.decode(pair[1], depth)

    def _stand_in(self, tag: str, rest: list[Any]) -> Value:
        if tag == "F":
            (name,) = rest
            return Foreign(self._text(name, MAX_NAME))
        if tag not in ("H", "S"):
            raise WireError("an unknown tag")
        first, second = rest
        if type(first) is not int:
            raise WireError("a number")
        if tag == "H":
            found: Seeded | Handle = Handle(first, self._text(second, MAX_NAME))
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
