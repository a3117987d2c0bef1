r"""What TeX commands with arguments mean, one small function each."""

from __future__ import annotations

import re
from collections.abc import Callable

from quiz.maths import symbols
from quiz.maths.environments import environment, substack
from quiz.maths.reader import Reader
from quiz.maths.stretched import left, sized, stray
from quiz.maths.tree import (
    Accent,
    Arrow,
    Brace,
    Fence,
    Fraction,
    Frame,
    Node,
    Phantom,
    Root,
    Row,
    Space,
    Stack,
    Symbol,
    Word,
)
from quiz.maths.wording import operator, text

Rule = Callable[[Reader, str], Node | None]


def command(reader: Reader, name: str) -> Node | None:
    r"""Read what follows a command; None where it draws nothing.

    Raises:
        MathsError: if the command is not known or lacks an argument.
    """
    if (node := symbols.COMMANDS.get(name)) is not None:
        return reader.symbol(node)
    if (rule := RULES.get(name)) is not None:
        return rule(reader, name)
    if name in symbols.IGNORED:
        return None
    from difflib import get_close_matches

    known = [*symbols.COMMANDS, *RULES]
    if near := get_close_matches(name, known, n=1, cutoff=0.75):
        raise reader.fault("formula-unknown-near", "\\" + name, near="\\" + near[0])
    raise reader.fault("formula-unknown", "\\" + name)


def binomial(above: Node, below: Node) -> Node:
    """A binomial coefficient."""
    return Fence(("(", ")"), (Fraction(above, below, line=False),), stretched=True)


def _fraction(reader: Reader, name: str) -> Node:
    return Fraction(reader.argument(name), reader.argument(name))


def _binomial(reader: Reader, name: str) -> Node:
    return binomial(reader.argument(name), reader.argument(name))


def _root(reader: Reader, name: str) -> Node:
    index = reader.bracketed()
    return Root(reader.argument(name), index)


def _accent(reader: Reader, name: str) -> Node:
    return Accent(_ACCENTS[name], reader.argument(name))


def _brace(reader: Reader, name: str) -> Node:
    body = reader.argument(name)
    over = name.startswith("over")
    label = reader.argument(name) if reader.skip("^" if over else "_") else None
    return Brace(body, label, over)


def _over(reader: Reader, name: str) -> Node:
    over = reader.argument(name)
    return Stack(_sign(reader.argument(name)), over=over)


def _under(reader: Reader, name: str) -> Node:
    under = reader.argument(name)
    return Stack(_sign(reader.argument(name)), under=under)


def _sign(node: Node) -> Node:
    """A sign from between braces with what it does in its row; anything else as it is."""
    return symbols.CHARACTERS.get(node.glyph, node) if isinstance(node, Symbol) else node


def _arrow(reader: Reader, name: str) -> Node:
    under = reader.bracketed()
    return Arrow(_ARROWS[name], reader.argument(name), under)


def _alphabet(reader: Reader, name: str) -> Node:
    with reader.letters(_ALPHABETS[name]):
        return reader.argument(name)


def _switch(reader: Reader, name: str) -> None:
    """An old font command: it holds until its group ends."""
    reader.alphabet = _SWITCHES[name]


def _not(reader: Reader, name: str) -> Node:
    struck = _sign(reader.argument(name))
    if isinstance(struck, Symbol) and struck.glyph in symbols.NEGATED:
        return Symbol(symbols.NEGATED[struck.glyph], struck.role)
    raise reader.fault("formula-not", "\\not")


def _frame(reader: Reader, name: str) -> Node:
    return Frame(reader.argument(name))


def _phantom(reader: Reader, name: str) -> Node:
    return Phantom(reader.argument(name))


def _plain_argument(reader: Reader, name: str) -> Node:
    return reader.argument(name)


def _modulus(reader: Reader, name: str) -> Node:
    inner = (Word("mod"), Space(1), reader.argument(name))
    return Row((Space(2), Fence(("(", ")"), (Row(inner),))))


def _distance(reader: Reader, name: str) -> Node:
    """Space of a given length, at two cells for an em."""
    length = re.fullmatch(r"\s*(-?[0-9.]+)\s*(em|ex|mu|pt|cm|mm)\s*", reader.source(name))
    cells = {"em": 2.0, "ex": 1.0, "mu": 1 / 9, "pt": 0.2, "cm": 5.0, "mm": 0.5}
    if length is None or length[1].count(".") > 1 or not re.search("[0-9]", length[1]):
        raise reader.lacking(name)
    return Space(max(0, min(40, round(float(length[1]) * cells[length[2]]))))


_ACCENTS = {
    "hat": "hat",
    "widehat": "hat",
    "bar": "bar",
    "overline": "bar",
    "tilde": "tilde",
    "widetilde": "tilde",
    "vec": "vec",
    "overrightarrow": "vec",
    "overleftarrow": "overleftarrow",
    "dot": "dot",
    "ddot": "ddot",
    "check": "check",
    "widecheck": "check",
    "breve": "breve",
    "acute": "acute",
    "grave": "grave",
    "mathring": "mathring",
    "underline": "underline",
}

_ARROWS = {
    "xrightarrow": "→",
    "xleftarrow": "←",
    "xleftrightarrow": "↔",
    "xRightarrow": "⇒",
    "xLeftarrow": "⇐",
    "xmapsto": "↦",
}

_ALPHABETS = {
    **dict.fromkeys(("mathrm", "mathsf", "mathtt", "mathit", "mathup"), "upright"),
    **dict.fromkeys(("mathbf", "boldsymbol", "bm", "pmb", "mathbfit"), "bold"),
    **dict.fromkeys(("mathbb", "mathbbm", "mathds", "Bbb"), "double"),
    **dict.fromkeys(("mathcal", "mathscr"), "script"),
    "mathfrak": "fraktur",
    "mathnormal": "",
}
_SWITCHES = {"rm": "upright", "it": "", "bf": "bold", "cal": "script", "sf": "upright"}

RULES: dict[str, Rule] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial),
    "sqrt": _root,
    "left": left,
    "right": stray,
    "middle": stray,
    **{size + side: sized for size in ("big", "Big", "bigg", "Bigg") for side in ("", *"lrm")},
    **dict.fromkeys(_ACCENTS, _accent),
    **dict.fromkeys(("overbrace", "underbrace"), _brace),
    **dict.fromkeys(("overset", "stackrel"), _over),
    "underset": _under,
    **dict.fromkeys(_ARROWS, _arrow),
    **dict.fromkeys(_ALPHABETS, _alphabet),
    **dict.fromkeys(_SWITCHES, _switch),
    **dict.fromkeys(("operatorname", "mathop"), operator),
    **dict.fromkeys(
        ("text", "textrm", "textbf", "textit", "textsf", "texttt", "textnormal", "mbox", "hbox"),
        text,
    ),
    "not": _not,
    "boxed": _frame,
    **dict.fromkeys(("phantom", "hphantom", "vphantom"), _phantom),
    **dict.fromkeys(("smash", "mathstrut"), _plain_argument),
    "pmod": _modulus,
    **dict.fromkeys(("hspace", "mspace", "hskip"), _distance),
    "begin": environment,
    "substack": substack,
}
