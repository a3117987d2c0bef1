r"""Formulas as pictures (SVG), for paper and the web, by ziamath.

Its font, STIX Two Math, has no Hangul and draws a box with a question mark for every character that
it lacks. Such characters become text of the picture instead, which whoever opens it draws with a
font of their own, in the room that is left for it.

>>> "경" in picture(r"\text{경보}", inline=True).svg
True
"""

from __future__ import annotations

import unicodedata
import warnings
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from xml.etree import ElementTree

from quiz.printing.spacing import space

#: The library that sets formulas on the web and on paper.
LIBRARY = "ziamath"

#: Size at which formulas are set; whoever shows them scales them with their text.
_SIZE = 16.0
_PRECISION = 2

#: Glyphs of ours have numbers beyond those of any font.
_FOREIGN = 1 << 20
#: The room of a character that is drawn with the reader's font, and the size that it is drawn in,
#: in parts of the size around it. Korean fonts make a syllable 0.85 to 1 of their size wide.
_WIDE, _NARROW, _ASCENT, _DESCENT, _EM = 0.92, 0.6, 0.8, 0.14, 0.92
#: Letters that are no further apart than rounding makes them are one word.
_GAP = 0.1


@dataclass(frozen=True)
class Picture:
    """A formula that has been set.

    Attributes:
        svg: the picture, without a title.
        width, height: in parts of the size of the text around it.
        depth: how far it reaches below the baseline, in the same measure.
    """

    svg: str
    width: float
    height: float
    depth: float


class PictureError(Exception):
    """A formula that the typesetter refuses, or of which nothing is to be seen."""


@lru_cache(maxsize=2048)
def picture(tex: str, inline: bool = False) -> Picture:
    """Set a formula.

    Args:
        tex: the formula, without dollars.
        inline: smaller sums and fractions, as within a line.

    Raises:
        PictureError: if it cannot be set.
    """
    try:
        root = _set(tex, inline)
    except Exception as error:  # it raises whatever comes to its mind
        raise PictureError(f"{type(error).__name__} {error}".strip()) from error
    if not any(each.tag in ("path", "text", "use") for each in root.iter()):
        raise PictureError("empty")
    _, top, width, height = map(float, root.attrib["viewBox"].split())
    for name in ("xmlns:xlink", "width", "height"):
        root.attrib.pop(name, None)
    svg = ElementTree.tostring(root, encoding="unicode")
    return Picture(svg, width / _SIZE, height / _SIZE, (top + height) / _SIZE)


def _set(tex: str, inline: bool) -> ElementTree.Element:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of how it loads its fonts
        import ziamath
        from ziamath.config import config
        from ziamath.tex import tex2mml

        name = _font()
        before = config.svg2, config.precision
        # Every glyph as a path of its own: symbols have ids, which must not meet on one page.
        config.svg2, config.precision = False, _PRECISION
        try:
            mathml = ElementTree.fromstring(tex2mml(tex, inline=inline))
            mathml.set("mathcolor", "currentColor")
            space(mathml)
            formula = ziamath.Math(mathml, size=_SIZE, font=name)  # type: ignore[attr-defined]
            root: ElementTree.Element = formula.svgxml()
            _join(root)
        finally:
            config.svg2, config.precision = before
    return root


def _join(root: ElementTree.Element) -> None:
    """Make words of letters side by side, so that the reader's font spaces them."""
    last: ElementTree.Element | None = None
    end = start = 0.0
    for each in list(root):
        if each.tag != "text":
            last = None
            continue
        middle, size = float(each.attrib["x"]), float(each.attrib["font-size"])
        half = size / _EM * _room(str(each.text)) / 2
        alike = last is not None and all(
            last.attrib[name] == each.attrib[name] for name in ("y", "font-size")
        )
        if last is not None and alike and abs(end - (middle - half)) < _GAP:
            last.text = f"{last.text}{each.text}"
            end = middle + half
            last.set("x", f"{(start + end) / 2:.{_PRECISION}f}")
            root.remove(each)
        else:
            last, start, end = each, middle - half, middle + half


def _room(letter: str) -> float:
    """How wide the room of a letter is, in parts of the size around it."""
    return _WIDE if unicodedata.east_asian_width(letter) in ("W", "F") else _NARROW


@cache
def _font() -> str:
    """Register the typesetter's font with ours behind it, and give its name."""
    from ziafont.fonttypes import BBox
    from ziafont.glyph import SimpleGlyph
    from ziafont.svgpath import fmt
    from ziamath import zmath
    from ziamath.mathfont import MathFont

    class ReadersGlyph(SimpleGlyph):
        """A character that is drawn with the reader's font."""

        def __init__(self, letter: str, font: Any) -> None:
            unit: int = font.info.layout.unitsperem
            self.letter = letter
            self._width = round(unit * _room(letter))
            box = BBox(0, self._width, -unit * _DESCENT, unit * _ASCENT)
            super().__init__(_FOREIGN + ord(letter), [], box, font)

        def advance(self, nextchr: Any = None) -> int:
            """Its width, in units of the font."""
            return self._width

        def place(self, x: float, y: float, point_size: float) -> ElementTree.Element:
            """The character as text, in the middle of the room that it was given."""
            unit = self.font.info.layout.unitsperem
            middle = x + self._width / unit * point_size / 2
            place = {"x": fmt(middle), "y": fmt(y), "text-anchor": "middle"}
            look = {"font-family": "sans-serif", "font-size": fmt(point_size * _EM)}
            element = ElementTree.Element("text", place | look)
            element.text = self.letter
            return element

    class WithReaders(MathFont):
        """The font of the typesetter; what it lacks is left to the reader's."""

        def findglyph(self, char: str, variant: Any) -> Any:
            """The glyph of a character."""
            if self.glyphindex(char) == 0 and not char.isspace():
                return ReadersGlyph(char, self)
            return super().findglyph(char, variant)

        def glyph_fromid(self, glyphid: int) -> Any:
            """The glyph of a number."""
            if glyphid >= _FOREIGN:
                return ReadersGlyph(chr(glyphid - _FOREIGN), self)
            return super().glyph_fromid(glyphid)

    name = "gongbu"
    zmath.loadedfonts[name] = WithReaders(zmath.fontname)
    return name
