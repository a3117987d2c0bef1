"""A YAML file of an exercise, read with positions, so that every fault has a line and a column."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from grader.errors import ContentError
from grader.verdict import Text

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Document:
    """A mapping read from YAML that knows where each of its keys stands.

    Args:
        path: the file.

    Raises:
        ContentError: if the file is missing, no YAML, or no mapping.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            loader = _Loader(path.read_text(encoding="utf-8"))
            try:
                node = loader.get_single_node()
                data = loader.construct_document(node) if node is not None else None
            finally:
                loader.dispose()
        except OSError as error:
            raise ContentError("file_missing", path, reason=str(error.strerror)) from None
        except UnicodeDecodeError:
            raise ContentError("file_not_utf8", path) from None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            raise ContentError("yaml", path, line, column, problem=str(error.problem)) from None
        except yaml.YAMLError as error:
            raise ContentError("yaml", path, problem=str(error).splitlines()[0]) from None
        if not isinstance(data, dict):
            raise ContentError("not_a_mapping", path)
        self.data: dict[str, Any] = data
        self._node = node

    def position(self, *keys: Any) -> tuple[int, int]:
        """Line and column (from 1) of the deepest part of `keys` that exists."""
        node, mark = self._node, self._node.start_mark
        for key in keys:
            node, found = _child(node, key)
            if found is None:
                break
            mark = found
        return mark.line + 1, mark.column + 1

    def fault(self, rule: str, *keys: Any, **fields: Any) -> ContentError:
        """A ContentError that points at `keys`."""
        line, column = self.position(*keys)
        return ContentError(rule, self.path, line, column, **fields)

    def expect_keys(self, known: Iterable[str], required: Iterable[str], *keys: Any) -> None:
        """Check the keys of the mapping at `keys`.

        Raises:
            ContentError: for an unknown key (with the nearest known one) or a missing one.
        """
        mapping = self.get(dict, *keys)
        for key in mapping:
            if key not in known:
                near = difflib.get_close_matches(str(key), list(known), 1)
                where = "unknown_key_near" if near else "unknown_key"
                raise self.fault(where, *keys, key, key=str(key), near="".join(near))
        for key in required:
            if key not in mapping:
                raise self.fault("missing_key", *keys, key=key)

    def get(self, kind: type[Any] | tuple[type[Any], ...], *keys: Any) -> Any:
        """The value at `keys`, which must be of this type.

        Raises:
            ContentError: if it is missing or of another type.
        """
        value: Any = self.data
        for i, key in enumerate(keys):
            try:
                value = value[key]
            except (KeyError, IndexError, TypeError):
                raise self.fault("missing_key", *keys[:i], key=str(key)) from None
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            kinds = kind if isinstance(kind, tuple) else (kind,)
            expected = " / ".join(k.__name__ for k in kinds)
            found = type(value).__name__
            raise self.fault("wrong_type", *keys, key=_dotted(keys), expected=expected, found=found)
        return value

    def text(self, *keys: Any) -> Text:
        """The two-language text at `keys`.

        Raises:
            ContentError: if a language is missing or empty.
        """
        mapping = self.get(dict, *keys)
        for lang in ("ko", "en"):
            if not isinstance(mapping.get(lang), str) or not mapping[lang].strip():
                raise self.fault("missing_language", *keys, lang=lang, key=_dotted(keys))
        return Text(ko=mapping["ko"].strip(), en=mapping["en"].strip())


def _dotted(keys: Iterable[Any]) -> str:
    return ".".join(map(str, keys))


def _child(node: Any, key: Any) -> tuple[Any, Any]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return value, name.start_mark
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key].start_mark
    return node, None


def as_mapping(value: Any) -> Mapping[Any, Any]:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else {}
