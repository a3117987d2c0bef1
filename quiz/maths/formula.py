r"""One formula: TeX -> picture, or one line of plain text.

>>> print(*render(r"\frac{a+b}{2c}").lines, sep="\n")
a + b
─────
 2c
>>> linear(r"\frac{a+b}{2c}")
'(a+b)/(2c)'
"""

from __future__ import annotations

from functools import lru_cache

from rich.cells import chop_cells

from basis.layout import wrap
from quiz.maths.block import Block, above, line
from quiz.maths.breaking import broken, inline
from quiz.maths.drawing import DISPLAY, draw
from quiz.maths.linear import spelled
from quiz.maths.reader import read

_NARROWEST = 20
_HANG = 4


@lru_cache(maxsize=512)
def render(tex: str, width: int | None = None) -> Block:
    """Draw a formula.

    What is wider than the screen is broken at its relations, then at + and -; what cannot be
    broken so is written in one line (see `linear`) and wrapped.

    Args:
        tex: the formula, without dollars.
        width: cells of the screen; None for as many as it takes.

    Raises:
        MathsError: if it is no TeX, or has a command that we do not know.
    """
    tree = read(tex)
    block = draw(tree, DISPLAY)
    if width is None or block.width <= width:
        return block
    if (lines := broken(tree, width)) is not None:
        return lines
    return above([line(row) for row in written(spelled(tree), width)], 0, "l")


@lru_cache(maxsize=512)
def render_inline(tex: str, width: int) -> tuple[Block, ...]:
    """Draw a formula within a line of text.

    Args:
        tex: the formula, without dollars.
        width: cells of a line.

    Returns:
        Blocks between which the line may end; otherwise one cell stands between them.

    Raises:
        MathsError: as `render`.
    """
    tree = read(tex)
    if (blocks := inline(tree, width)) is not None:
        return tuple(blocks)
    words = (piece for word in spelled(tree).split() for piece in chop_cells(word, width))
    return tuple(map(line, words))


def linear(tex: str) -> str:
    """A formula in one line, with brackets for everything that a picture shows otherwise.

    Raises:
        MathsError: as `render`.
    """
    return spelled(read(tex))


def written(text: str, width: int) -> list[str]:
    """A line of plain text in lines of at most so many cells, all but the first indented."""
    first, *rest = wrap(text, max(width, _NARROWEST) - _HANG)
    return [first, *(" " * _HANG + row for row in rest)]
