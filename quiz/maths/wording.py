r"""Words within formulas: `\text`, `\operatorname`."""

from __future__ import annotations

import re

from quiz.maths.cursor import END
from quiz.maths.reader import Reader
from quiz.maths.tree import Node, Role, Row, Script, Space, Symbol, Text, Word

_ESCAPED = re.compile(r"\\([ ,;:!{}_%&#$])|~|\s+|(\\)")


def operator(reader: Reader, name: str) -> Node:
    r"""A function with a name of its own; with a star its scripts are limits."""
    limits = name == "mathop" or reader.skip("*")
    with reader.letters("upright"):
        body = reader.argument(name)
    if (shown := _words(body)) is not None:
        return Word(shown.strip(), Role.OPERATOR, limits)
    if name == "mathop":
        return Script(body, limits=True)
    raise reader.lacking(name)


def text(reader: Reader, name: str) -> Node:
    """Prose, with formulas between dollars in it."""
    parts = re.split(r"(?<!\\)\$", reader.source(name))
    if len(parts) % 2 == 0:
        raise reader.fault("formula-brace", "$")
    nodes: list[Node] = []
    for index, part in enumerate(parts):
        if index % 2:
            inner = Reader(part)
            nodes.append(inner.row())
            if inner.peek() is not END:
                raise reader.fault("formula-brace", inner.peek().text)
        elif part:
            nodes.append(Text(_plain(reader, part)))
    return nodes[0] if len(nodes) == 1 else Row(tuple(nodes))


def _plain(reader: Reader, source: str) -> str:
    def shown(match: re.Match[str]) -> str:
        if match[2]:
            raise reader.fault("formula-in-text", source)
        return match[1] if match[1] and match[1] in "{}_%&#$" else " "

    return _ESCAPED.sub(shown, re.sub(r"(?<!\\)[{}]", "", source))


def _words(node: Node) -> str | None:
    """The text of a row of upright words and spaces; None if there is anything else."""
    if isinstance(node, Row):
        parts = [_words(item) for item in node.items]
        return None if None in parts else "".join(part or "" for part in parts)
    if isinstance(node, Space):
        return " " * min(node.cells, 1)
    if isinstance(node, Symbol):
        return {"−": "-"}.get(node.glyph, node.glyph)
    return node.text if isinstance(node, Word | Text) else None
