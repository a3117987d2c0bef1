r"""`\begin{...} ... \end{...}` and `\substack`: rows of cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.maths.tree import Grid, Node

if TYPE_CHECKING:
    from quiz.maths.reader import Reader


@dataclass(frozen=True)
class Environment:
    """How cells stand, and what stands around them; see `Grid`."""

    columns: str
    marks: tuple[str, str] = ("", "")


ENVIRONMENTS = {
    "matrix": Environment("c"),
    "smallmatrix": Environment("c"),
    "pmatrix": Environment("c", ("(", ")")),
    "bmatrix": Environment("c", ("[", "]")),
    "Bmatrix": Environment("c", ("{", "}")),
    "vmatrix": Environment("c", ("|", "|")),
    "Vmatrix": Environment("c", ("‖", "‖")),
    "cases": Environment("l", ("{", "")),
    "rcases": Environment("l", ("", "}")),
    "dcases": Environment("l", ("{", "")),
    **dict.fromkeys(
        ("aligned", "align", "align*", "split", "alignedat", "eqnarray", "eqnarray*"),
        Environment("rl"),
    ),
    **dict.fromkeys(("gathered", "gather", "gather*", "equation", "equation*"), Environment("c")),
    "array": Environment("c"),
}


def environment(reader: Reader, name: str) -> Node:
    """Read an environment; its name comes next."""
    name = reader.source("begin").strip()
    if name not in ENVIRONMENTS:
        raise reader.fault("formula-environment", name)
    known = ENVIRONMENTS[name]
    columns = _columns(reader) if name == "array" else known.columns
    if name == "alignedat":
        reader.source(name)
    rows = reader.cells(stop="\\end")
    if not reader.skip("\\end") or reader.source("end").strip() != name:
        raise reader.fault("formula-end", name)
    return Grid(tuple(map(tuple, rows)), columns, known.marks, _FAMILY.get(name, name))


def substack(reader: Reader, name: str) -> Node:
    """Read lines that stand under a sum."""
    if not reader.skip("{"):
        raise reader.lacking(name)
    rows = reader.cells(stop="}")
    if not reader.skip("}"):
        raise reader.fault("formula-brace", "{")
    return Grid(tuple(map(tuple, rows)), "c", ("", ""), "substack")


def _columns(reader: Reader) -> str:
    columns = "".join(reader.source("array").split())
    if not columns or set(columns) - set("lcr|"):
        raise reader.fault("formula-environment", "array")
    return columns


#: Environments that look alike to us.
_FAMILY = {
    **dict.fromkeys(("align", "align*", "split", "alignedat", "eqnarray", "eqnarray*"), "aligned"),
    **dict.fromkeys(("gather", "gather*", "equation", "equation*"), "gathered"),
    "dcases": "cases",
    "smallmatrix": "matrix",
}
