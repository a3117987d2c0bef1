"""The Korean keyboard (2-beolsik): which keys a text was typed with, and jamo left by themselves.

Whoever types with the wrong layout, or whose input method breaks, still presses the right keys.
Texts are therefore compared by their keys: "rhkwjrgkq", "과ㅈㅓㄱ합" and "과적합" have the same.
"""

from __future__ import annotations

import re
import unicodedata

#: Keys of the initials, vowels and finals, in Unicode's order.
_INITIALS = "r R s e E f a q Q t T d w W c z x v g".split()
_VOWELS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split()
_FINALS = "r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split()

_KEYS = {
    first + offset: keys
    for first, row in ((0x1100, _INITIALS), (0x1161, _VOWELS), (0x11A8, _FINALS))
    for offset, keys in enumerate(row)
}

#: Jamo that an input method leaves where no syllable came about, as keyboards send them.
_LOOSE = re.compile("[\u3131-\u318e\uffa1-\uffdc]")
#: Jamo of which Unicode could compose no syllable.
_CONJOINING = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")


def strokes(text: str) -> str:
    """The Latin letters on the keys that type a text; what is no Hangul stays as it is.

    >>> strokes("발산"), strokes("ㅔㄱㄷ챠냐ㅐㅜ")
    ('qkftks', 'precision')
    """
    return unicodedata.normalize("NFKD", text).translate(_KEYS)


def has_loose_jamo(text: str) -> bool:
    """Whether a text holds jamo outside of syllables (decomposed syllables, as macOS, are none)."""
    return bool(_LOOSE.search(text) or _CONJOINING.search(unicodedata.normalize("NFC", text)))
