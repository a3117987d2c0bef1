"""What is wrong with a template, in our words, with its place and what to write instead.

jinja2 says what its parser expected, in English and with a line at most. So the template is looked
at again, piece by piece, where a piece is one `<< >>` or `<% %>`; what jinja2 said is not repeated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from basis.layout import shorten
from quiz.errors import VariantError

#: Of a template, this much is quoted: the place says where to look.
_SHOWN_CELLS = 60
#: The mark that ends what each mark begins.
_ENDS = {"<<": ">>", "<%": "%>", "<#": "#>"}
_BEGIN = re.compile("<<|<%|<#")
#: Statements that begin something, with the ones that go on with it and the one that ends it.
_BLOCKS = {"if": ("elif", "else", "endif"), "for": ("else", "endfor")}
_ENDINGS = {parts[-1]: word for word, parts in _BLOCKS.items()}
_TAGS = ("if", "elif", "else", "endif", "for", "endfor")
_TEXT = re.compile(r"'[^']*'|\"[^\"]*\"")
_IMPLICIT = re.compile(r"(?<![\w.])(\d[\d.]*)([A-Za-z_]\w*)")
_WORDS = frozenset("and or not in if else".split())
_ONE_EQUALS = re.compile(r"(?<![=!<>])=(?!=)")
_NO_FILTER = re.compile(r"\|\s*(?![A-Za-z_\s])")
_FILTER_DIGITS = re.compile(r"\|\s*(dp|sig|pct)\s+(\d+)")
_POWER = re.compile(r"\^|\*\*")
_CALL = re.compile(r"(?<![|\w])(?<!\|\s)(?!range\b|in\b|and\b|or\b|not\b|if\b)([A-Za-z_]\w*)\s*\(")


class Piece(NamedTuple):
    """One `<< >>` or `<% %>` of a template.

    Attributes:
        mark: how it begins.
        inside: what stands between its marks.
        start: where `inside` begins in the template.
    """

    mark: str
    inside: str
    start: int

    @property
    def whole(self) -> str:
        """It with its marks."""
        return f"{self.mark}{self.inside}{_ENDS[self.mark]}"


def fault(text: str, rule: str, at: int, **fields: object) -> VariantError:
    """A fault of a template with the line and column, from 1, of a place in it.

    Long texts among its fields are shortened.
    """
    line, before = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at)
    shown = {name: _shown(value) for name, value in fields.items()}
    return VariantError(rule, (), line=line, column=at - before, **shown)


def _shown(value: object) -> object:
    return shorten(value, _SHOWN_CELLS) if isinstance(value, str) else value


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a template in their order, without comments.

    Raises:
        VariantError: at one that has no end.
    """
    place = 0
    while begin := _BEGIN.search(text, place):
        mark = begin[0]
        end = text.find(_ENDS[mark], begin.end())
        another = _BEGIN.search(text, begin.end())
        if end < 0 or (another and another.start() < end and mark != "<#"):
            raise fault(text, "template-open", begin.start(), mark=mark, end=_ENDS[mark])
        if mark != "<#":
            yield Piece(mark, text[begin.end() : end], begin.end())
        place = end + 2


def unreadable(text: str, line: int, parses: Callable[[str], bool]) -> VariantError:
    """Why a template cannot be parsed.

    Args:
        text: the template.
        line: where jinja2 gave up.
        parses: whether a template can be parsed.
    """
    try:
        found = list(pieces(text))
        _check_blocks(text, found)
    except VariantError as error:
        return error
    for piece in found:
        if not parses(_alone(piece)):
            return _misspelt(text, piece)
    return VariantError("template-syntax", line=line)


def unknown_filter(text: str, name: str, known: list[str]) -> VariantError:
    """A filter that does not exist."""
    near = "".join(get_close_matches(name, known, 1))
    at = _find(text, rf"\|\s*({re.escape(name)})\b")
    rule = "template-filter-near" if near else "template-filter"
    return fault(text, rule, at, name=name, near=near, known=known)


def misused_filter(text: str, name: str, digits: bool) -> VariantError:
    """A filter without the number of digits that it wants, or with what it cannot take."""
    rule = "template-filter-digits" if digits else "template-filter-alone"
    return fault(text, rule, _find(text, rf"\|\s*({name})\b"), name=name)


def unknown_name(text: str, name: str, known: list[str]) -> VariantError:
    """A name that is neither drawn nor derived."""
    near = "".join(get_close_matches(name, known, 1))
    at = _find(text, rf"(?<![\w'\"|])({re.escape(name)})\b")
    rule = "template-name-near" if near else "template-name"
    return fault(text, rule, at, name=name, near=near, known=known)


def forbidden(text: str, line: int) -> VariantError:
    """A part that templates may not have: other statements, functions, powers, attributes ..."""
    found = _known(text)
    try:
        _check_blocks(text, found)
    except VariantError as error:
        return error
    for piece in found:
        bare = _blanked(piece.inside)
        if power := _POWER.search(bare):
            return fault(text, "template-power", piece.start + power.start())
        if call := _CALL.search(bare):
            return fault(text, "template-call", piece.start + call.start(), name=call[1])
    return VariantError("template-part", line=line)


def failed(
    text: str, rule: str, fields: Mapping[str, object], fills: Callable[[str], bool]
) -> VariantError:
    """What went wrong while a template was filled, at the first piece that cannot be.

    Args:
        text: the template.
        rule: what went wrong.
        fields: what its text needs.
        fills: whether a template can be filled.
    """
    for piece in _known(text):
        if piece.mark == "<<" and not fills(piece.whole):
            return fault(text, rule, piece.start - 2, piece=piece.whole, **fields)
    return fault(text, rule, 0, piece=text, **fields)


def _check_blocks(text: str, found: list[Piece]) -> None:
    """Hold that statements are known, and that each that begins something has its end.

    Raises:
        VariantError: at the first that is not, or has not.
    """
    opened: list[tuple[str, Piece]] = []
    for piece in found:
        if piece.mark != "<%":
            continue
        word = (piece.inside.strip(" \t\n+-").split(None, 1) or [""])[0]
        at = piece.start - 2
        if word not in _TAGS:
            near = "".join(get_close_matches(word, _TAGS, 1))
            rule = "template-tag-near" if near else "template-tag"
            raise fault(text, rule, at, name=word, near=near, known=list(_TAGS))
        if word in _BLOCKS:
            opened.append((word, piece))
        elif not opened or word not in _BLOCKS[opened[-1][0]]:
            raise fault(text, "template-stray", at, name=word)
        elif word in _ENDINGS:
            opened.pop()
    if opened:
        word, piece = opened[-1]
        raise fault(text, "template-unended", piece.start - 2, name=word, end=_BLOCKS[word][-1])


def _alone(piece: Piece) -> str:
    """A piece as a template of its own."""
    if piece.mark == "<<":
        return piece.whole
    word = piece.inside.strip(" \t\n+-").split(None, 1)[0]
    if word == "elif":
        return f"<% if 1 %>{piece.whole}<% endif %>"
    return f"{piece.whole}<% end{word} %>" if word in _BLOCKS else ""


def _misspelt(text: str, piece: Piece) -> VariantError:
    """What is wrong inside of a piece."""
    bare = _blanked(piece.inside)

    def here(rule: str, place: int, **fields: object) -> VariantError:
        return fault(text, rule, piece.start + place, piece=piece.whole, **fields)

    if not bare.strip():
        return here("template-nothing", 0)
    if power := _POWER.search(bare):
        return here("template-power", power.start())
    if bare.count("(") != bare.count(")"):
        return here("template-parentheses", 0)
    if digits := _FILTER_DIGITS.search(bare):
        return here("template-filter-digits", digits.start(1), name=digits[1])
    if empty := _NO_FILTER.search(bare):
        return here("template-filter-missing", empty.start())
    for product in _IMPLICIT.finditer(bare):
        if product[2] not in _WORDS:
            written = f"{product[1]} * {product[2]}"
            return here("template-product", product.start(), instead=written)
    if piece.mark == "<%" and (equals := _ONE_EQUALS.search(bare)):
        return here("template-equals", equals.start())
    return here("template-piece", 0)


def _blanked(inside: str) -> str:
    """What stands in a piece, with texts in quotes blanked, so that places stay."""
    return _TEXT.sub(lambda found: " " * len(found[0]), inside)


def _find(text: str, pattern: str) -> int:
    """Where a pattern's group stands first inside of a piece; 0 if nowhere."""
    for piece in _known(text):
        if found := re.search(pattern, piece.inside):
            return piece.start + found.start(1)
    return 0


def _known(text: str) -> list[Piece]:
    """The pieces of a template that jinja2 can read; none if a text in one looks like an end."""
    try:
        return list(pieces(text))
    except VariantError:
        return []
