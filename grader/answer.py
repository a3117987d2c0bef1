"""What a worker's reply to a request means. The worker is not trusted: every form is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grader.verdict import Frame

_MAX_FRAMES = 20
_MAX_TEXT = 2_000


@dataclass(frozen=True)
class Returned:
    """The call returned; `changed` names the inputs that it changed in place."""

    value: Any
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Raised:
    """The call raised, or could not be made.

    Attributes:
        kind: "raised", "missing", "not_callable" or "exit".
        bases: names of the exception's class and its bases.
        frames: the learner's own frames, outermost first.
    """

    kind: str
    type_name: str
    bases: tuple[str, ...]
    message: str
    frames: tuple[Frame, ...] = ()


class MalformedAnswer(Exception):
    """A reply that no worker of ours sends."""


Answer = Returned | Raised


def read_answer(value: Any) -> Answer:
    """Read a decoded reply: ["ok", value, flags] or ["err", kind, type, bases, text, frames, ...].

    Raises:
        MalformedAnswer: for anything else.
    """
    if not isinstance(value, list) or not value:
        raise MalformedAnswer
    if value[0] == "ok" and len(value) in (2, 3):
        flags = value[2] if len(value) == 3 else {}
        changed = flags.get("changed", ()) if isinstance(flags, dict) else ()
        return Returned(value[1], _strings(changed, 20))
    if value[0] == "err" and len(value) >= 6:
        _, kind, type_name, bases, message, frames = value[:6]
        texts = (kind, type_name, message)
        if not all(isinstance(text, str) for text in texts) or not isinstance(frames, list):
            raise MalformedAnswer
        read = tuple(_frame(frame) for frame in frames[:_MAX_FRAMES])
        return Raised(kind, type_name[:100], _strings(bases, 40), message[:_MAX_TEXT], read)
    raise MalformedAnswer


def _strings(value: Any, most: int) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(part, str) for part in value):
        raise MalformedAnswer
    return tuple(part[:100] for part in value[:most])


def _frame(value: Any) -> Frame:
    if isinstance(value, list | tuple) and len(value) >= 3:
        file, line, function = value[:3]
        if isinstance(file, str) and type(line) is int and isinstance(function, str):
            return Frame(file[:100], max(0, min(line, 10**7)), function[:100])
    raise MalformedAnswer
