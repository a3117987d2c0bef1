r"""YAML with positions, and without its traps. Pure, but for `read`.

YAML 1.1 reads `no` as false, `12:30` as 750, `017` as 15, `1e-3` as a text and `rank #1` as
"rank"; in double quotes `"\theta"` is a tab and "heta". Content is written by people who know
their subject and not YAML, so here

* only `true` and `false` are booleans, only `null`, `~` and nothing are null, numbers are decimal
  without leading zeros (`7`, `-0.5`, `1e-3`; `str` of one gives it as it was written, since where
  a text is meant `3.10` is not 3.1); every other plain word is text, and so is every key;
* what can only be a mistake, or a way to make a small file huge, is a fault with its place.

    rule                  what it is about                                    fields
    alias, anchor         `*name`, `&name`
    tag                   `!name`                                             tag
    merge_key             `<<`
    duplicate_key         a key twice in one mapping                          key
    key_not_text          a key that is a list or a mapping
    comment_cuts_text     `rank #1 model`: a comment ended the text           text, rest
    escape_in_quotes      `"\theta"`, `"\nabla"`, `"\_"` in double quotes     found
    control_character     a character that a terminal obeys, or a tab         code

The C loader parses; building data from its nodes is ours. Positions are looked up in the nodes
when they are asked for, and cost nothing until then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from basis.errors import FileError

#: Deeper or larger is no content of ours, but a way to exhaust memory or the stack.
MOST_DEPTH = 40
MOST_NODES = 200_000

#: So many of one text are reported; who mends them mends the rest.
MOST_ESCAPES = 10

_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_NUMBER = re.compile(
    r"(?P<int>[-+]?(?:0|[1-9][0-9]{0,99}))\Z"
    r"|[-+]?(?:(?:0|[1-9][0-9]{0,99})(?:\.[0-9]{0,99})?|\.[0-9]{1,99})(?:[eE][-+]?[0-9]{1,3})?\Z"
)

#: A comment that begins like a word: `#1`, `#hash`, but not `# like this`.
_CUT = re.compile(r"[ \t]+(#[^\s#].*)")

#: What a terminal obeys rather than prints (basis/layout.py), and tabs; `_TABLESS` for blocks,
#: which may hold a program.
_TABLESS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
_CONTROL = re.compile(f"\t|{_TABLESS.pattern}")

_ESCAPE = re.compile(r"\\(?:x..|u....|U........|(.)([A-Za-z]*))", re.DOTALL)
#: Escapes that become a control character or a space, and after `\n` the rest of TeX's commands.
_BECOMES = frozenset("0abtvfreNLP_")
_AFTER_N = frozenset(
    "abla atural cong e earrow eg eq eqq ewline exists geq gtr i leq less mid ot otin parallel "
    "prec subseteq succ u vdash warrow".split()
)


class YamlFault(FileError):
    r"""A file that holds no YAML at all, or none that could be a file of ours.

    Its key is `yaml` (with the parser's `problem`), `unknown_escape` (`"\sum"`, as `found`),
    `too_deep` or `too_large` (each with its `limit`), and from `read` also `file_missing` (with a
    `reason`) or `file_not_utf8`.
    """


@dataclass(frozen=True)
class Fault:
    """Something that YAML allows and we do not. Line and column count from 1."""

    rule: str
    line: int
    column: int
    fields: Mapping[str, Any] = field(default_factory=dict)


class Tree:
    """What a YAML text says, and where it says it.

    Attributes:
        data: plain data; keys are always texts. Where a part is faulty, what was meant is guessed.
        faults: in the order of the text.
    """

    def __init__(self, node: yaml.Node, data: Any, faults: tuple[Fault, ...]) -> None:
        self.data = data
        self.faults = faults
        self._node = node

    def position(self, *keys: Any) -> tuple[int, int]:
        """Line and column of the deepest part of `keys` that exists: of the key in a mapping."""
        mark, _ = self._deepest(keys)
        return _place(mark)

    def value_position(self, *keys: Any) -> tuple[int, int]:
        """Line and column at which the value of the deepest existing part of `keys` begins."""
        _, node = self._deepest(keys)
        return _place(node.start_mark)

    def _deepest(self, keys: tuple[Any, ...]) -> tuple[Any, yaml.Node]:
        node, mark = self._node, self._node.start_mark
        for key in keys:
            if (child := _child(node, key)) is None:
                break
            mark, node = child
        return mark, node


def _child(node: yaml.Node, key: Any) -> tuple[Any, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        same = (pair for pair in node.value if pair[0].value == str(key))
        return next(((name.start_mark, value) for name, value in same), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
        item = node.value[key] if 0 <= key < len(node.value) else None
        return item and (item.start_mark, item)
    return None


def _place(mark: Any) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


def read(path: Path) -> Tree:
    """Read a file.

    Raises:
        YamlFault: if it is missing, not UTF-8, or no YAML.
    """
    try:
        return load(path.read_text(encoding="utf-8-sig"), path)
    except OSError as error:
        raise YamlFault("file_missing", path, reason=str(error.strerror)) from None
    except UnicodeDecodeError:
        raise YamlFault("file_not_utf8", path) from None


def load(text: str, path: Path) -> Tree:
    """Read a text.

    Args:
        text: YAML.
        path: what errors call it.

    Raises:
        YamlFault: if it is no YAML, or is nested or long beyond reason.
    """
    text = text.removeprefix("\ufeff")
    try:
        node = _compose(text, path) or _nothing()
    except yaml.MarkedYAMLError as error:
        raise _no_yaml(text, path, error) from None
    except yaml.YAMLError as error:
        raise YamlFault("yaml", path, *_unreadable(text), problem=_first_line(error)) from None
    except UnicodeEncodeError as error:
        raise YamlFault("yaml", path, *_at(text, error.start), problem=error.reason) from None
    build = _Build(text)
    data = build.value(node)
    return Tree(node, data, tuple(sorted(build.faults, key=lambda f: (f.line, f.column))))


def _no_yaml(text: str, path: Path, error: yaml.MarkedYAMLError) -> YamlFault:
    if (mark := error.problem_mark) is None:
        return YamlFault("yaml", path, problem=str(error.problem))
    if "escape" in str(error.problem) and (
        found := re.compile(r"\\[A-Za-z]+").match(text, mark.index)
    ):
        return YamlFault("unknown_escape", path, *_place(mark), found=found[0])
    return YamlFault("yaml", path, *_place(mark), problem=str(error.problem))


def _nothing() -> yaml.Node:
    mark = yaml.Mark("", 0, 0, 0, None, 0)
    return yaml.ScalarNode("", "", mark, mark, style=None)


def _first_line(error: yaml.YAMLError) -> str:
    return str(error).splitlines()[0]


def _unreadable(text: str) -> tuple[int, int]:
    """Where the first character stands that YAML does not even read."""
    found = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return _at(text, found.start() if found else 0)


def _at(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


# --- Parsing -----------------------------------------------------------------------------------

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Composer(_Parser):  # type: ignore[misc]  # one of two classes, chosen when it runs
    """Makes nodes, without YAML's own guesses at what plain words mean.

    The parser calls `descend_resolver` before each node: the place to stop before its recursion,
    which is in C and unchecked, runs out of stack.
    """

    def __init__(self, text: str, path: Path) -> None:
        super().__init__(text)
        self._path = path
        self._depth = 0
        self._nodes = 0

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""

    def descend_resolver(self, parent: Any, index: Any) -> None:
        self._depth += 1
        self._nodes += 1
        if self._depth > MOST_DEPTH:
            raise YamlFault("too_deep", self._path, *_place(parent.start_mark), limit=MOST_DEPTH)
        if self._nodes > MOST_NODES:
            raise YamlFault("too_large", self._path, *_place(parent.start_mark), limit=MOST_NODES)

    def ascend_resolver(self) -> None:
        self._depth -= 1


def _compose(text: str, path: Path) -> yaml.Node | None:
    composer = _Composer(text, path)
    try:
        node: yaml.Node | None = composer.get_single_node()
        return node
    finally:
        composer.dispose()


# --- Building ----------------------------------------------------------------------------------


class _Build:
    """Makes plain data from nodes, and notes what is wrong with them."""

    def __init__(self, text: str) -> None:
        self.faults: list[Fault] = []
        self._text = text
        self._anchored: set[int] = set()
        self._may_cut = _CUT.search(text) is not None

    def value(self, node: Any, holder: Any = None) -> Any:
        """The data of a node; `holder` is the mark that stands for an alias in its place."""
        if self._has_properties(node):
            if id(node) in self._anchored:
                self._fault("alias", holder)
                return None
            self._properties(node)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, node.start_mark) for item in node.value]
        return self._mapping(node)

    def _mapping(self, node: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._fault("key_not_text", key.start_mark)
                continue
            name = self._key(key)
            if name in found:
                self._fault("duplicate_key", key.start_mark, key=name)
            else:
                found[name] = self.value(value, key.start_mark)
        return found

    def _key(self, node: Any) -> str:
        if self._has_properties(node):
            self._properties(node)
        if node.value == "<<" and not node.style:
            self._fault("merge_key", node.start_mark)
        return self._checked(node)

    def _has_properties(self, node: Any) -> bool:
        """Whether an anchor or a tag stands before a node."""
        start = node.start_mark.index
        if self._text[start : start + 1] not in ("&", "!"):
            return False
        # A mapping may begin where its first key does, and then they are the key's.
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        return not (pairs and pairs[0][0].start_mark.index == start)

    def _properties(self, node: Any) -> None:
        """Report an anchor, a tag."""
        self._anchored.add(id(node))
        if self._text[node.start_mark.index] == "&":
            self._fault("anchor", node.start_mark)
        if self._text[node.start_mark.index] == "!" or node.tag:
            self._fault("tag", node.start_mark, tag=node.tag or "!")

    def _scalar(self, node: Any) -> Any:
        value = node.value
        if node.style:  # quoted, or a block
            return self._checked(node)
        if self._may_cut and (cut := _CUT.match(self._text, node.end_mark.index)):
            self._fault("comment_cuts_text", node.start_mark, text=value, rest=cut[1].rstrip())
        if value in _WORDS:
            return _WORDS[value]
        number = _number(value) if value[0] in "+-.0123456789" else None
        return self._checked(node) if number is None else number

    def _checked(self, node: Any) -> str:
        text: str = node.value
        if not text.isprintable():
            self._faults_of_text(node)
        return text

    def _faults_of_text(self, node: Any) -> None:
        raw = self._text[node.start_mark.index : node.end_mark.index]
        if node.style == '"' and (escapes := list(islice(_traps(raw), MOST_ESCAPES))):
            for offset, found in escapes:
                self._fault_in("escape_in_quotes", node, raw[:offset], found=found)
            return
        unfit = _TABLESS if node.style in ("|", ">") else _CONTROL
        if (inside := unfit.search(node.value)) is not None:
            literal = unfit.search(raw)
            before = raw[: literal.start()] if literal else ""
            self._fault_in("control_character", node, before, code=f"U+{ord(inside[0]):04X}")

    def _fault(self, rule: str, mark: Any, **fields: Any) -> None:
        self.faults.append(Fault(rule, *_place(mark), fields))

    def _fault_in(self, rule: str, node: Any, before: str, **fields: Any) -> None:
        """Report what stands in a text, after `before`."""
        line, column = _place(node.start_mark)
        lines, into = _at(before, len(before))
        place = (line + lines - 1, into if lines > 1 else column + into - 1)
        self.faults.append(Fault(rule, *place, fields))


def _number(word: str) -> int | float | None:
    """The number that a plain word is; None for any other word, and for one too large."""
    if (match := _NUMBER.match(word)) is None:
        return None
    number = int(word) if match["int"] else float(word)
    if abs(number) == float("inf"):
        return None
    if str(number) == word:
        return number
    return _SpelledInt(word) if match["int"] else _SpelledFloat(word)


class _SpelledInt(int):
    """An integer that its author wrote in another way, which `str` gives back: `+5`."""

    def __init__(self, word: str) -> None:
        self._word = word

    def __str__(self) -> str:
        return self._word


class _SpelledFloat(float):
    """A number that its author wrote in another way, which `str` gives back: `3.10`, `1e-3`."""

    def __init__(self, word: str) -> None:
        self._word = word

    def __str__(self) -> str:
        return self._word


def _traps(raw: str) -> Iterator[tuple[int, str]]:
    """Escapes in a double-quoted text that look like TeX, or make what nobody can see."""
    for match in _ESCAPE.finditer(raw):
        letter, rest = match[1], match[2]
        if letter is None:
            if not chr(int(match[0][2:], 16)).isprintable():
                yield match.start(), match[0]
        elif letter in _BECOMES or (letter == "n" and rest in _AFTER_N):
            yield match.start(), match[0]
