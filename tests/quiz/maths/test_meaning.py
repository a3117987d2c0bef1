"""Pictures and lines keep apart what is not the same."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import combinations, product

import pytest

from quiz.maths.drawing import DISPLAY, INLINE, LEVEL, Style, draw
from quiz.maths.formula import linear, render
from quiz.maths.linear import spelled
from quiz.maths.reader import read
from quiz.maths.tree import Fence, Node, Row

#: Groups of formulas of which no two may look alike. Other tools show some of them as one.
DIFFERENT = [
    [r"\frac{a+b}{2c}", r"a+\frac{b}{2c}", r"\frac{a+b}{2}c", r"a+\frac{b}{2}c"],
    [r"\|w\|_2^2", "w_2^2", r"|w|_2^2", r"\|w_2\|^2", r"\|w_2^2\|"],
    ["e^{-x^2/2}", "e^{-x^2}/2", "e^{-x}2/2", "e-x^2/2", "(e^{-x})^2/2"],
    ["x^{y^z}", "x^{yz}", "{x^y}^z", "x^yz"],
    ["x_i^2", "x_{i^2}", "x_{i2}", "x^{2_i}", "x^{2i}"],
    [r"\hat{xy}", r"\hat xy", r"x\hat y", r"\hat x\hat y", r"\overline{xy}", r"\tilde{xy}"],
    [r"\hat{x_i}", r"\hat x_i", r"x_{\hat i}"],
    ["a_{ij}", "a_ij", "a_i^j", "a^{ij}", "aij", "a_{i_j}"],
    [r"\sqrt{a}b", r"\sqrt{ab}", r"\sqrt[a]{b}", r"a\sqrt{b}"],
    [r"\sqrt{x^2}", r"\sqrt{x}^2", r"\sqrt{x}2"],
    [r"\sqrt{d_k}", r"\sqrt{d}_k", r"\sqrt{d}k"],
    [r"\sqrt{a+b}", r"\sqrt{a}+b", r"\sqrt{a}b"],
    [r"-\frac{a}{b}", r"\frac{-a}{b}", r"\frac{a}{-b}"],
    [r"\frac{\frac{a}{b}}{c}", r"\frac{a}{\frac{b}{c}}", r"\frac{a}{bc}"],
    [r"\frac{a}{b}\frac{c}{d}", r"\frac{ac}{bd}", r"\frac{a}{b}\cdot\frac{c}{d}"],
    [r"\frac{a}{b}^2", r"\frac{a^2}{b}", r"\frac{a}{b^2}", r"\left(\frac{a}{b}\right)2"],
    ["{ab}^2", "ab^2", "(ab)2", "{a+b}^2", "a+b^2"],
    ["f^*(x)", "f*(x)", r"f^\star(x)", "f_*(x)"],
    ["a^*b", "a*b", "a^{*b}"],
    [r"D(p\|q)", "D(pq)", "D(p|q)", r"\|D(pq)\|"],
    ["|x|-|y|", "||x|-|y||", r"\|x|-|y\|"],
    [r"\arg\max_x f", r"\max_x f", r"\arg\max f_x"],
    [r"\sum_i x_i y", r"\sum_{ix} iy", r"\sum^i x_i y"],
    [r"\log\frac{a}{b}", r"\frac{\log a}{b}", r"\log a/b"],
    [r"\binom{n}{k}", r"\frac{n}{k}", r"\begin{pmatrix}n\\k\end{pmatrix}"],
    [r"\begin{matrix}n\\k\end{matrix}", r"\begin{bmatrix}n\\k\end{bmatrix}"],
    [r"\mathcal N", "N", r"\mathbf N", r"\mathbb N"],
    [r"x \ne y", "x = y"],
    [r"x \notin S", r"x \in S"],
    [r"\bar x", r"\hat x", r"\tilde x", r"\dot x", r"\vec x", r"\underline x", "x"],
    ["x'", "x", "x''", "x^1", "x,"],
    [r"\left.f\right|_{0}", "f_0", "|f_0"],
    [r"2^{10}", "2^10", "210"],
]  # fmt: skip
PAIRS = [pair for group in DIFFERENT for pair in combinations(group, 2)]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_what_differs_looks_different(first: str, second: str) -> None:
    assert picture(read(first)) != picture(read(second))
    assert picture(read(first), INLINE) != picture(read(second), INLINE)
    assert picture(read(first), LEVEL) != picture(read(second), LEVEL)


ALPHABETS = ("mathcal", "mathbf", "mathbb")  # plain letters in a line, unless the plain one is near


@pytest.mark.parametrize(
    ("first", "second"), [pair for pair in PAIRS if not any(a in "".join(pair) for a in ALPHABETS)]
)
def test_what_differs_is_spelled_differently(first: str, second: str) -> None:
    assert linear(first) != linear(second)


def test_a_styled_letter_says_its_style_beside_the_plain_one() -> None:
    assert linear(r"\mathcal N(x\mid\mu)") == "N(x | μ)"
    assert linear(r"\prod_{n=1}^N \mathcal N(x_n)") == "prod_(n=1)^N cal(N)(x_n)"
    assert linear(r"\mathbf x = (x_1, x_2)") == "bold(x) = (x_1, x_2)"


LEAVES = ("a", "2", r"\theta")
SHAPES = (
    *(
        r"{%s}^{*}",
        r"\sqrt{%s}",
        r"\sqrt[3]{%s}",
        r"\hat{%s}",
        r"\overline{%s}",
        r"\vec{%s}",
        "-%s",
    ),
    *("(%s)", "[%s]", "|%s|", r"\|%s\|", "{%s}'", r"\log %s", r"\sum_{%s}", r"\left(%s\right)"),
)
JOINTS = (
    *("%s %s", r"\frac{%s}{%s}", "{%s}^{%s}", "{%s}_{%s}", r"\binom{%s}{%s}", r"\sum_{%s}^{%s}"),
    *("%s,%s", "%s=%s", "%s+%s", "%s-%s", "%s|%s", r"%s\|%s", r"\begin{cases}%s\\%s\end{cases}"),
)


def test_no_two_small_formulas_look_alike() -> None:
    seen: dict[object, tuple[Node, str]] = {}
    for tex in small_formulas():
        tree = read(tex)
        for kind, shown in enumerate(
            (picture(tree), picture(tree, INLINE), picture(tree, LEVEL), spelled(tree)),
        ):
            known, other = seen.setdefault((kind, shown), (essence(tree), tex))
            assert known == essence(tree), (tex, other, shown)


def small_formulas() -> list[str]:
    once = [shape % leaf for shape in SHAPES for leaf in LEAVES]
    once += [joint % pair for joint in JOINTS for pair in product(LEAVES, repeat=2)]
    twice = [shape % part for shape in SHAPES for part in once]
    for joint in JOINTS:
        twice += [joint % (part, "a") for part in once] + [joint % ("a", part) for part in once]
    return [*LEAVES, *once, *twice]


def picture(tree: Node, style: Style = DISPLAY) -> tuple[object, ...]:
    block = draw(tree, style)
    return (block.baseline, *(row.rstrip() for row in block.lines))


def essence(node: Node) -> Node:
    """A tree without what means nothing: groups within rows, and how a fence was written."""
    changed: dict[str, object] = {}
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Node):
            changed[field.name] = essence(value)
        elif isinstance(value, tuple):
            changed[field.name] = tuple(_essence_of(item) for item in value)
    if isinstance(node, Fence):
        changed["stretched"] = False
    if not isinstance(node, Row):
        return replace(node, **changed)
    parts = [essence(item) for item in node.items]
    items = [item for part in parts for item in (part.items if isinstance(part, Row) else (part,))]
    return items[0] if len(items) == 1 else Row(tuple(items))


def _essence_of(item: object) -> object:
    if isinstance(item, Node):
        return essence(item)
    return tuple(map(_essence_of, item)) if isinstance(item, tuple) else item


def test_what_is_the_same_looks_the_same() -> None:
    for first, second in ((r"{x_i}^2", "x_i^2"), ("x^2_i", "x_i^2"), (r"\frac12", r"\frac{1}{2}")):
        assert render(first) == render(second)
