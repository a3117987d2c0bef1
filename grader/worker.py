"""A worker: loads one submission and answers requests, inside the sandbox.

It answers in order, one reply to each request, until its socket closes. Whatever a learner's
code does to this process, the grader on the other end only ever sees frames, reads the clock
from outside and decides by itself. What it may be asked, and what it answers:

    ["load", {"files", "main", "before", "after"}]       ok None
    ["seed", n]                                          ok None
    ["call", handle or None, name, args, kwargs, {"check_inputs"}]   ok value, {"changed": names}
    ["grad", name, args, kwargs, wrt, cotangent]         ok {"value", "grads"}
    ["get", handle, attribute]  ["has", name]            ok value
    ["price", args, n]                                   ok n zero bytes
    ["parse", source, filename]                          ok {"error", "imports", "functions"}

    err kind, type name, names of its classes, text, frames, extra; kind is raised, exit, missing,
    not_callable, unencodable, or gone (a handle that this worker never gave out)
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import linecache
import random
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from grader import wire
from grader.inside.gradient import pullback
from grader.inside.inputs import InputWatch
from grader.inside.link import Link
from grader.inside.mishap import describe, refusal
from grader.inside.objects import Objects
from grader.inside.parsing import parse

#: The nonce of the first frame, which says that all layers are on.
HELLO = bytes(wire.NONCE_BYTES)

_BEFORE, _AFTER = "<before>", "<after>"


def serve(link: Link, restore_output: Callable[[bool], None]) -> None:
    """Answer requests for ever; the process ends when the grader closes its end."""
    worker = Worker()
    depth = sys.getrecursionlimit()
    worker.answer(HELLO, ["seed", 0])  # touches memory that a fork copies on first write
    link.send(wire.pack(HELLO, ["ready"]))
    while True:
        nonce, message = link.receive(worker.objects.revive)
        restore_output(message[:1] == ["seed"])  # a check begins: its output is counted anew
        reply = worker.answer(nonce, message)
        sys.setrecursionlimit(depth)  # a learner's choice must not break the next request
        link.send(reply)


class Worker:
    """The state of one worker: the submission's module and the objects it gave out."""

    def __init__(self) -> None:
        self.objects = Objects()
        self._module: types.ModuleType | None = None
        self._files: frozenset[str] = frozenset()
        self._operations: dict[str, Callable[..., list[Any]]] = {
            "load": self._load,
            "seed": self._seed,
            "call": self._call,
            "get": self._get,
            "has": self._has,
            "grad": self._grad,
            "price": self._price,
            "parse": self._parse,
        }

    def answer(self, nonce: bytes, message: Any) -> list[wire.Buffer]:
        """Carry out a request; return the frame of the reply.

        The result is laid out here too, behind the same net: that may run a learner's code, or
        out of memory.
        """
        unknown, self.objects.unknown = self.objects.unknown, None
        if unknown is not None:
            return wire.pack(nonce, refusal("gone", unknown.type_name))
        try:
            operation, *arguments = message
            reply = self._operations[operation](*arguments)
            return wire.pack(nonce, reply, self.objects.stand_in)
        except wire.WireError as error:
            reply = refusal("unencodable", str(error))
        except BaseException as error:
            reply = describe(error, self._files)
        return wire.pack(nonce, reply)

    def _load(self, parts: Mapping[str, Any]) -> list[Any]:
        files: dict[str, str] = parts["files"]
        main: str = parts["main"]
        sources = {_BEFORE: parts.get("before"), main: files[main], _AFTER: parts.get("after")}
        self._files = frozenset(files)
        for name, source in (files | sources).items():
            if source is not None:
                _remember_lines(name, source)
        sys.meta_path.append(_Files({k: v for k, v in files.items() if k != main}))
        module = types.ModuleType(main.removesuffix(".py"))
        module.__file__ = main
        sys.modules.setdefault(module.__name__, module)
        self._module = module
        for name, source in sources.items():
            if source is not None:
                try:
                    exec(compile(source, name, "exec", dont_inherit=True), module.__dict__)
                except BaseException as error:
                    return describe(error, self._files, stage=name)
        return ["ok", None]

    def _seed(self, seed: int) -> list[Any]:
        """Reseed the global generators, which a fork would share with its siblings."""
        random.seed(seed)
        np.random.seed(seed % 2**32)
        torch = sys.modules.get("torch")
        if torch is not None:
            torch.manual_seed(seed)
        return ["ok", None]

    def _call(
        self,
        target: Any,
        name: str,
        args: Sequence[Any],
        kwargs: dict[str, Any],
        options: Mapping[str, Any] | None = None,
    ) -> list[Any]:
        function, fault = self._find(target, name)
        if fault:
            return fault
        watch = InputWatch(function, args, kwargs) if (options or {}).get("check_inputs") else None
        value = function(*args, **kwargs)
        return ["ok", value, {"changed": watch.changed() if watch else []}]

    def _grad(
        self,
        name: str,
        args: Sequence[Any],
        kwargs: dict[str, Any],
        wrt: Sequence[Any],
        cotangent: Any = None,
    ) -> list[Any]:
        function, fault = self._find(None, name)
        return fault or ["ok", pullback(function, args, kwargs, wrt, cotangent)]

    def _find(self, target: Any, name: str) -> tuple[Any, list[Any] | None]:
        """A function of the module or a method of an object; or the reply that says why not."""
        owner = self._module if target is None else target
        missing = object()
        found = getattr(owner, name, missing)
        if found is missing:
            return None, refusal("missing", name)
        return found, None if callable(found) else refusal("not_callable", name)

    def _get(self, target: Any, attribute: str) -> list[Any]:
        missing = object()
        found = getattr(target, attribute, missing)
        return refusal("missing", attribute) if found is missing else ["ok", found]

    def _has(self, name: str) -> list[Any]:
        return ["ok", callable(getattr(self._module, name, None))]

    def _price(self, args: Any, reply_bytes: int) -> list[Any]:
        """Cost what the transport of a call costs: the inputs are decoded, bytes go back."""
        return ["ok", np.zeros(reply_bytes, np.uint8)]

    def _parse(self, source: str, filename: str) -> list[Any]:
        return ["ok", parse(source, filename)]


def _remember_lines(name: str, source: str) -> None:
    """Let tracebacks and inspect.getsource show lines of files that are on no disk."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)


class _Files(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports the other files of a submission.

    It is the last of the finders, so that a learner's file named like a library does not take
    that library's place.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = {name.removesuffix(".py"): (name, text) for name, text in files.items()}

    def find_spec(
        self, fullname: str, path: Any = None, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of one of the files."""
        if fullname not in self._files:
            return None
        name = self._files[fullname][0]
        return importlib.machinery.ModuleSpec(fullname, self, origin=name)

    def get_source(self, fullname: str) -> str:
        """The text of the file."""
        return self._files[fullname][1]

    def get_code(self, fullname: str) -> types.CodeType:
        """The compiled file, under its plain name."""
        name, source = self._files[fullname]
        return compile(source, name, "exec", dont_inherit=True)

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the file in its module."""
        module.__file__ = self._files[module.__name__][0]
        super().exec_module(module)
