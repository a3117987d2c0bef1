"""The proxy that checks call: `student.f(x)` is a call in the sandboxed worker.

Every exchange is recorded, so that a failing check can be replayed on the reference and on the
catalogued wrong variants (grader/diagnosis.py).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from basis.texts import Message
from grader.answer import Answer, Raised
from grader.calling import call_in_words
from grader.checks import CheckFailed
from grader.compare import Fault, describe
from grader.halt import Halt, halt_by_raised
from grader.performer import Performer
from grader.verdict import Outcome
from grader.wire import Foreign, Handle

#: Bytes that one check may be answered with: what it is given it keeps in our memory.
_MOST_BYTES = 500_000_000


class ReferenceFailed(Exception):
    """The reference could not answer: of what it was given, or a fault of its author."""


@dataclass(frozen=True)
class Exchange:
    """One request and what came of it; `answer` is None if the worker ended."""

    message: list[Any]
    answer: Answer | None


@dataclass
class Record:
    """What happened in one check.

    Attributes:
        exchanges: all of them in order.
        call: puts the last call in words, `discreet` or not.
        reply: what it returned, in words.
        size: bytes of all answers.
    """

    exchanges: list[Exchange] = field(default_factory=list)
    call: Callable[..., str] | None = None
    reply: str = ""
    size: int = 0


@dataclass(frozen=True)
class Pullback:
    """A vector-Jacobian product: the value, and a gradient (or None) for each input in `wrt`."""

    value: Any
    grads: tuple[Any, ...]


class Student:
    """What a check sees of a submission: its functions, as attributes.

    Args:
        performer: performs the submission.
        parameters: parameter names by function, for messages.
        record: filled as the check goes on.
        defined: functions that the submission defines, to suggest the nearest for a missing one.
        check_inputs: whether a call that changes its inputs in place fails the check.
    """

    def __init__(
        self,
        performer: Performer,
        parameters: Mapping[str, Sequence[str]],
        record: Record,
        defined: Sequence[str] = (),
        check_inputs: bool = True,
    ) -> None:
        self._performer = performer
        self._parameters = parameters
        self._record = record
        self._defined = defined
        self._check_inputs = check_inputs

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)

        def call(*args: Any, **kwargs: Any) -> Any:
            value = self._call(None, name, args, kwargs)
            return self._instance(value) if name[0].isupper() else _foreign(value)

        call.__name__ = name
        return call

    def new(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Call a function that is to return an object with state, whatever its name.

        A class (a name with a capital) needs no `new`: `student.Tokenizer(3)` does the same.
        """
        return self._instance(self._call(None, name, args, kwargs))

    def grad(
        self,
        name: str,
        *args: Any,
        wrt: int | Sequence[Any] = 0,
        cotangent: Any = None,
        **kwargs: Any,
    ) -> Pullback:
        """A vector-Jacobian product of a function, computed in the worker by autograd.

        Args:
            name: the function.
            *args: its arguments.
            wrt: position of a tensor argument, or several; a tuple is a path into nested
                arguments, (3, 1) being args[3][1], when it stands inside a list.
            cotangent: like the output; None inside a tuple leaves that output out. By default
                ones for every floating-point output.
            **kwargs: further arguments.
        """
        paths = [wrt] if isinstance(wrt, int) else list(wrt)
        request = [list(path) if isinstance(path, tuple | list) else path for path in paths]
        message = ["grad", name, *_plain(args, kwargs), request, cotangent]
        self._note_call(name, args, kwargs)
        value = self._value(message, name)
        if not isinstance(value, dict) or not isinstance(value.get("grads"), list | tuple):
            raise Halt(Outcome.CRASHED, Message("ended_protocol", {"what": "gradients"}))
        return Pullback(value.get("value"), tuple(value["grads"]))

    def raises(self, name: str, *args: Any, **kwargs: Any) -> Raised:
        """Call a function that must raise; what it raised is returned.

        Raises:
            CheckFailed: if it returned.
        """
        self._note_call(name, args, kwargs)
        answer = self._ask(["call", None, name, *_plain(args, kwargs), {}], name)
        if isinstance(answer, Raised) and answer.kind == "raised":
            halt = halt_by_raised(answer)
            if halt.outcome is Outcome.NOT_WRITTEN:
                raise halt
            return answer
        if isinstance(answer, Raised):
            raise self._missing(answer, name)
        raise CheckFailed(Fault("raises", name, {"got_type": describe(answer.value)}))

    def printed(self) -> str:
        """What the submission has printed since this check began, capped."""
        return self._performer.printed()

    def _instance(self, value: Any) -> Any:
        return Instance(self, value) if isinstance(value, Handle) else value

    def _call(self, target: Handle | None, name: str, args: Any, kwargs: Any) -> Any:
        self._note_call(name, args, kwargs)
        options = {"check_inputs": self._check_inputs}
        return self._value(["call", target, name, *_plain(args, kwargs), options], name)

    def _value(self, message: list[Any], name: str) -> Any:
        answer = self._ask(message, name)
        if isinstance(answer, Raised):
            raise self._missing(answer, name)
        if answer.changed:
            fields = {"function": name, "inputs": ", ".join(answer.changed)}
            raise Halt(Outcome.FAILED, Message("changed_input", fields))
        self._record.reply = describe(answer.value)
        return answer.value

    def _ask(self, message: list[Any], name: str) -> Answer:
        try:
            answer = self._performer.ask(message, name)
        except Halt:
            self._record.exchanges.append(Exchange(message, None))
            raise
        self._record.exchanges.append(Exchange(message, answer))
        last = self._performer.last
        self._record.size += last.reply_bytes if last else 0
        if self._record.size > _MOST_BYTES:
            raise Halt(Outcome.FAILED, Message("too_much_to_check"), (), {"rung": "values"})
        return answer

    def _missing(self, raised: Raised, name: str) -> Halt:
        if raised.kind not in ("missing", "not_callable"):
            return halt_by_raised(raised)
        near = difflib.get_close_matches(name, [n for n in self._defined if n != name], 1)
        key = "missing_function" if raised.kind == "missing" else "not_callable"
        fields = {"function": name, "near": "".join(near)}
        if near and raised.kind == "missing":
            key = "missing_function_near"
        rung = "exists" if raised.kind == "missing" else "callable"
        return Halt(Outcome.FAILED, Message(key, fields), (), {"rung": rung})

    def _note_call(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
        parameters = self._parameters.get(name, ())
        self._record.call = partial(call_in_words, name, parameters, args, kwargs)
        self._record.reply = ""


class Reference(Student):
    """What a check sees of the reference. How that ends is nothing to tell a learner about."""

    def _ask(self, message: list[Any], name: str) -> Answer:
        try:
            answer = super()._ask(message, name)
        except Halt as halt:
            raise ReferenceFailed(name, halt.outcome.value) from None
        if isinstance(answer, Raised):
            raise ReferenceFailed(name, answer.type_name)
        return answer


class Instance:
    """An object of the learner's that lives in the worker; attributes are its methods."""

    def __init__(self, student: Student, handle: Handle) -> None:
        self._student = student
        self._handle = handle

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)

        def call(*args: Any, **kwargs: Any) -> Any:
            return _foreign(self._student._call(self._handle, name, args, kwargs))

        return call

    def get(self, attribute: str) -> Any:
        """The value of a data attribute."""
        return _foreign(self._student._value(["get", self._handle, attribute], attribute))


def _foreign(value: Any) -> Any:
    """An object where a check did not ask for one is no object to it.

    Were it an Instance, `got.allclose(want)` in a check would call the learner's method, which
    could say yes, and would be told the expected value.
    """
    if isinstance(value, Handle):
        return Foreign(value.type_name)
    if isinstance(value, tuple | list):
        return type(value)(_foreign(part) for part in value)
    if isinstance(value, dict):
        return {key: _foreign(part) for key, part in value.items()}
    return value


def _plain(args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """Arguments as they are sent: the learner's own objects as handles."""
    return [_unwrap(arg) for arg in args], {key: _unwrap(arg) for key, arg in kwargs.items()}


def _unwrap(value: Any) -> Any:
    return value._handle if isinstance(value, Instance) else value
