import re

import pytest
from hypothesis import given, settings

from quiz.language.grammar import parse
from quiz.language.notation import name_to_tex, to_tex
from quiz.language.tree import Number, bind
from tests.quiz.language import made

NAMES = ("x", "y", "n", "k", "lr", "sigma1", "s_max")


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("x^2/2+1", r"\frac{x^{2}}{2} + 1"),
        ("s_max+sigma1^2", r"s_{\mathrm{max}} + \sigma_{1}^{2}"),
        ("x-(y-n)", r"x - \left(y - n\right)"),
        ("x-(-y)", r"x - \left(-y\right)"),
        ("x+(-y)", r"x + \left(-y\right)"),
        ("(-x)^2", r"\left(-x\right)^{2}"),
        ("-x^2", "-x^{2}"),
        ("2x*3", r"2 x \cdot 3"),
        ("x*-2", r"x \left(-2\right)"),
        ("lr*x", r"\mathrm{lr} \, x"),
        ("(x+y)(x-y)", r"\left(x + y\right) \left(x - y\right)"),
        ("3e-12*y", r"3 \times 10^{-12} y"),
        ("x^(1/2)", "x^{1/2}"),
        ("x^(-1/2)", "x^{-1/2}"),
        ("(x/y)^2", r"\left(\frac{x}{y}\right)^{2}"),
        ("x^y^2", "x^{y^{2}}"),
        ("(x^y)^2", r"\left(x^{y}\right)^{2}"),
        ("log(x)^2", r"\left(\log\left(x\right)\right)^{2}"),
        ("log2(x)", r"\log_{2}\left(x\right)"),
        ("arctan(x)", r"\arctan\left(x\right)"),
        ("sqrt(x+1)", r"\sqrt{x + 1}"),
        ("|x|^2", r"\left|x\right|^{2}"),
        ("binom(n,k)", r"\binom{n}{k}"),
        ("factorial(n-k)", r"\left(n - k\right)!"),
        ("max(x,y,0)", r"\max\left(x, y, 0\right)"),
        ("sigmoid(x)", r"\operatorname{sigmoid}\left(x\right)"),
        ("2pi*x", r"2 \pi x"),
        ("e^x", "e^{x}"),
    ],
)
def test_tex(text, tex):
    assert to_tex(parse(text, NAMES)) == tex


@pytest.mark.parametrize(
    ("name", "tex"),
    [
        ("x", "x"),
        ("x1", "x_{1}"),
        ("x_1", "x_{1}"),
        ("sigma", r"\sigma"),
        ("σ", r"\sigma"),
        ("Sigma", r"\Sigma"),
        ("σ_x", r"\sigma_{x}"),
        ("mu_sigma", r"\mu_{\sigma}"),
        ("x_t_1", "x_{t,1}"),
        ("Alpha", r"\mathrm{A}"),
        ("loss", r"\mathrm{loss}"),
    ],
)
def test_names(name, tex):
    assert name_to_tex(name) == tex


def test_numbers_that_were_bound_keep_their_sign_in_parentheses():
    formula = bind(parse("x*y-x", ["x", "y"]), {"x": -0.5})
    assert to_tex(formula) == r"\left(-0.5\right) y - \left(-0.5\right)"
    assert to_tex(Number(-1e-7)) == "-10^{-7}"


@settings(max_examples=200, deadline=None)
@given(made.formulas)
def test_all_tex_is_balanced(text):
    tex = to_tex(parse(text, made.NAMES))
    assert tex.count("{") == tex.count("}")
    assert len(re.findall(r"\\left\b", tex)) == len(re.findall(r"\\right\b", tex))
