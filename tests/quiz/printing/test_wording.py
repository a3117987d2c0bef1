"""Texts of banks as HTML: nothing of them is markup but what we make of it."""

import re

import pytest

from quiz.printing.wording import code, html, line

EVIL = "<script>alert(\"1\")</script> & 'x'"


@pytest.mark.parametrize("text", [EVIL, f"**{EVIL}**", f"`{EVIL}`", f"```\n{EVIL}\n```"])
def test_everything_is_escaped(text):
    for made in (html(text), line(text), code(text)):
        assert "<script" not in made and "&lt;script&gt;" in made
        assert " & " not in made and "&amp;" in made


def test_formulas_are_escaped_in_what_is_heard_and_in_what_is_read():
    made = html(r'$a < b$, $\text{"<i>"} & x$, $\nonsense{<b>}$')
    assert "<i>" not in made and "<b>" not in made
    assert "&lt;" in re.search(r'aria-label="([^"]*)"', made)[1]
    assert r"<code>$\nonsense{&lt;b&gt;}$</code>" in made  # shown, and not guessed


def test_markup():
    assert html("a **b** `c`") == "<p>a <b>b</b> <code>c</code></p>"
    assert html("a\n\nb") == "<p>a</p>\n<p>b</p>"
    assert line("a **b**") == "a <b>b</b>"
    assert html("```\nif a < b:\n    pass\n```") == "<pre>if a &lt; b:\n    pass</pre>"
    assert html("a **two words**") == "<p>a <b>two</b> <b>words</b></p>"


def test_formulas_are_pictures_that_are_heard():
    made = html(r"It is $\frac{a}{b}$.")
    assert 'role="img"' in made and 'aria-label="a/b"' in made and "vertical-align:-" in made
    shown = html(r"$$\frac{a}{b}$$")
    assert shown.startswith('<p class="display"><svg') and "vertical-align" not in shown


def test_a_particle_stays_with_its_formula():
    assert re.search(r'<span class="word"><svg.*?</svg>는</span> 수', html("값 $x$는 수"))
    assert '<span class="word">' not in html("값 $x$ 수")
    wide = "+".join("abcdefghijklmnopqrst")
    assert '<span class="word">' not in html(f"값 ${wide}$는")


def test_blanks_are_lines_to_write_on():
    assert html("Is (1)____, and").count('<span class="blank"></span>') == 1
    assert "____" in html("`____`")
