"""Names that parameters may not have, because they mean something already."""

from __future__ import annotations

from quiz.language.functions import ALIASES, CONSTANTS, FUNCTIONS
from quiz.language.spelling import fold

#: Words of the templates: `key` is the computed key, the rest is jinja2's grammar.
_TEMPLATES = frozenset(
    "key and or not in is if elif else for set true false none loop recursive".split()
)
_LANGUAGE = frozenset(map(fold, (*FUNCTIONS, *ALIASES, *CONSTANTS)))


def is_reserved(name: str) -> bool:
    """Whether a name is a word of the templates or of the closed language."""
    return name in _TEMPLATES or fold(name) in _LANGUAGE
