"""Make a string that came from outside safe to print, log and store.

A learner's exception text, their printed output or a string they returned may hold anything:
escape sequences that repaint the terminal, right-to-left marks that reverse a report, lone
surrogates that raise when printed, megabytes of text. Every such string passes through `clean`
once, at the border, so that nothing behind it needs to be careful.

Escaping for a particular renderer (console markup, HTML) is that renderer's work, not ours.
"""

from __future__ import annotations

import re

#: Put where a text was cut.
CUT = " …"

#: Controls other than newline and tab, surrogates, line separators that terminals and browsers
#: disagree about, and the marks that change the direction of text.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)

_PICTURES = 0x2400  # the block of visible pictures for the C0 controls
_DELETE = 0x7F


def clean(text: str, limit: int) -> str:
    r"""Return `text` with unsafe characters made visible and at most `limit` characters.

    Args:
        text: any string, lone surrogates included.
        limit: the largest length of the result; a longer text is cut and ends in `CUT`.

    Returns:
        The text, in which C0 controls other than newline and tab have become their pictures
        (U+2400 and on) and other unsafe characters U+FFFD. `\r\n` becomes a newline.

    Raises:
        ValueError: if `limit` has no room for the mark of a cut.
    """
    if limit < len(CUT):
        raise ValueError(f"limit must be at least {len(CUT)}")
    too_long = len(text) > limit
    kept = text[: limit - len(CUT)] + CUT if too_long else text
    if kept.isascii() and kept.isprintable():
        return kept
    return _UNSAFE.sub(_visible, kept.replace("\r\n", "\n"))


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    return chr(_PICTURES + 0x21) if code == _DELETE else "\N{REPLACEMENT CHARACTER}"
