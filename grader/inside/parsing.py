"""Parse a learner's source where a parser that is driven mad can do no harm.

Deeply nested source can take Python's parser out of memory or off the end of the stack.
"""

from __future__ import annotations

import ast
import warnings
from typing import Any


def parse(source: str, filename: str) -> dict[str, Any]:
    """Parse and compile a source without running it.

    Returns:
        `error`: None, or where and why it is not Python (message, line, column, text);
        `imports`: [top-level package, line] of every absolute import, wherever it stands but under
        `if __name__ == "__main__"`, which never runs here;
        `functions`: names of the functions and classes defined at top level.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source, filename)
            compile(source, filename, "exec")
    except SyntaxError as error:
        return _failed(error.msg, error.lineno, error.offset, error.text)
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return _failed(str(error) or type(error).__name__, 1, 1, "")
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {
        "error": None,
        "imports": _imports(tree),
        "functions": [node.name for node in tree.body if isinstance(node, definitions)],
    }


def _failed(message: str, line: int | None, column: int | None, text: str | None) -> dict[str, Any]:
    place = {"line": line or 1, "column": column or 1, "text": (text or "")[:1000]}
    return {"error": {"message": message[:1000], **place}, "imports": [], "functions": []}


def _imports(tree: ast.Module) -> list[list[Any]]:
    found: list[list[Any]] = []
    parts = [part for node in tree.body for part in _that_run(node)]
    for node in (node for part in parts for node in ast.walk(part)):
        if isinstance(node, ast.Import):
            found += [[alias.name.split(".")[0], node.lineno] for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.append([node.module.split(".")[0], node.lineno])
    return found


def _that_run(statement: ast.stmt) -> list[ast.stmt]:
    """A statement, without what is only for when the file is run as a program."""
    if not isinstance(statement, ast.If) or not isinstance(statement.test, ast.Compare):
        return [statement]
    test = statement.test
    names = {part.id for part in (test.left, *test.comparators) if isinstance(part, ast.Name)}
    is_main = names == {"__name__"} and isinstance(test.ops[0], ast.Eq) and len(test.ops) == 1
    return statement.orelse if is_main else [statement]
