"""Proof that formulas can be shown: as boxes in the terminal, and as pictures on web and paper.

The typesetter takes some milliseconds a formula, so what it has proven is kept, by formula and by
its own version, and a second `quiz check` need not ask again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from quiz.errors import MathsError
from quiz.finding import Problem
from quiz.maths.formula import linear, render

#: The library that sets formulas on the web and on paper.
_LIBRARY = "ziamath"


def terminal_problem(tex: str) -> Problem | None:
    """Why a formula cannot be drawn in the terminal, or written on one line."""
    try:
        render(tex)
        linear(tex)
    except MathsError as error:
        return Problem("formula-terminal", (), {"tex": tex, "found": error.command})
    return None


class Typesetter:
    """Sets formulas, each only once.

    Args:
        folder: where proofs are kept; None keeps them for this object only.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._path = folder / f"typeset-{version(_LIBRARY)}.json" if folder else None
        self._proven = set(self._read())

    def problem(self, tex: str) -> Problem | None:
        """Why a formula cannot be typeset."""
        digest = blake2b(tex.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
        if digest in self._proven:
            return None
        if (reason := _failure(tex)) is not None:
            return Problem("formula-typeset", (), {"tex": tex, "reason": reason})
        self._proven.add(digest)
        return None

    def save(self) -> None:
        """Keep what was proven; a cache that cannot be written is no fault."""
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            whole = self._path.with_suffix(f".{os.getpid()}.tmp")
            whole.write_text(json.dumps(sorted(self._proven)), encoding="ascii")
            whole.replace(self._path)
        except OSError:
            return

    def _read(self) -> Iterable[str]:
        try:
            found = json.loads(self._path.read_text(encoding="ascii")) if self._path else []
        except (OSError, ValueError):
            return ()
        return found if isinstance(found, list) else ()


def _failure(tex: str) -> str | None:
    """What the typesetter says against a formula. It raises whatever comes to its mind."""
    import ziamath

    try:
        picture = ziamath.Latex(tex).svg()  # type: ignore[attr-defined]
    except Exception as error:
        return f"{type(error).__name__} {error}".strip()
    return None if "<path" in picture or "<text" in picture or "<use" in picture else "empty"
