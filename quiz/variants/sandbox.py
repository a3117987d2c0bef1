"""The sandbox of templates: what stands in a bank can neither reach Python nor run away.

jinja2's own sandbox keeps templates from attributes that are private, but not from `'a' * 10**9`.
So a template is read first, and refused unless it is made of the few parts listed here; then sums
are for numbers only, loops and texts are short. What is left cannot take long.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jinja2
from jinja2 import meta, nodes, sandbox

from quiz.errors import VariantError
from quiz.variants import numbers, templatefaults

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
#: How many arguments filters take, at least and at most; the others take none.
_DIGITS = {"dp": (1, 1), "sig": (1, 1), "pct": (0, 1)}
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
        raise templatefaults.unknown_name(text, name, list(values))
    parts = []
    room = LONGEST
    try:
        for part in compiled.template.generate(dict(values)):
            parts.append(part)
            room -= len(part)
            if room < 0:
                raise VariantError("template-long", limit=LONGEST)
    except Exception as error:  # whatever it was, the template's author must mend it
        raise _failure(error, text, lambda piece: _fills(piece, values)) from None
    return "".join(parts)


def _fills(piece: str, values: Mapping[str, Any]) -> bool:
    """Whether a part of a template can be filled by itself, as far as it is known."""
    try:
        compiled = _compile(piece, False)
        if compiled.names <= values.keys():
            compiled.template.render(dict(values))
    except Exception:
        return False
    return True


@lru_cache(maxsize=1024)
def _compile(text: str, marked: bool) -> _Compiled:
    if len(text) > LONGEST:
        raise VariantError("template-long", limit=LONGEST)
    try:
        environment = _MARKING if marked else _ENVIRONMENT
        tree = environment.parse(_spaced(text))
        _refuse(tree, text)
        names = meta.find_undeclared_variables(tree) - environment.globals.keys()
        return _Compiled(environment.from_string(tree), frozenset(names))
    except jinja2.TemplateSyntaxError as error:
        raise templatefaults.unreadable(text, error.lineno, _parses) from None
    except VariantError:
        raise
    except Exception as error:  # nesting too deep for Python among them
        raise VariantError("template-deep", reason=type(error).__name__) from None


def _spaced(text: str) -> str:
    """A template without `<<-x>>`, whose minus means to jinja2 that blanks are taken away."""
    return text.replace("<<-", "<< -").replace("->>", "- >>")


def _parses(text: str) -> bool:
    try:
        _ENVIRONMENT.parse(_spaced(text))
    except jinja2.TemplateSyntaxError:
        return False
    return True


def _failure(error: Exception, text: str, fills: Callable[[str], bool]) -> VariantError:
    """What went wrong while a template was filled, and where."""
    if isinstance(error, VariantError) and "line" in error.problem.fields:
        return error
    rule, fields = "template-fails", {"reason": type(error).__name__}
    if isinstance(error, VariantError):
        rule, fields = error.problem.rule, dict(error.problem.fields)
    elif isinstance(error, numbers.NumberFault):
        nothing = error.found == "Undefined"
        rule = "template-not-chosen" if nothing else f"template-{error.kind}"
        fields = {"found": error.found, "most": str(numbers.MOST_DIGITS)}
    elif isinstance(error, ZeroDivisionError):
        rule, fields = "template-division", {}
    elif isinstance(error, OverflowError):
        rule, fields = "template-not-finite", {}
    return templatefaults.failed(text, rule, fields, fills)


def _refuse(tree: nodes.Template, text: str) -> None:
    """Refuse what is not allowed, and put a limit on every loop."""
    loops = 0
    waiting: list[tuple[nodes.Node, int, int]] = [(tree, 0, 0)]
    while waiting:
        node, depth, nested = waiting.pop()
        if isinstance(node, nodes.Filter):
            _check_filter(node, text)
        if isinstance(node, nodes.For):
            loops, nested = loops + 1, nested + 1
            node.iter = nodes.Filter(node.iter, _ROUNDS_FILTER, [], [], None, None)
        if not _is_allowed(node) or depth > DEEPEST or nested > NESTED or loops > LOOPS:
            raise templatefaults.forbidden(text, node.lineno)
        waiting.extend((child, depth + 1, nested) for child in node.iter_child_nodes())


def _check_filter(node: nodes.Filter, text: str) -> None:
    """Hold that a filter exists, and has digits if it wants some.

    Raises:
        VariantError: if not.
    """
    if node.name == _ROUNDS_FILTER:
        return
    if node.name not in _FILTERS:
        raise templatefaults.unknown_filter(text, node.name, list(_FILTERS))
    least, most = _DIGITS.get(node.name, (0, 0))
    if not least <= len(node.args) <= most or node.kwargs:
        raise templatefaults.misused_filter(text, node.name, digits=most > 0)


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
            if -len(obj) <= argument < len(obj):
                return obj[argument]
        raise VariantError("template-index")


def _range(*bounds: float) -> list[int]:
    if any(bound != int(bound) for bound in bounds):
        raise VariantError("template-loop", rounds=ROUNDS)
    return _rounds(range(*map(int, bounds)))


def _rounds(items: Any) -> list[Any]:
    if not isinstance(items, list | tuple | range) or len(items) > ROUNDS:
        raise VariantError("template-loop", rounds=ROUNDS)
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
