"""Proof that formulas can be shown: as boxes in the terminal, and as pictures on web and paper.

The typesetter takes some milliseconds a formula, so what it has proven is kept, by formula and by
its own version, and a second `quiz check` need not ask again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from quiz.errors import MathsError
from quiz.finding import Problem
from quiz.maths.formula import linear, render
from quiz.maths.reader import read
from quiz.maths.slashes import unclear_slash
from quiz.printing.pictures import LIBRARY, PictureError, picture

#: A formula, and whether it goes through the typesetter too, beside the terminal.
Job = tuple[str, bool]
#: Applies the function to every job, in their order, on one core or on many.
Map = Callable[[Callable[[Job], Problem | None], list[Job]], Iterable[Problem | None]]


class Typeset:
    """Formulas that were typeset before.

    Args:
        folder: where they are kept; None keeps them for this object only.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._path = folder / f"typeset-{version(LIBRARY)}.json" if folder else None
        self._digests = set(self._read())

    def __contains__(self, tex: str) -> bool:
        return _digest(tex) in self._digests

    def keep(self, formulas: Iterable[str]) -> None:
        """Remember formulas; a cache that cannot be written is no fault."""
        self._digests.update(map(_digest, formulas))
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            whole = self._path.with_suffix(f".{os.getpid()}.tmp")
            whole.write_text(json.dumps(sorted(self._digests)), encoding="ascii")
            whole.replace(self._path)
        except OSError:
            return

    def _read(self) -> Iterable[str]:
        try:
            found = json.loads(self._path.read_text(encoding="ascii")) if self._path else []
        except (OSError, ValueError):
            return ()
        return [each for each in found if isinstance(each, str)] if isinstance(found, list) else ()


def _digest(tex: str) -> str:
    return blake2b(tex.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def formula_problems(
    formulas: Mapping[str, bool], typeset: Typeset, each: Map = map
) -> dict[str, Problem]:
    """Why some formulas cannot be shown.

    Args:
        formulas: whether each goes through the typesetter too.
        typeset: remembers which went through it before, and after.
        each: a `map`, perhaps on many cores.
    """
    jobs = [(tex, both and tex not in typeset) for tex, both in formulas.items()]
    found = dict(zip(formulas, each(formula_problem, jobs), strict=True))
    typeset.keep(tex for tex, both in jobs if both and not found[tex])
    return {tex: problem for tex, problem in found.items() if problem}


def formula_problem(job: Job) -> Problem | None:
    """Why a formula cannot be drawn or written on one line, is unclear, or cannot be typeset."""
    tex, both = job
    try:
        render(tex)
        linear(tex)
    except MathsError as error:
        return error.problem
    if found := unclear_slash(read(tex)):
        return Problem("formula-slash", (), {"tex": tex, "found": found})
    reason = _typesetting_fault(tex) if both else None
    return (
        None if reason is None else Problem("formula-typeset", (), {"tex": tex, "reason": reason})
    )


def _typesetting_fault(tex: str) -> str | None:
    """What the typesetter says against a formula."""
    try:
        picture(tex)
    except PictureError as error:
        return str(error)
    return None
