"""Formulas are shown in both ways; what was typeset once is not typeset again."""

from importlib.metadata import version
from xml.etree.ElementTree import Element

import pytest

from basis.texts import LANGUAGES
from quiz.authoring import typesetting
from quiz.authoring.typesetting import Typeset, formula_problem, formula_problems
from quiz.finding import Finding
from quiz.printing.pictures import picture
from tests.quiz.authoring.banks import said


@pytest.mark.parametrize(
    "tex", [r"\frac{a}{b}", r"\text{참 양성률} = \frac{TP}{TP+FN}", r"\sum_{i=1}^n x_i^2", "x"]
)
def test_good_formulas(tex):
    assert formula_problem((tex, True)) is None


def test_what_the_terminal_cannot_draw():
    problem = formula_problem((r"\nonsense x", False))
    assert (problem.rule, problem.fields["tex"]) == ("formula-unknown", r"\nonsense x")


@pytest.mark.parametrize(
    ("tex", "found"),
    [
        (r"e^{-\varepsilon^2/2\sigma^2}", "2σ^2"),
        ("1/2x", "2x"),
        (r"a/bc", "bc"),
        (r"a/n\sqrt{x}", "n sqrt(x)"),
        (r"\frac{a/2\hat b}{c}", "2 hat(b)"),
    ],
)
def test_a_slash_that_can_be_read_in_two_ways(tex, found):
    problem = formula_problem((tex, False))
    assert (problem.rule, problem.fields["found"]) == ("formula-slash", found)
    finding = Finding("a", 1, 1, problem.rule, problem.fields)
    assert all(found in said(finding, lang) for lang in LANGUAGES)


@pytest.mark.parametrize(
    "tex",
    [
        *(r"x/(2\sigma^2)", r"p(x)/q(x)", r"\partial^2 f/\partial x\partial y", r"dy/dx\, z"),
        *("a/b=c", "a/2+b", "1/10", r"e^{a_k}/\sum_j e^{a_j}", r"2/\|w\|", r"7d/180", "(a/2)b"),
    ],
)
def test_a_slash_that_is_clear(tex):
    assert formula_problem((tex, False)) is None


def test_what_the_typesetter_refuses(monkeypatch):
    import ziamath

    def refuse(tex, **how):
        raise KeyError("no such glyph")

    picture.cache_clear()
    monkeypatch.setattr(ziamath, "Math", refuse)
    assert formula_problem(("x", False)) is None
    problem = formula_problem(("x", True))
    assert problem.rule == "formula-typeset" and "no such glyph" in problem.fields["reason"]
    finding = Finding("a", 1, 1, problem.rule, problem.fields)
    assert all("$x$" in said(finding, lang) for lang in LANGUAGES)


def test_an_empty_picture_is_a_fault(monkeypatch):
    import ziamath

    picture.cache_clear()
    monkeypatch.setattr(ziamath.Math, "svgxml", lambda self: Element("svg"))
    assert formula_problem(("x", True)).fields["reason"] == "empty"


def jobs_of(formulas, typeset):
    seen = []

    def each(function, jobs):
        seen.extend(jobs)
        return map(function, jobs)

    return formula_problems(formulas, typeset, each), seen


def test_what_was_typeset_is_kept_for_the_next_time(tmp_path, monkeypatch):
    formulas = {"x": True, "y": False, r"\nonsense": True}
    for again in (False, True):
        problems, jobs = jobs_of(formulas, Typeset(tmp_path))
        assert list(problems) == [r"\nonsense"]
        assert jobs == [("x", not again), ("y", False), (r"\nonsense", True)]


def test_another_version_of_the_typesetter_is_asked_again(tmp_path, monkeypatch):
    Typeset(tmp_path).keep(["x"])
    assert "x" in Typeset(tmp_path) and "y" not in Typeset(tmp_path)
    monkeypatch.setattr(typesetting, "version", lambda name: version(name) + ".1")
    assert "x" not in Typeset(tmp_path)


@pytest.mark.parametrize("content", ["{", "3", '{"x": 1}', "[1, null]", "\x80"])
def test_a_damaged_memory_is_only_slow(tmp_path, content):
    (tmp_path / f"typeset-{version('ziamath')}.json").write_text(content, encoding="utf-8")
    typeset = Typeset(tmp_path)
    assert "x" not in typeset
    typeset.keep(["x"])
    assert "x" in Typeset(tmp_path)


def test_a_memory_that_cannot_be_written_is_no_fault(tmp_path):
    (tmp_path / "file").write_text("")
    Typeset(tmp_path / "file").keep(["x"])
    Typeset(None).keep(["x"])
