"""Keeps a memory between two runs. What lies here can be derived again, so any fault means none."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from quiz.memory.memory import Look, Memory, Pending, Studied, Trace

#: Raised when the same log would now give another memory, or its form changes.
VERSION = 4


class Shelf:
    """The memory in a folder of what can be computed again.

    Args:
        folder: where memory.json is or will be.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "memory.json"

    def load(self, key: str) -> Memory | None:
        """The memory kept under a key; None if there is none that can be used."""
        try:
            form = json.loads(self._path.read_bytes())
            if form["version"] != VERSION or form["key"] != key:
                return None
            return _memory(form["memory"])
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def keep(self, key: str, memory: Memory) -> None:
        """Keep a memory instead of the one before; nothing is said if that fails."""
        form = {"version": VERSION, "key": key, "memory": _form(memory)}
        # Written beside and put in its place at once: two programs may do so together.
        draft = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                draft.write_text(json.dumps(form, separators=(",", ":")), encoding="utf-8")
                draft.replace(self._path)
            finally:
                draft.unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget it."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _form(memory: Memory) -> dict[str, Any]:
    return {
        **vars(memory),
        "doubted": sorted(memory.doubted),
        "latest": memory.latest.isoformat() if memory.latest else None,
    }


def _memory(form: dict[str, Any]) -> Memory:
    memory = Memory(**form)
    return replace(
        memory,
        parameters=tuple(memory.parameters),
        traces={concept: Trace(*trace) for concept, trace in memory.traces.items()},
        looks=tuple(Look(*look) for look in memory.looks),
        pending={concept: Pending(*pending) for concept, pending in memory.pending.items()},
        doubted=frozenset((question, revision) for question, revision in memory.doubted),
        seconds={kind: tuple(times) for kind, times in memory.seconds.items()},
        studied=Studied(*memory.studied),
        ends=(memory.ends[0], memory.ends[1], memory.ends[2]),
        latest=datetime.fromisoformat(form["latest"]) if form["latest"] else None,
    )
