"""TeX that we do not know is an error that says what, and is then shown as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from basis.texts import LANGUAGES, Texts, catalogue, fields_of
from quiz.errors import MathsError
from quiz.maths.formula import linear, render
from quiz.maths.page import lay_out

SOURCES = Path(__file__).parents[3] / "quiz" / "maths"

FAULTS = {
    r"\foo": ("formula-unknown", r"\foo"),
    r"\alhpa": ("formula-unknown-near", r"\alhpa"),
    r"\frac{a}": ("formula-argument", r"\frac"),
    "x^": ("formula-argument", "^"),
    r"\hspace{wide}": ("formula-argument", r"\hspace"),
    r"\operatorname{\frac12}": ("formula-argument", r"\operatorname"),
    "{a": ("formula-brace", "{"),
    "a}": ("formula-brace", "}"),
    r"\sqrt[3": ("formula-brace", "["),
    r"\text{a $b}": ("formula-brace", "$"),
    "x^a^b": ("formula-script", "^"),
    "x_a_b": ("formula-script", "_"),
    r"a \over b \over c": ("formula-infix", r"\over"),
    r"\left( a": ("formula-left", r"\left"),
    r"a \right)": ("formula-left", r"\right"),
    r"{\left( a} \right)": ("formula-left", r"\left"),
    r"\left x y \right)": ("formula-delimiter", "x"),
    r"\begin{foo} a \end{foo}": ("formula-environment", "foo"),
    r"\begin{array}{xyz} a \end{array}": ("formula-environment", "array"),
    r"\begin{matrix} a": ("formula-end", "matrix"),
    r"\begin{matrix} a \end{cases}": ("formula-end", "matrix"),
    r"\not x": ("formula-not", r"\not"),
    r"\text{a \textbf{b}}": ("formula-in-text", r"a \textbf{b}"),
    "50%": ("formula-character", "%"),
    "a # b": ("formula-character", "#"),
    "a $ b": ("formula-character", "$"),
    "a\x1bb": ("formula-character", "U+001B"),
    "a\u0302": ("formula-character", "\u0302"),
    "a\\": ("formula-character", "\\"),
    "{" * 50 + "}" * 50: ("formula-deep", ""),
    "a" * 5000: ("formula-long", ""),
}


@pytest.mark.parametrize("tex", FAULTS)
def test_a_fault_is_named_and_has_a_text(tex: str) -> None:
    rule, command = FAULTS[tex]
    for show in (render, linear):
        with pytest.raises(MathsError) as raised:
            show(tex)
        error = raised.value
        assert (error.problem.rule, error.command) == (rule, command)
        for lang in LANGUAGES:
            template = Texts(lang, "quiz").template(error.key)
            assert template and fields_of(template) <= error.fields.keys()


def test_every_rule_has_a_fault_above() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCES.glob("*.py"))
    rules = set(re.findall(r'"(formula-[a-z-]+)"', source))
    assert rules == {rule for rule, _ in FAULTS.values()}


def test_the_nearest_command_is_named() -> None:
    with pytest.raises(MathsError) as raised:
        render(r"\lamda")
    assert raised.value.fields["near"] == r"\lambda"


def test_both_languages_say_the_same() -> None:
    korean, english = (
        {key: text for key, text in catalogue("quiz", lang).items() if "finding_formula_" in key}
        for lang in LANGUAGES
    )
    assert korean.keys() == english.keys()
    assert all(fields_of(korean[key]) == fields_of(english[key]) for key in korean)


def test_what_cannot_be_drawn_is_shown_as_it_is_written() -> None:
    assert lay_out(r"값은 $\foo{x}+1$이고", 80) == [r"값은 $\foo{x}+1$이고"]
    assert lay_out(r"값은 $\foo{x}+1$이고", 80, plain=True) == [r"값은 $\foo{x}+1$이고"]
    assert lay_out(r"$$\foo{x}$$", 80) == [r"    $$\foo{x}$$"]


def test_control_characters_never_reach_the_screen() -> None:
    text = "a \x1b[31m $x\x1b[0m$ `\x07`\n\n```\n\x1b]0;title\x07\n```"
    assert all(line.isprintable() for line in lay_out(text, 80))
