"""Describe an exception of a learner's code as data, whatever the exception is up to.

Its class may lie about its name, its `__str__` may raise or run for ever (the CPU limit ends
that), its attributes may be anything. Types are therefore read through `type` itself, and every
text is fetched behind an `except BaseException`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from types import TracebackType
from typing import Any, cast

_MAX_TEXT = 4_000
_MAX_BASES = 40
_MAX_FRAMES = 20
_OUTERMOST = 5  # of those, when a traceback is longer

_name_of: Callable[[type], str] = type.__dict__["__name__"].__get__
_mro_of: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__


def type_name(cls: type) -> str:
    """The true name of a class, also if its metaclass defines another."""
    return _name_of(cls)[:200]


def refusal(kind: str, message: str) -> list[Any]:
    """The reply for a request that could not be carried out at all."""
    return ["err", kind, "", [], message[:_MAX_TEXT], [], {}]


def describe(error: BaseException, files: Collection[str], **extra: Any) -> list[Any]:
    """The reply for an exception.

    Args:
        error: what was raised.
        files: names of the learner's files; frames of others are left out.
        extra: facts to send along.

    Returns:
        ["err", kind, type name, names of the classes, text, frames, extra]; frames are
        [file, line, function], outermost first.
    """
    cls = type(error)
    classes = _mro_of(cls)  # isinstance() would ask the exception's own __class__
    if SyntaxError in classes:
        extra |= _place(cast(SyntaxError, error))
    kind = "exit" if SystemExit in classes else "raised"
    text = _text(error)
    bases = [type_name(base) for base in classes[:_MAX_BASES]]
    frames = _frames(error.__traceback__, files)
    return ["err", kind, type_name(cls), bases, text[:_MAX_TEXT], frames, extra]


def _text(error: BaseException) -> str:
    try:
        text = getattr(error, "msg", None) if SyntaxError in _mro_of(type(error)) else str(error)
        return str.__str__(text) if isinstance(text, str) else ""
    except BaseException:
        return ""


def _place(error: SyntaxError) -> dict[str, Any]:
    try:
        found = {
            "file": error.filename,
            "line": error.lineno,
            "column": error.offset,
            "text": error.text[:_MAX_TEXT] if type(error.text) is str else None,
        }
    except BaseException:
        return {}
    return {key: value for key, value in found.items() if type(value) in (str, int)}


def _frames(traceback: TracebackType | None, files: Collection[str]) -> list[list[Any]]:
    frames: list[list[Any]] = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename in files:
            frames.append([code.co_filename, traceback.tb_lineno, code.co_name[:200]])
        traceback = traceback.tb_next
    if len(frames) > _MAX_FRAMES:
        frames = frames[:_OUTERMOST] + frames[_OUTERMOST - _MAX_FRAMES :]
    return frames
