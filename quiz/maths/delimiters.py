"""Delimiters as high as what they enclose."""

from __future__ import annotations

from quiz.maths.block import Block, column, heightened, line

#: Top, stem, bottom, and the middle where there is one.
_PARTS = {
    "(": "⎛⎜⎝",
    ")": "⎞⎟⎠",
    "[": "⎡⎢⎣",
    "]": "⎤⎥⎦",
    "⌊": "⎢⎢⎣",
    "⌋": "⎥⎥⎦",
    "⌈": "⎡⎢⎢",
    "⌉": "⎤⎥⎥",
    "⟦": "╓║╙",
    "⟧": "╖║╜",
    "{": "⎧⎪⎩⎨",
    "}": "⎫⎪⎭⎬",
    "|": "│││",
    "‖": "║║║",
}
_ANGLES = {"⟨": "╱⟨╲", "⟩": "╲⟩╱"}


def grown(mark: str, body: Block) -> Block:
    """A delimiter as high as a block, with the block's baseline; "" gives nothing.

    A brace needs three lines: see `roomy`.
    """
    if not mark or body.height == 1:
        return line(mark)
    if mark in _ANGLES:
        rows = _angle(_ANGLES[mark], body)
    elif mark in _PARTS:
        rows = _stem(_PARTS[mark], body)
    else:
        rows = [" "] * body.height
        rows[body.baseline] = mark
    return column(rows, body.baseline)


def roomy(marks: tuple[str, ...], body: Block) -> Block:
    """The block with blank lines where its delimiters need them."""
    if not {"{", "}", "⟨", "⟩"} & set(marks) or body.height == 1:
        return body
    return heightened(body, 1, 1)


def _stem(parts: str, body: Block) -> list[str]:
    rows = [parts[0], *parts[1] * (body.height - 2), parts[2]]
    if len(parts) == 4:
        rows[max(1, min(body.baseline, body.height - 2))] = parts[3]
    return rows


def _angle(parts: str, body: Block) -> list[str]:
    at = body.baseline
    return [parts[0]] * at + [parts[1]] + [parts[2]] * (body.height - at - 1)
