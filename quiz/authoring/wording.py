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
from quiz.variants.template import fill_marked, is_template

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
#: All pairs as they are written.
SHOWN_PAIRS = " ".join(f"{{{pair}}}" for pair in PAIRS)
#: Ends of which it is known how they are read.
_READ = re.compile(r"[0-9가-힣]$")
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
    try:
        marked = fill_marked(text, values)
    except VariantError:
        return  # found where it is filled to be shown
    for drawn in _DRAWN.finditer(marked):
        before, after = _bare(marked[: drawn.start()]), _bare(marked[drawn.end() :])
        if before.count("`") % 2:
            continue  # a program is written as its language wants
        whole = before[-_AROUND:] + drawn[1] + after[:_AROUND]
        for rule, fields in _amiss(before, drawn[1], after, at[-1] == "ko"):
            yield Problem(rule, at, {"shown": " ".join(whole.split()), **fields})


def unknown_pair(text: str) -> str:
    """What looks like a choice of particles in a filled text, but is none; "" if nothing does."""
    found = _PAIR.search(text)
    return found[0] if found else ""


def _amiss(
    before: str, drawn: str, after: str, korean: bool
) -> Iterator[tuple[str, dict[str, str]]]:
    if drawn[:1] in ("-", "+") and (sign := _SIGN.search(before)):
        factor = drawn[0] == "-" and sign[0].rstrip() in _FACTORS
        yield ("sign-after-times" if factor else "two-signs"), {}
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


def _bare(marked: str) -> str:
    return marked.replace(BEGIN, "").replace(END, "")
