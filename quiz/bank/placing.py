"""Problems by keys become findings by line and column. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from basis.layout import shorten, visible
from basis.texts import Message
from basis.yamltree import Tree
from quiz.finding import Finding, Problem

#: What comes from the file is cut to this width.
_MOST_CELLS = 80

#: Rules about a key, or about what is missing below it; all others are about the value.
_ABOUT_KEY = frozenset(
    "unknown-key missing-key missing-language misfit-key empty-value bad-name reserved-name "
    "name-taken one-of bad-variable "
    "no-such-area no-such-kind no-such-difficulty kind-without-points".split()
)
#: Rules that are told of the mapping around the key.
_OF_MAPPING = frozenset(["unknown-key", "misfit-key"])

#: Lists and mappings of a question whose entries have names, with the word for one entry.
_PARTS = {
    "choices": "part_choice",
    "misconceptions": "part_misconception",
    "items": "part_item",
    "pairs": "part_pair",
    "extra": "part_extra",
    "rubric": "part_point",
    "tests": "part_test",
    "blanks": "part_blank",
    "params": "part_param",
}


def place(
    problem: Problem, tree: Tree, index: int | None, file: str, part: str = "part_question"
) -> Finding:
    """A problem of the question at `index` of a bank, with its line and column.

    Where the file is no list but one thing, which is called as the file, the index is None.

    The text of its rule may use `{where}`: "choice 'soft'", "'why' of choice 'soft'". A kind may
    have put a `where` of its own into the fields.
    """
    keys = problem.at if index is None else (index, *problem.at)
    look = tree.position if problem.rule in _ABOUT_KEY or not problem.at else tree.value_position
    around = problem.at[:-1] if problem.rule in _OF_MAPPING else problem.at
    question = tree.data if index is None else _within(tree.data, index)
    name = file.rpartition(".")[0] if index is None else name_of(question)
    fields = {
        "where": _where(around, question, _called(part, name, index or 0)),
        **problem.fields,
    }
    return Finding(file, *look(*keys), problem.rule, tidied(fields), name_of(question))


def name_of(question: Any) -> str:
    """The id of a question, "" where it has none."""
    name = question.get("id") if isinstance(question, dict) else None
    return _tidy(name) if isinstance(name, str) else ""


def tidied(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with what comes from the file cut short, and nothing that a terminal obeys."""
    return {
        name: _tidy(value) if isinstance(value, str) else value for name, value in fields.items()
    }


def _tidy(text: str) -> str:
    return shorten(visible(text), _MOST_CELLS)


def _where(at: tuple[str | int, ...], question: Any, where: Message) -> Message:
    """What a place in a question is called, from the innermost part that has a name."""
    inside: list[str] = []
    here, steps = question, list(at)
    while steps:
        key = steps.pop(0)
        here = _within(here, key)
        if key in _PARTS and steps:
            entry = steps.pop(0)
            here = _within(here, entry)
            name = entry if isinstance(entry, str) else _within(here, "name")
            where = _called(_PARTS[str(key)], name, entry)
            inside = []
        elif isinstance(key, str):
            inside.append(key)
    fields = {"key": _tidy(".".join(inside)), "where": where}
    return Message("where_inside", fields) if inside else where


def _called(part: str, name: Any, index: str | int) -> Message:
    """A part by its name; by its number where it has none."""
    if isinstance(name, str) and name:
        return Message("where_named", {"part": Message(part), "name": _tidy(name)})
    number = index + 1 if isinstance(index, int) else index
    return Message("where_numbered", {"part": Message(part), "number": number})


def _within(data: Any, key: str | int) -> Any:
    """A part of data; None where there is none."""
    if isinstance(data, dict):
        return data.get(key)
    inside = isinstance(data, list) and isinstance(key, int) and 0 <= key < len(data)
    return data[key] if inside else None
