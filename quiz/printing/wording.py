"""A text of a bank as HTML: what is not markup of ours is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from quiz.errors import MathsError
from quiz.maths.formula import linear
from quiz.maths.markup import Display, Listing, Paragraph, Part, Sort, Span, parts
from quiz.printing.pictures import PictureError, picture

#: A formula up to this width, in parts of the size of the text, stays on a line with the word that
#: it is part of.
_SHORT = 20.0

_WORDS = re.compile(r"\s+|\S+")
#: What `cloze` writes for a blank.
_BLANK = "____"


def html(text: str) -> Markup:
    """A text as HTML blocks: paragraphs, formulas of their own, listings."""
    return Markup("\n").join(map(_part, parts(text)))


def line(text: str) -> Markup:
    """A text of one paragraph without its block; any other text as blocks."""
    found = list(parts(text))
    match found:
        case [Paragraph(spans=spans)]:
            return Markup("").join(_filled(spans))
    return Markup("\n").join(map(_part, found))


def formula(tex: str, display: bool = False) -> Markup:
    """A formula as a picture that screen readers hear; one that we cannot draw as its TeX."""
    try:
        spoken, drawn = linear(tex), picture(tex, inline=not display)
    except (MathsError, PictureError):
        return Markup("<code>${}$</code>").format(tex)
    look = f"width:{drawn.width:.3f}em;height:{drawn.height:.3f}em"
    if not display:
        look += f";vertical-align:{-drawn.depth:.3f}em"
    opening = Markup('<svg class="maths" role="img" aria-label="{}" style="{}" ').format(
        spoken, look
    )
    # The typesetter's own: paths, and texts that its XML writer has escaped.
    return opening + Markup(drawn.svg.removeprefix("<svg "))


def _part(part: Part) -> Markup:
    match part:
        case Paragraph(spans=spans):
            return Markup("<p>{}</p>").format(Markup("").join(_filled(spans)))
        case Display(tex=tex, after=after):
            return Markup('<p class="display">{}{}</p>').format(formula(tex, display=True), after)
        case Listing(lines=lines):
            return code("\n".join(lines))


def code(program: str) -> Markup:
    """A program, or what one prints."""
    return Markup("<pre>{}</pre>").format(program.rstrip("\n"))


def _filled(spans: Iterable[Span]) -> Iterator[Markup]:
    """The words of a paragraph; one with a short formula in it does not end its line there."""
    word: list[Markup] = []
    width = 0.0
    for span in spans:
        for piece, wide in _pieces(span):
            if piece.isspace():
                yield from _word(word, width)
                yield Markup(" ")
                word, width = [], 0.0
            else:
                word.append(piece)
                width += wide
    yield from _word(word, width)


def _word(word: list[Markup], width: float) -> Iterator[Markup]:
    whole = Markup("").join(word)
    if len(word) > 1 and 0 < width <= _SHORT:
        yield Markup('<span class="word">{}</span>').format(whole)
    elif word:
        yield whole


def _pieces(span: Span) -> Iterator[tuple[Markup, float]]:
    """Parts of a span, and how wide those are that are pictures."""
    if span.sort is Sort.MATHS:
        found = formula(span.text)
        yield _bold(found, span), _width(span.text)
    elif span.sort is Sort.CODE:
        yield _bold(Markup("<code>{}</code>").format(span.text), span), 0.0
    else:
        for piece in _WORDS.findall(span.text):
            blank = Markup('<span class="blank"></span>')
            yield _bold(blank.join(map(escape, piece.split(_BLANK))), span), 0.0


def _bold(piece: Markup, span: Span) -> Markup:
    return Markup("<b>{}</b>").format(piece) if span.bold and not piece.isspace() else piece


def _width(tex: str) -> float:
    try:
        return picture(tex, inline=True).width
    except PictureError:
        return 0.0
