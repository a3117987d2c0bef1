r"""The commands that stand for one sign or one word, and what each does in its row.

The glyphs are those that common terminal fonts have (DejaVu Sans and DejaVu Sans Mono, Menlo,
Cascadia with its fallbacks). A table is written as pairs of a command and its glyph.
"""

from __future__ import annotations

from quiz.maths.tree import Node, Role, Space, Symbol, Word


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_ORDINARY = """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ
    varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    infty ∞ partial ∂ nabla ∇ ell ℓ hbar ħ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ imath ı jmath ȷ
    emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠
    triangle △ square □ Box □ blacksquare ■ prime ′ checkmark ✓ dagger † ddagger ‡ S § P ¶
    dots … ldots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ vdots ⋮ ddots ⋱
    # # % % $ $ & & _ _ degree ° flat ♭ sharp ♯ natural ♮ clubsuit ♣ diamondsuit ♢ heartsuit ♡
    spadesuit ♠ backslash \\ surd √ complement ∁ eth ð mho ℧ Finv Ⅎ lozenge ◊ bigstar ★
"""

_BINARY = """
    pm ± mp ∓ times × div ÷ cdot · ast * star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘
    odot ⊙ cap ∩ cup ∪ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖
    uplus ⊎ amalg ⨿ diamond ⋄ wr ≀ bigcirc ○ boxplus ⊞ boxtimes ⊠ boxminus ⊟ dotplus ∔
    bigtriangleup △ bigtriangledown ▽ triangleleft ◁ triangleright ▷ rtimes ⋊ ltimes ⋉
    intercal ⊺ barwedge ⊼ veebar ⊻ divideontimes ⋇ circledast ⊛ circledcirc ⊚
"""

_RELATIONS = """
    le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ lll ⋘ ggg ⋙
    equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅ propto ∝ varpropto ∝ asymp ≍ doteq ≐ triangleq ≜
    coloneqq ≔ coloneq ≔ eqqcolon ≕ lesssim ≲ gtrsim ≳ prec ≺ preceq ⪯ succ ≻ succeq ⪰
    in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋
    nsubseteq ⊈ sqsubset ⊏ sqsubseteq ⊑ sqsupset ⊐ sqsupseteq ⊒ mid | nmid ∤ parallel ‖
    nparallel ∦ perp ⊥ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ bowtie ⋈ frown ⌢ smile ⌣
    nless ≮ ngtr ≯ nleq ≰ ngeq ≱ nsim ≁ ncong ≇ approxeq ≊ therefore ∴ because ∵
    to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ uparrow ↑ downarrow ↓ updownarrow ↕
    Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ Uparrow ⇑ Downarrow ⇓ implies ⟹ impliedby ⟸ iff ⟺
    mapsto ↦ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ longmapsto ⟼
    Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ hookrightarrow ↪ hookleftarrow ↩
    nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ rightsquigarrow ⇝ leadsto ⇝ rightharpoonup ⇀
    rightharpoondown ⇁ leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌
    twoheadrightarrow ↠ nrightarrow ↛ nleftarrow ↚ rightrightarrows ⇉ circlearrowleft ↺
"""

_OPEN = "{ { lbrace { lbrack [ lparen ( langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ llbracket ⟦"
_CLOSE = "} } rbrace } rbrack ] rparen ) rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rrbracket ⟧"

_SUMS = """
    sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀
    bigsqcup ⨆ biguplus ⨄
"""
_INTEGRALS = "int ∫ iint ∬ iiint ∭ oint ∮"

_FUNCTIONS = """
    log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan arg deg dim
    hom ker tr
"""
_LIMITED = "max min sup inf lim det gcd Pr"
_TWO_WORDS = {
    "argmax": "arg max",
    "argmin": "arg min",
    "limsup": "lim sup",
    "liminf": "lim inf",
}

_SPACES = {
    "!": 0,
    ",": 1,
    ":": 1,
    ">": 1,
    ";": 1,
    " ": 1,
    "thinspace": 1,
    "medspace": 1,
    "thickspace": 1,
    "enspace": 1,
    "space": 1,
    "quad": 2,
    "qquad": 4,
}

#: Commands that only change sizes and positions, which a grid of cells has not.
IGNORED = frozenset(
    "displaystyle textstyle scriptstyle scriptscriptstyle allowbreak nobreak nonumber notag "
    "negthinspace negmedspace negthickspace strut mathstrut relax".split()
)

COMMANDS: dict[str, Node] = {
    **{name: Symbol(glyph) for name, glyph in _pairs(_ORDINARY).items()},
    **{name: Symbol(glyph, Role.BINARY) for name, glyph in _pairs(_BINARY).items()},
    **{name: Symbol(glyph, Role.RELATION) for name, glyph in _pairs(_RELATIONS).items()},
    **{name: Symbol(glyph, Role.OPEN) for name, glyph in _pairs(_OPEN).items()},
    **{name: Symbol(glyph, Role.CLOSE) for name, glyph in _pairs(_CLOSE).items()},
    **{name: Symbol(glyph, Role.OPERATOR, True) for name, glyph in _pairs(_SUMS).items()},
    **{name: Symbol(glyph, Role.OPERATOR) for name, glyph in _pairs(_INTEGRALS).items()},
    **{name: Word(name, Role.OPERATOR) for name in _FUNCTIONS.split()},
    **{name: Word(name, Role.OPERATOR, True) for name in _LIMITED.split()},
    **{name: Word(words, Role.OPERATOR, True) for name, words in _TWO_WORDS.items()},
    **{name: Space(cells) for name, cells in _SPACES.items()},
    "colon": Symbol(":", Role.PUNCTUATION),
    "cdotp": Symbol("·", Role.PUNCTUATION),
    "ldotp": Symbol(".", Role.PUNCTUATION),
    "bmod": Word("mod", Role.BINARY),
    "|": Symbol("‖", Role.BAR),
    "Vert": Symbol("‖", Role.BAR),
    "vert": Symbol("|", Role.BAR),
    "slash": Symbol("/"),
}

#: Characters of TeX that are not just themselves.
CHARACTERS: dict[str, Node] = {
    "-": Symbol("−", Role.BINARY),
    "−": Symbol("−", Role.BINARY),
    "+": Symbol("+", Role.BINARY),
    "*": Symbol("*", Role.BINARY),
    "=": Symbol("=", Role.RELATION),
    "<": Symbol("<", Role.RELATION),
    ">": Symbol(">", Role.RELATION),
    ":": Symbol(":", Role.RELATION),
    "(": Symbol("(", Role.OPEN),
    "[": Symbol("[", Role.OPEN),
    ")": Symbol(")", Role.CLOSE),
    "]": Symbol("]", Role.CLOSE),
    "!": Symbol("!", Role.CLOSE),
    "?": Symbol("?", Role.CLOSE),
    ",": Symbol(",", Role.PUNCTUATION),
    ";": Symbol(";", Role.PUNCTUATION),
    "|": Symbol("|", Role.BAR),
    "‖": Symbol("‖", Role.BAR),
    "~": Space(1),
}
# A sign that is typed as itself (≤ for \leq) does what its command does.
for _node in COMMANDS.values():
    if isinstance(_node, Symbol) and not _node.glyph.isascii():
        CHARACTERS.setdefault(_node.glyph, _node)

#: What may stand after \left, \middle, \right and \big, beside the characters of the table.
DELIMITERS: dict[str, str] = {
    ".": "",
    **{character: character for character in "()[]/|"},
    "<": "⟨",
    ">": "⟩",
    **{"\\" + name: glyph for name, glyph in _pairs(_OPEN + " " + _CLOSE).items()},
    "\\|": "‖",
    "\\Vert": "‖",
    "\\vert": "|",
    "\\backslash": "\\",
    "\\uparrow": "↑",
    "\\downarrow": "↓",
}

#: Signs struck through by \not.
NEGATED = _pairs("""
    = ≠ ∈ ∉ ∋ ∌ ⊂ ⊄ ⊃ ⊅ ⊆ ⊈ ⊇ ⊉ ≡ ≢ ∼ ≁ ≈ ≉ ≃ ≄ ≅ ≇ < ≮ > ≯ ≤ ≰ ≥ ≱ | ∤ ‖ ∦ ∃ ∄ → ↛ ← ↚
    ⇒ ⇏ ⇐ ⇍ ⇔ ⇎ ↔ ↮ ⊢ ⊬ ⊨ ⊭ ≺ ⊀ ≻ ⊁
""")
