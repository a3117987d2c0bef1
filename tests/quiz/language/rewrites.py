"""The same formula in other forms, as sympy writes them. sympy is only used in tests."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping

import sympy

from tests.quiz.language.exact import python

_ONE_ARGUMENT: dict[str, Callable[..., sympy.Expr]] = {
    "ln": sympy.log,
    "log2": lambda x: sympy.log(x) / sympy.log(2),
    "log10": lambda x: sympy.log(x) / sympy.log(10),
    "abs": sympy.Abs,
    "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)),
    "binom": sympy.binomial,
    "ceil": sympy.ceiling,
    "max": sympy.Max,
    "min": sympy.Min,
}

REWRITES: dict[str, Callable[[sympy.Expr], sympy.Expr]] = {
    "as it is": lambda e: e,
    "expand": sympy.expand,
    "factor": sympy.factor,
    "together": sympy.together,
    "cancel": sympy.cancel,
    "powsimp": sympy.powsimp,
    "expand logarithms": lambda e: sympy.expand_log(e, force=True),
    "combine logarithms": lambda e: sympy.logcombine(e, force=True),
    "expand powers": lambda e: sympy.expand_power_base(e, force=True),
    "exponentials": lambda e: e.rewrite(sympy.exp),
    "trigonometry": lambda e: sympy.expand_trig(e),
}


def symbolic(text: str, names: Mapping[str, object]) -> sympy.Expr:
    """A formula as sympy has it, with exact numbers."""
    source, tree = python(text)
    symbols = {name: _symbol(name, domain) for name, domain in names.items()}
    return _symbolic(tree, source, symbols)


def _symbol(name: str, domain: object) -> sympy.Symbol:
    kind = next(iter(domain)) if isinstance(domain, dict) else domain
    return sympy.Symbol(
        name,
        real=True,
        integer=True if kind == "integer" else None,
        positive=True if kind in ("positive", "prob", "simplex") or domain == "integer" else None,
    )


def _symbolic(node: ast.expr, source: str, symbols: Mapping[str, sympy.Symbol]) -> sympy.Expr:
    if isinstance(node, ast.Constant):
        return sympy.Rational(ast.get_source_segment(source, node))
    if isinstance(node, ast.Name):
        return symbols[node.id] if node.id in symbols else {"pi": sympy.pi, "e": sympy.E}[node.id]
    if isinstance(node, ast.UnaryOp):
        inner = _symbolic(node.operand, source, symbols)
        return -inner if isinstance(node.op, ast.USub) else inner
    if isinstance(node, ast.BinOp):
        left, right = (_symbolic(part, source, symbols) for part in (node.left, node.right))
        if isinstance(node.op, ast.Add | ast.Sub):
            return left + right if isinstance(node.op, ast.Add) else left - right
        if isinstance(node.op, ast.Mult | ast.Div):
            return left * right if isinstance(node.op, ast.Mult) else left / right
        return left**right
    assert isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    function = _ONE_ARGUMENT.get(node.func.id) or getattr(sympy, node.func.id)
    return function(*(_symbolic(part, source, symbols) for part in node.args))


def rewritten(text: str, names: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Each form that a formula has, with the name of what made it; each text once."""
    expression = symbolic(text, names)
    seen = set()
    for name, rewrite in REWRITES.items():
        try:
            form = str(rewrite(expression))
        except (sympy.PolynomialError, NotImplementedError, RecursionError):
            continue
        typed = re.sub(r"\bE\b", "e", form.replace("**", "^"))
        if typed not in seen and not re.search(r"Piecewise|I\b|re\(|im\(|zoo|nan", typed):
            seen.add(typed)
            yield name, typed
