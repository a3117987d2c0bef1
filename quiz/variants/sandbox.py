"""The sandbox of templates: what stands in a bank can neither reach Python nor run away.

jinja2's own sandbox keeps templates from attributes that are private, but not from `'a' * 10**9`.
So a template is read first, and refused unless it is made of the few parts listed here; then sums
are for numbers only, loops and texts are short. What is left cannot take long.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

import jinja2
from jinja2 import meta, nodes, sandbox

from quiz.errors import VariantError
from quiz.variants import numbers

#: Longest template, and longest text that may come out, in characters.
LONGEST = 20_000
#: Most rounds of one loop, most loops in a template, and most loops within each other.
ROUNDS, LOOPS, NESTED = 100, 10, 2
#: Most parts within each other; Python's own parser has a limit too.
DEEPEST = 40

_PARTS = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const),
    *(nodes.List, nodes.Tuple, nodes.Getitem, nodes.Filter),
    *(nodes.If, nodes.CondExpr, nodes.For),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
    *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos),
)
_FILTERS = {
    each.__name__: each
    for each in (
        *(numbers.num, numbers.dp, numbers.sig, numbers.pct),
        *(numbers.signed, numbers.paren, numbers.coef, numbers.tex),
    )
}
#: Around what was drawn, where that is asked for; for private use, so that no bank has them.
BEGIN, END = "\ue000", "\ue001"
_OF_LOOPS = frozenset({"first", "last", "index", "index0"})
_ROUNDS_FILTER = "rounds of a loop"  # no template can spell it


@dataclass(frozen=True)
class _Compiled:
    template: jinja2.Template
    names: frozenset[str]


def render(text: str, values: Mapping[str, Any], marked: bool = False) -> str:
    """Fill a template.

    Args:
        text: the template.
        values: by name.
        marked: whether everything filled in stands between BEGIN and END.

    Raises:
        VariantError: if the template is none, has parts that are not allowed, wants an unknown
            name, fails, or grows too long.
    """
    compiled = _compile(text, marked)
    for name in sorted(compiled.names - values.keys()):
        near = "".join(get_close_matches(name, list(values), 1))
        raise VariantError("template-name-near" if near else "template-name", name=name, near=near)
    parts = []
    room = LONGEST
    try:
        for part in compiled.template.generate(dict(values)):
            parts.append(part)
            room -= len(part)
            if room < 0:
                raise VariantError("template-long", limit=LONGEST)
    except Exception as error:  # whatever it was, the template's author must mend it
        raise _failure(error) from None
    return "".join(parts)


@lru_cache(maxsize=1024)
def _compile(text: str, marked: bool) -> _Compiled:
    if len(text) > LONGEST:
        raise VariantError("template-long", limit=LONGEST)
    try:
        environment = _MARKING if marked else _ENVIRONMENT
        tree = environment.parse(text)
        _refuse(tree)
        names = meta.find_undeclared_variables(tree) - environment.globals.keys()
        return _Compiled(environment.from_string(tree), frozenset(names))
    except Exception as error:  # nesting too deep for Python among them
        raise _failure(error) from None


def _failure(error: Exception) -> VariantError:
    if isinstance(error, VariantError):
        return error
    if isinstance(error, jinja2.TemplateSyntaxError):
        return VariantError("template-syntax", line=error.lineno, reason=str(error.message))
    return VariantError("template-fails", reason=str(error) or type(error).__name__)


def _refuse(tree: nodes.Template) -> None:
    """Refuse what is not allowed, and put a limit on every loop."""
    loops = 0
    waiting: list[tuple[nodes.Node, int, int]] = [(tree, 0, 0)]
    while waiting:
        node, depth, nested = waiting.pop()
        if isinstance(node, nodes.For):
            loops, nested = loops + 1, nested + 1
            node.iter = nodes.Filter(node.iter, _ROUNDS_FILTER, [], [], None, None)
        if not _is_allowed(node) or depth > DEEPEST or nested > NESTED or loops > LOOPS:
            raise VariantError("template-part", line=node.lineno, part=type(node).__name__)
        waiting.extend((child, depth + 1, nested) for child in node.iter_child_nodes())


def _is_allowed(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Call):
        return isinstance(node.node, nodes.Name) and node.node.name == "range"
    if isinstance(node, nodes.Getattr):
        loop = isinstance(node.node, nodes.Name) and node.node.name == "loop"
        return loop and node.attr in _OF_LOOPS
    if isinstance(node, nodes.For) and node.recursive:
        return False
    if isinstance(node, nodes.Const) and isinstance(node.value, float):
        return math.isfinite(node.value)
    return isinstance(node, _PARTS)


class _Environment(sandbox.ImmutableSandboxedEnvironment):
    """Sums are for numbers, places for lists; nothing else can be reached."""

    intercepted_binops = frozenset(sandbox.SandboxedEnvironment.default_binop_table)

    def call_binop(
        self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any
    ) -> Any:
        for value in (left, right):
            if not isinstance(value, int | float):
                found = f"{value!r:.40}"
                raise VariantError("template-sum", operator=operator, found=found)
        return super().call_binop(context, operator, left, right)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, list | tuple) and isinstance(argument, int):
            return obj[argument]
        raise TypeError("only lists have places, and places are integers")


def _range(*bounds: float) -> list[int]:
    if any(bound != int(bound) for bound in bounds):
        raise ValueError("range wants integers")
    return _rounds(range(*map(int, bounds)))


def _rounds(items: Any) -> list[Any]:
    if not isinstance(items, list | tuple | range):
        raise TypeError("loops go through lists and ranges")
    if len(items) > ROUNDS:
        raise ValueError(f"a loop has at most {ROUNDS} rounds")
    return list(items)


def _environment(finalize: Callable[[Any], str]) -> jinja2.Environment:
    environment = _Environment(
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        optimized=False,  # nothing is computed while it compiles
    )
    environment.filters = {**_FILTERS, _ROUNDS_FILTER: _rounds}
    environment.tests = {}
    environment.globals = {"range": _range}
    return environment


_ENVIRONMENT = _environment(numbers.shown)
_MARKING = _environment(lambda value: f"{BEGIN}{numbers.shown(value)}{END}")
