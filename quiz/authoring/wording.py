"""Whether texts read well with whatever is drawn: no "4 + -2", no "1x", no wrong particle. Pure.

Templates are filled with marks around what was drawn, so that nothing is taken for a drawn number
that an author wrote, and what stands right before and behind it is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from basis.texts import particle
from quiz.errors import VariantError
from quiz.finding import Problem
from quiz.kinds.prompting import At
from quiz.variants.particles import PAIRS, read_last
from quiz.variants.sandbox import BEGIN, END
from quiz.variants.template import fill, fill_marked, is_template
from quiz.variants.templatefaults import pieces

_DRAWN = re.compile(f"{BEGIN}([^{END}]*){END}")
_SIGN = re.compile(r"(?:[-+−*/×·⋅^]|\\(?:cdot|times|div)(?![A-Za-z]))[ \t]*$")
_FACTORS = ("*", "/", "×", "·", "⋅", "^", "\\cdot", "\\times", "\\div")
_POWER = re.compile(r"\s*\^")
#: A letter, Greek ones and roots among them, but no \cdot or \le.
_LETTER = re.compile(
    r"[A-Za-z]|\\(?:alpha|beta|gamma|delta|varepsilon|epsilon|zeta|eta|theta|kappa"
    r"|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|varphi|chi|psi|omega|Delta|Sigma|hat|bar|tilde|vec"
    r"|sqrt|log|ln|exp|mathbf|bm)(?![A-Za-z])"
)
#: Factors that nobody writes before a letter.
_COEFFICIENTS = {"1": "one-times", "0": "zero-times"}
_PARTICLES = {form: pair for pair in PAIRS for form in pair.split("/")}
#: The others stand behind vowels too: "2이고" is right.
_CHECKED = ("은", "는", "이", "가", "을", "를", "과", "와", "으로", "로")
_PARTICLE = re.compile(
    rf"(?P<between>[$)\]}}|%\\*]*)(?P<form>{'|'.join(_CHECKED)})(?=[^가-힣]|$|부터|의|써|서|도|만)"
)
#: What choices of particles look like, right ones or not; where one is left, it was none.
_PAIR = re.compile(r"(?<![A-Za-z}])\{[가-힣]{1,3}/[가-힣]{1,3}\}")
#: One form of a pair behind the blank of a cloze, where it would tell how the answer ends.
_BLANK = re.compile(
    rf"\[\[\s*(?P<name>[\w-]+)\s*\]\](?P<found>(?P<form>{'|'.join(_CHECKED)})(?![가-힣(])"
    r"|\{[가-힣]{1,3}/[가-힣]{1,3}\})"
)
#: A digit that stands right before a drawn number; indices, fractions and roots take it as theirs.
_DIGIT = re.compile(r"(?<![_^])(?<!frac)(?<!frac\d)(?<!sqrt)\d$")
#: Ends of which it is known how they are read.
_READ = re.compile(r"[0-9가-힣]$")
#: Stands for what cannot be filled: neither a digit nor a letter of a formula.
_UNKNOWN = "…"
#: Characters shown to each side of what reads badly.
_AROUND = 12


def wording_problems(text: str, values: Mapping[str, Any], at: At) -> Iterator[Problem]:
    """What reads badly in one language of a text once it is filled.

    Args:
        text: the template.
        values: what it may use.
        at: keys that lead to it; the last one is the language.
    """
    if not is_template(text):
        return
    marked = _marked(text, values)
    for drawn in _DRAWN.finditer(marked):
        before, after = _bare(marked[: drawn.start()]), _bare(marked[drawn.end() :])
        if before.count("`") % 2:
            continue  # a program is written as its language wants
        whole = before[-_AROUND:] + drawn[1] + after[:_AROUND]
        for rule, fields in _amiss(before, drawn[1], after, at[-1] == "ko"):
            yield Problem(rule, at, {"shown": " ".join(whole.split()), **fields})


def _marked(text: str, values: Mapping[str, Any]) -> str:
    """A filled text with marks; what cannot be filled is found elsewhere, and left out here."""
    try:
        return fill_marked(text, values)
    except VariantError:
        pass
    try:
        for piece in list(pieces(text)):
            if piece.mark == "<<" and not _fills(piece.whole, values):
                text = text.replace(piece.whole, _UNKNOWN)
        return fill_marked(text, values)
    except VariantError:
        return ""


def _fills(piece: str, values: Mapping[str, Any]) -> bool:
    try:
        fill(piece, values)
    except VariantError:
        return False
    return True


def pair_problem(text: str, at: At) -> Problem | None:
    """What looks like a choice of particles in a filled text, but is none."""
    found = _PAIR.search(text)
    if found is None:
        return None
    turned = "/".join(reversed(found[0][1:-1].split("/")))
    if turned in PAIRS and at[-1] == "ko":
        return Problem("particle-turned", at, {"found": found[0], "near": f"{{{turned}}}"})
    known = [f"{{{pair}}}" for pair in PAIRS]
    return Problem("particle-unknown", at, {"found": found[0], "known": known})


def blank_problems(text: str, at: At) -> Iterator[Problem]:
    """Particles behind blanks that stand there in one form only: learners see no word before them.

    Args:
        text: the Korean prompt of a cloze.
        at: keys that lead to it.
    """
    for found in _BLANK.finditer(text):
        pair = _PARTICLES.get(found["form"]) or found["found"][1:-1]
        behind, _, other = pair.partition("/")
        both = f"({behind[0]}){other}" if behind[1:] == other else f"{behind}({other})"
        fields = {"name": found["name"], "found": found["found"], "both": both}
        yield Problem("blank-particle", at, fields)


def _amiss(
    before: str, drawn: str, after: str, korean: bool
) -> Iterator[tuple[str, dict[str, str]]]:
    if drawn[:1] in ("-", "+") and (sign := _SIGN.search(before)):
        factor = drawn[0] == "-" and sign[0].rstrip() in _FACTORS
        yield ("sign-after-times" if factor else "two-signs"), {}
    if drawn[:1].isdecimal() and _runs_on(before):
        yield "digits-meet", {}
    if drawn[:1] == "-" and _POWER.match(after):
        yield "power-of-negative", {}
    in_formula = before.replace("\\$", "").count("$") % 2 == 1
    if in_formula and _LETTER.match(after) and before[-1:] not in tuple("0123456789._^{"):
        if rule := _COEFFICIENTS.get(drawn.lstrip("+- ")):
            yield rule, {}
    found = _PARTICLE.match(after) if korean else None
    if found:
        spoken = read_last(before + drawn + found["between"])
        pair = _PARTICLES[found["form"]]
        right = particle(spoken, pair)
        if _READ.search(spoken) and right != found["form"]:
            yield "wrong-particle", {"found": found["form"], "right": right, "pair": f"{{{pair}}}"}


def _runs_on(before: str) -> bool:
    """Whether a digit stands right before; in a formula, blanks between them mean nothing."""
    if before.replace("\\$", "").count("$") % 2 == 1:
        before = before.rstrip(" \t")
    return bool(_DIGIT.search(before))


def _bare(marked: str) -> str:
    return marked.replace(BEGIN, "").replace(END, "")
