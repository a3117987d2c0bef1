"""The wire: everything sendable comes back the same, everything else is refused early."""

from __future__ import annotations

import json
import math
import struct
import tracemalloc
from collections import Counter, OrderedDict, namedtuple
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader import wire
from grader.clean import clean
from grader.wire import Foreign, Handle, Seeded, WireError

NONCE = bytes(range(16))


def travel(value: Any, unknown: Any = None) -> Any:
    """Pack a value and read it as a reply."""
    data = b"".join(bytes(part) for part in wire.pack(NONCE, value, unknown))
    size = wire.FRAME.size
    nonce, head, payload = wire.open_frame(data[:size], wire.MAX_REPLY_HEAD, wire.MAX_PAYLOAD)
    assert nonce == NONCE
    assert len(data) == size + head + payload
    incoming = wire.open_head(data[size : size + head], payload)
    rest = data[size + head :]
    for buffer in incoming.buffers:
        buffer[:] = rest[: buffer.nbytes]
        rest = rest[buffer.nbytes :]
    assert not rest
    return incoming.finish()


SCALARS = (
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.text(max_size=5)
)
VALUES = st.recursive(
    SCALARS | st.complex_numbers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=3) | st.integers(-9, 9), inner, max_size=3)
    ),
    max_leaves=12,
)


def same(a: Any, b: Any) -> bool:
    """Equality of type and value, with NaN equal to itself."""
    if type(a) is not type(b):
        return False
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    if isinstance(a, float):
        return a.hex() == b.hex()
    return bool(a == b)


@given(VALUES)
def test_plain_values_come_back(value: Any) -> None:
    back = travel(value)
    if not _has_odd_text(value):
        assert same(back, value)


def _has_odd_text(value: Any) -> bool:
    """Whether cleaning changes some text in there."""
    if isinstance(value, str):
        return clean(value, 1000) != value
    if isinstance(value, dict):
        return any(_has_odd_text(part) for pair in value.items() for part in pair)
    return isinstance(value, list | tuple) and any(map(_has_odd_text, value))


@pytest.mark.parametrize("name", sorted(wire.DTYPES))
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (0, 4), (1, 1, 2)])
def test_arrays_come_back(name: str, shape: tuple[int, ...]) -> None:
    array = np.arange(math.prod(shape)).reshape(shape).astype(name)
    back = travel([array, array])[1]
    assert type(back) is np.ndarray and back.dtype == array.dtype and back.shape == shape
    assert np.array_equal(back, array) and back.flags.writeable


@pytest.mark.parametrize("name", [*sorted(wire.DTYPES), "bfloat16"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3)])
def test_tensors_come_back(name: str, shape: tuple[int, ...]) -> None:
    tensor = torch.arange(math.prod(shape)).reshape(shape).to(getattr(torch, name))
    back = travel((tensor,))[0]
    assert type(back) is torch.Tensor and back.dtype == tensor.dtype
    assert back.shape == tensor.shape and torch.equal(back, tensor) and not back.requires_grad


@pytest.mark.parametrize("name", sorted(wire.DTYPES))
def test_numpy_scalars_come_back(name: str) -> None:
    scalar = np.dtype(name).type(1)
    back = travel(scalar)
    assert type(back) is type(scalar) and back == scalar


def test_special_floats_come_back() -> None:
    array = np.array([np.nan, -np.inf, -0.0])
    assert travel(array).tobytes() == array.tobytes()
    assert math.isnan(travel(float("nan"))) and travel(-math.inf) == -math.inf
    assert travel(np.float32("nan")).tobytes() == np.float32("nan").tobytes()


def test_odd_layouts_are_straightened() -> None:
    array = np.arange(12.0).reshape(3, 4)
    for odd in (array.T, array[::-2, ::3], np.asfortranarray(array), array.astype(">f8")):
        assert np.array_equal(travel(odd), odd) and travel(odd).dtype == np.float64
    tensor = torch.arange(12.0).reshape(3, 4)
    for odd in (tensor.T, tensor.expand(2, 3, 4), tensor[::2], torch.randn(3, 2).to(torch.cfloat)):
        assert torch.equal(travel(odd), odd)
    conjugate = torch.tensor([1 + 2j]).conj()
    assert travel(conjugate)[0] == 1 - 2j
    assert not travel(torch.ones(3, requires_grad=True) * 2).requires_grad


def test_subclasses_become_plain() -> None:
    Point = namedtuple("Point", "x y")

    class Loud(np.ndarray):
        def __array_finalize__(self, obj: Any) -> None:
            pass

    assert travel(Point(1, 2)) == (1, 2)
    assert type(travel(Counter("aab"))) is dict
    assert travel(OrderedDict(a=1)) == {"a": 1}
    assert type(travel(np.arange(3).view(Loud))) is np.ndarray
    assert type(travel(torch.nn.Parameter(torch.ones(2)))) is torch.Tensor
    assert travel(torch.max(torch.eye(2), dim=0))[1].tolist() == [0, 1]


def test_stand_ins_come_back() -> None:
    assert travel([Handle(3, "Net"), Foreign("set")]) == [Handle(3, "Net"), Foreign("set")]


def test_names_of_types_are_cut_and_cleaned() -> None:
    assert travel(Foreign("\x1b" + "x" * 500)).type_name.startswith("␛xxx")
    assert len(travel(Handle(0, "x" * 500)).type_name) == 200


@pytest.mark.parametrize("value", [{1}, b"bytes", object(), len, np.array(["a"]), np.array([{}])])
def test_what_has_no_place_is_refused_or_replaced(value: Any) -> None:
    with pytest.raises(WireError):
        wire.pack(NONCE, value)
    assert travel([value], lambda found: Foreign("odd")) == [Foreign("odd")]


def test_nesting_without_end_is_replaced() -> None:
    knot: list[Any] = []
    knot.append(knot)
    with pytest.raises(WireError):
        wire.pack(NONCE, knot)
    deep = travel(knot, lambda found: Foreign("list"))
    for _ in range(wire.MAX_DEPTH - 1):
        (deep,) = deep
    assert deep == [Foreign("list")]


def test_too_much_is_refused_when_sending() -> None:
    for much in ([0] * 200_000, np.zeros(wire.MAX_PAYLOAD + 1, np.uint8), 10**5000):
        with pytest.raises(WireError):
            wire.pack(NONCE, much)
    with pytest.raises(WireError):
        wire.pack(NONCE, {(i, i): 0 for i in range(wire.MAX_TUPLE_KEYS + 1)})


def read(head: Any, payload: int = 0) -> Any:
    data = head if isinstance(head, bytes) else json.dumps(head).encode()
    return wire.open_head(data, payload).finish()


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"nul",
        b"[",
        b"\xff\xfe1\x00",
        b'"\xc3\xa9"',
        b"[" * 500_000,
        b"{}",
        b'[{"a": 1}]',
        b"[]",
        b"[1]",
        b'[["l"]]',
        b"1" * 5000,
        b"1." + b"0" * 100,
        b"1e999999999999999999999999999999999999999999999999999999999999999999999",
        b'["l", 1] 2',
        ["zz"],
        ["c", 1, 2.0],
        ["c", 1.0],
        ["g", "float64", "00"],
        ["g", "object", "0000000000000000"],
        ["g", "float64", "zz00000000000000"],
        ["g", ["float64"], "00"],
        ["d", [1]],
        ["d", [["l"], 1]],
        ["d", [["a", "float64", [0]], 1]],
        ["d", [2**70, 1]],
        ["d", [["t", ["t", 1]], 1]],
        ["d", *([["t", i], 0] for i in range(wire.MAX_TUPLE_KEYS + 1))],
        ["d", 3],
        ["H", "3", "x"],
        ["H", True, "x"],
        ["H", 3, 4],
        ["H", 3],
        ["F", 3],
        ["S", 3, "torch"],
        ["a", "object", [0]],
        ["a", "float128", [0]],
        ["a", "<U3", [0]],
        ["a", "bfloat16", [0]],
        ["a", ["float64"], [0]],
        ["a", "float64", 3],
        ["a", "float64", [-1]],
        ["a", "float64", [True]],
        ["a", "float64", [1.0]],
        ["a", "float64", [0] * 33],
        ["a", "float64", [1]],
        ["a", "uint8", [0, 10**30]],
        ["a", "float64", [0], 1],
        ["T", "float99", [0]],
        ["l", *[0] * wire.MAX_NODES],
    ],
    ids=lambda head: str(head)[:40],
)
def test_anything_else_is_refused(head: Any) -> None:
    with pytest.raises(WireError):
        read(head)


def test_depth_is_bounded() -> None:
    def nested(depth: int) -> Any:
        return ["l", nested(depth - 1)] if depth else 1

    read(nested(wire.MAX_DEPTH))
    with pytest.raises(WireError):
        read(nested(wire.MAX_DEPTH + 2))


def test_sizes_must_fit_exactly() -> None:
    assert read(["a", "float64", [2]], 16).shape == (2,)
    for payload in (0, 15, 17):
        with pytest.raises(WireError):
            read(["a", "float64", [2]], payload)
    with pytest.raises(WireError):
        read(None, 1)


def test_nothing_is_allocated_for_a_claim() -> None:
    tracemalloc.start()
    try:
        for dtype, shape in (("float64", [10**8]), ("uint8", [10**4] * 5), ("int8", [2**31])):
            with pytest.raises(WireError):
                read(["l", ["a", dtype, shape], ["a", dtype, shape]], 0)
        with pytest.raises(WireError):
            wire.open_frame(wire.FRAME.pack(wire.MAGIC, NONCE, 9, 10**10), 1 << 20, 2 << 30)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("magic", "head", "payload"),
    [(b"HTTP", 1, 0), (wire.MAGIC, 2**31, 0), (wire.MAGIC, 1, 2**40), (wire.MAGIC, 1, 101)],
)
def test_frames_are_checked_first(magic: bytes, head: int, payload: int) -> None:
    prefix = struct.pack("<4s16sIQ", magic, NONCE, head, payload)
    with pytest.raises(WireError):
        wire.open_frame(prefix, 1000, 100)


def test_bytes_of_booleans_are_made_true_or_false() -> None:
    incoming = wire.open_head(b'["T", "bool", [3]]', 3)
    incoming.buffers[0][:] = bytes([0, 1, 255])
    assert incoming.finish().to(torch.int64).tolist() == [0, 1, 1]
    assert read(["g", "bool", "ff"]).tobytes() == b"\x01"


def test_texts_of_a_reply_are_clean() -> None:
    assert read(["l", "\ud800[/bold]\x1b", ["d", ["\x00", 1]]]) == ["�[/bold]␛", {"␀": 1}]


def test_a_reply_may_repeat_a_key() -> None:
    assert read(["d", ["a", 1], ["a", ["a", "uint8", [0]]]])["a"].size == 0


def test_the_worker_makes_what_stands_for_an_object() -> None:
    seen: list[Any] = []
    wire.open_head(b'["l", ["S", 3, "numpy"], ["H", 1, "x"]]', 0, seen.append)
    assert seen == [Seeded(3, "numpy"), Handle(1, "x")]
    with pytest.raises(WireError):
        wire.open_head(b'["S", 3, "pickle"]', 0, seen.append)


@given(st.binary(max_size=200), st.integers(0, 64))
def test_no_bytes_make_the_reader_raise_anything_else(head: bytes, payload: int) -> None:
    try:
        read(head, payload)
    except WireError:
        pass


JSON = st.recursive(
    st.sampled_from(["l", "t", "d", "a", "T", "c", "g", "H", "F", "S", "float64", "00", "x"])
    | st.integers(-3, 2**70)
    | st.floats()
    | st.none()
    | st.booleans(),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=15,
)


@given(JSON, st.integers(0, 64))
def test_no_tree_makes_the_reader_raise_anything_else(tree: Any, payload: int) -> None:
    try:
        read(tree, payload)
    except WireError:
        pass
