"""Random TeX, well-formed or broken. `fuzz_tex` checks what must hold for all of it."""

from __future__ import annotations

import random

from rich.cells import cell_len

from basis.layout import visible
from quiz.errors import MathsError
from quiz.maths.block import Block
from quiz.maths.commands import RULES
from quiz.maths.environments import ENVIRONMENTS
from quiz.maths.formula import linear, render, render_inline
from quiz.maths.page import lay_out, lay_out_rich
from quiz.maths.symbols import COMMANDS, IGNORED

_LEAVES = ["a", "b", "x", "7", "42", "0.5", "n", "T", "한", "θ", "+", "-", "=", "<", ",", "|", "!"]
_WRAPPERS = [
    *(
        r"\frac{%s}{%s}",
        r"\sqrt{%s}",
        r"\sqrt[%s]{%s}",
        r"{%s}^{%s}",
        r"{%s}_{%s}",
        r"{%s}_{%s}^{%s}",
    ),
    *(
        r"\left( %s \right)",
        r"\left\{ %s \middle| %s \right.",
        r"(%s)",
        r"[%s)",
        r"\| %s \|",
        "|%s|",
    ),
    *(r"\sum_{%s}^{%s} %s", r"\int_{%s} %s", r"\hat{%s}", r"\overline{%s}", r"\binom{%s}{%s}"),
    *(
        r"\begin{pmatrix} %s & %s \\ %s & %s \end{pmatrix}",
        r"\begin{cases} %s & %s \\ %s \end{cases}",
    ),
    *(r"\begin{aligned} %s &= %s \\ &= %s \end{aligned}", r"\underbrace{%s}_{%s}", r"\text{%s}"),
    *(
        r"\overset{%s}{%s}",
        r"\xrightarrow{%s}",
        r"\boxed{%s}",
        r"\mathbf{%s}",
        r"\operatorname*{arg\,max}_{%s} %s",
    ),
    *(
        "%s %s",
        "%s + %s",
        "%s = %s",
        "%s, %s",
        r"%s \to %s",
        r"%s\\ %s",
        r"%s \over %s",
        "%s'",
        r"-%s",
    ),
]
_SHREDS = [
    "{",
    "}",
    "^",
    "_",
    "&",
    r"\\",
    "$",
    "$$",
    "\\",
    r"\left",
    r"\right",
    r"\end{cases}",
    "\x1b",
]


def random_tex(random_: random.Random, depth: int) -> str:
    """A formula of at most this depth; mostly one that can be drawn."""
    if depth == 0 or random_.random() < 0.15:
        return random_.choice(_LEAVES) if random_.random() < 0.7 else _command(random_)
    pattern = random_.choice(_WRAPPERS)
    return pattern % tuple(random_tex(random_, depth - 1) for _ in range(pattern.count("%s")))


def _command(random_: random.Random) -> str:
    return "\\" + random_.choice(sorted({*COMMANDS, *IGNORED})) + " "


def _broken(random_: random.Random, tex: str) -> str:
    """The formula with something cut out, doubled or put in."""
    shreds = [
        *_SHREDS,
        *(f"\\{name}" for name in RULES),
        *(f"\\begin{{{e}}}" for e in ENVIRONMENTS),
    ]
    for _ in range(random_.randint(1, 3)):
        at = random_.randrange(len(tex) + 1)
        tex = (
            tex[:at]
            + random_.choice(["", random_.choice(shreds)])
            + tex[at + random_.randint(0, 3) :]
        )
    return tex


def fuzz_tex(count: int, seed: int) -> int:
    """Draw random formulas; raises AssertionError with the formula for one that is drawn wrongly.

    Args:
        count: formulas to draw, every third of them broken on purpose.
        seed: of the random formulas.

    Returns:
        How many of them could be drawn.
    """
    random_ = random.Random(seed)
    drawn = 0
    for index in range(count):
        tex = random_tex(random_, random_.randint(0, 4))
        if index % 3 == 0:
            tex = _broken(random_, tex)
        drawn += check_formula(tex, random_.randint(30, 90))
        check_text(f"앞 ${tex}$는 **굵게** `x = 1`\n\n$${tex}$$", random_.randint(30, 90))
    return drawn


def check_formula(tex: str, width: int) -> bool:
    """Whether a formula can be drawn; asserts that then every drawing of it is sound."""
    try:
        whole = render(tex)
    except MathsError as error:
        assert visible(tex).startswith(error.tex), tex
        return False
    check_block(whole, tex)
    fitted = render(tex, width)
    check_block(fitted, tex)
    assert fitted.width <= width, tex
    for part in render_inline(tex, width):
        check_block(part, tex)
        assert part.width <= width, tex
    text = linear(tex)
    assert "\n" not in text and text == text.strip(), tex
    return True


def check_block(block: Block, tex: str) -> None:
    """Assert that a block is a rectangle of printable text with a baseline in it."""
    assert 0 <= block.baseline < len(block.lines), tex
    for row in block.lines:
        assert cell_len(row) == block.width, (tex, row)
        assert row.isprintable(), (tex, row)


def check_text(text: str, width: int) -> None:
    """Assert that a text fits its screen, plain or not, and that styles change nothing."""
    for plain in (False, True):
        lines = lay_out(text, width, plain, indent=2)
        assert [line.plain for line in lay_out_rich(text, width, plain, indent=2)] == lines, text
        assert all(cell_len(line) <= width for line in lines), text
        assert all(line == line.rstrip() for line in lines), text
