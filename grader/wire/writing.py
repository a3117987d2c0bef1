"""Turn a value into the bytes of a frame."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.wire.grammar import (
    BFLOAT16,
    DTYPES,
    FRAME,
    MAGIC,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_DIMENSIONS,
    MAX_NODES,
    MAX_PAYLOAD,
    MAX_REQUEST_HEAD,
    MAX_TUPLE_KEYS,
    Buffer,
    Foreign,
    Handle,
    Seeded,
    Value,
    WireError,
    is_key,
)

_JSON = json.JSONEncoder(separators=(",", ":"), check_circular=False)


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
    head = _JSON.encode(writer.encode(value, 0)).encode("ascii")
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
        if value.bit_length() > MAX_DIGITS * 3:
            raise WireError("an int of too many digits")
        return value

    def _container(self, value: Any, depth: int) -> Any:
        if depth >= MAX_DEPTH:
            return self._replaced(value)
        if isinstance(value, dict):
            pairs = list(dict.items(value))
            self._tuples += sum(type(key) is tuple for key, _ in pairs)
            if self._tuples > MAX_TUPLE_KEYS or not all(is_key(key) for key, _ in pairs):
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
