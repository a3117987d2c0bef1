"""A YAML file of an exercise, read with positions, so that every fault has a line and a column."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from basis.texts import Text
from basis.yamltree import YamlFault, read
from grader.errors import ContentError


class Document:
    """A mapping read from YAML that knows where each of its keys stands.

    Args:
        path: the file.

    Raises:
        ContentError: if the file is missing, no YAML or one with traps in it, or no mapping.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._tree = read(path)
        except YamlFault as fault:
            facts = {k: v for k, v in fault.fields.items() if k not in ("path", "line", "column")}
            line, column = fault.fields["line"], fault.fields["column"]
            raise ContentError(fault.key, path, line, column, **facts) from None
        for trap in self._tree.faults:
            raise ContentError(trap.rule, path, trap.line, trap.column, **trap.fields)
        if not isinstance(self._tree.data, dict):
            raise ContentError("not_a_mapping", path)
        self.data: dict[str, Any] = self._tree.data

    def position(self, *keys: Any) -> tuple[int, int]:
        """Line and column (from 1) of the deepest part of `keys` that exists."""
        return self._tree.position(*keys)

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


def as_mapping(value: Any) -> Mapping[Any, Any]:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else {}
