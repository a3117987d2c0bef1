"""How signs and brackets are spelled in one line of plain text."""

from __future__ import annotations

SIGNS = {
    "−": "-",
    "∑": "sum",
    "∏": "prod",
    "∫": "int",
    "∬": "iint",
    "∭": "iiint",
    "∮": "oint",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "→": "->",
    "⟶": "->",
    "←": "<-",
    "⇒": "=>",
    "⇔": "<=>",
    "⟹": "==>",
    "⟺": "<==>",
    "‖": "||",
    "′": "'",
    "…": "...",
    "⋯": "...",
    "⋮": "...",
    "⋱": "...",
    "⊤": "T",
}

#: Brackets that are words.
FENCES = {"⌊⌋": ["floor(", ")"], "⌈⌉": ["ceil(", ")"]}

ALPHABETS = {"double": "bb", "script": "cal", "fraktur": "frak", "bold": "bold"}

#: Single signs that need no brackets as a script.
BARE = frozenset("*⋆†∞∘")
